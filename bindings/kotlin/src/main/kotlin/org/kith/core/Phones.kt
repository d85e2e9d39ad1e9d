package org.kith.core

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Opens the phone in the folder [home], lets [use] work with it, then lets go of the folder whatever happened.
 *
 * An app keeps its [Kith] open for as long as its process lives and calls [Kith.open] itself; this is for work in
 * the background and for tests.
 */
suspend fun <T> withKith(home: String, keys: SecureStore, log: LogSink? = null, use: suspend (Kith) -> T): T {
    val kith = Kith.open(home, keys, log)
    try {
        return use(kith)
    } finally {
        // A cancelled caller still waits for the folder, so that the next one can open it.
        withContext(NonCancellable) { kith.shutDown() }
        kith.close()
    }
}

/**
 * Syncs every community to the end. Cancelling the coroutine cancels the sync: what was taken in stays, the rest
 * comes next time.
 */
suspend fun Kith.syncNow(): SyncReport = sync().use { run ->
    try {
        run.finished()
    } finally {
        run.cancel()
    }
}
