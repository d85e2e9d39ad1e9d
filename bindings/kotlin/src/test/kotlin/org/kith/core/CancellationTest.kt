package org.kith.core

import java.net.InetAddress
import java.net.ServerSocket
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/** A caller that goes away leaves every command whole, and a sync stops where it is. */
class CancellationTest {
    @Test
    fun `a command given up on is done whole or not at all`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                repeat(30) { n ->
                    val opening = launch(start = CoroutineStart.UNDISPATCHED) { community.openRound(november("Round $n")) }
                    opening.cancel()
                    opening.join()
                }
                // What was under way when its caller left still ends; shutting down waits for it.
                kith.shutDown()
            }
            withKith(phone.home.toString(), phone.keys) { kith ->
                val rows = kith.community(kith.communities().single().id).rounds(Page(limit = 1_000u)).rows
                assertEquals(30, rows.size, "every one was begun before its caller left")
                assertTrue(rows.all { it.articles == 1u && it.title != null && it.supplier == "Medway" })
            }
        }
    }

    @Test
    fun `a timeout comes back in time and leaves the phone usable`() = story {
        Phone("asha").use { phone ->
            ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
                withKith(phone.home.toString(), phone.keys) { kith ->
                    val key = nobody().substringAfter('#')
                    val community = kith.found("http://127.0.0.1:${silent.localPort}#$key")
                    // A server that accepts and never answers.
                    val synced = withTimeoutOrNull(200.milliseconds) { kith.syncNow() }
                    assertEquals(null, synced)
                    assertTrue(community.setPage("Asha", "", "").changed)
                    assertTrue(community.status().unsent > 0u, "nothing is lost")
                }
            }
        }
    }

    @Test
    fun `a cancelled sync says so`() = story {
        Phone("asha").use { phone ->
            ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
                withKith(phone.home.toString(), phone.keys) { kith ->
                    kith.found("http://127.0.0.1:${silent.localPort}#${nobody().substringAfter('#')}")
                    kith.sync().use { run ->
                        run.cancel()
                        assertTrue(run.finished().cancelled)
                    }
                }
            }
        }
    }
}
