package org.kith.core

import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertTrue

/** Ten thousand screens opened and closed leave nothing behind. */
class LifetimesTest {
    private object Deaf : ChangeObserver {
        override fun onChange(revision: ULong) = Unit
    }

    @Test
    fun `ten thousand communities and subscriptions come and go`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val id = kith.found(nobody()).use { it.id() }
                // As many before: by then the machine's heap is as large as it gets.
                comeAndGo(kith, id, 10_000)
                val resident = resident()
                comeAndGo(kith, id, 10_000)
                val grown = resident() - resident
                println("10,000 communities and subscriptions: ${kith.objects()} objects held, $grown KiB more resident")
                assertTrue(grown < 32 * 1024, "$grown KiB more")
            }
        }
    }

    private suspend fun comeAndGo(kith: Kith, id: CommunityId, times: Int) {
        repeat(times) {
            kith.community(id).use { community ->
                community.observe(Deaf).use { it.cancel() }
            }
        }
        // The phone alone is left; a subscription ends on a thread of the core's, just after it is cancelled.
        eventually { kith.objects() == 1u }
        System.gc()
    }

    /** Memory of this process, in KiB. */
    private fun resident(): Long =
        Files.readAllLines(Path.of("/proc/self/status"))
            .first { it.startsWith("VmRSS:") }
            .filter(Char::isDigit)
            .toLong()
}
