package org.kith.app

import android.app.Application
import androidx.work.Configuration
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.kith.app.platform.KeyVault
import org.kith.app.platform.SyncWorker
import org.kith.app.platform.Waking
import org.kith.core.Kith
import org.kith.model.AppModel
import java.io.File

/** The process: it holds the one opened core, for the screens and for work in the background. */
open class KithApp :
    Application(),
    Configuration.Provider {
    private val opening = Mutex()
    private var phone: Kith? = null

    /** What the screens show; it outlives any activity. */
    val model by lazy { AppModel(CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate), ::kith) }

    override val workManagerConfiguration: Configuration get() = Configuration.Builder().build()

    override fun onCreate() {
        super.onCreate()
        SyncWorker.schedule(this)
        Waking(this).again()
        model.start()
    }

    /** The core, opened once; whoever waits for it needs no free main thread. */
    suspend fun kith(): Kith = withContext(Dispatchers.Default) { opening.withLock { phone ?: open().also { phone = it } } }

    /** Opens the core in this app's own folder. */
    protected open suspend fun open(): Kith = Kith.open(File(noBackupFilesDir, "kith").path, KeyVault(this), null)
}
