package org.kith.core

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch

/** Changes as flows: the present at once, the latest always, nothing once nobody collects. */
class ObserversTest {
    @Test
    fun `a screen hears the present at once and the last change always`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                val first = community.changes().first()
                var last = first
                val heard = Channel<ULong>(Channel.UNLIMITED)
                val collecting = launch { community.changes().collect(heard::send) }
                heard.receive()
                repeat(40) { n -> last = community.setPage("Asha", "", "line $n").revision }
                val told = mutableListOf<ULong>()
                while (told.isEmpty() || told.last() < last) told += heard.receive()
                assertEquals(told.sorted().distinct(), told, "revisions rise")
                assertTrue(told.size < 40, "many changes are few calls: ${told.size}")
                collecting.cancel()
                collecting.join()
                // The phone and the community; the subscription is gone.
                eventually { kith.objects() == 2u }
                community.setPage("Asha", "", "unheard")
                assertTrue(heard.tryReceive().isFailure)
            }
        }
    }

    @Test
    fun `a list is shown again only when it looks different`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                val seen = Channel<List<String?>>(Channel.UNLIMITED)
                val watching = launch {
                    community.watch { rounds(Page()).rows.map { it.title } }.collect(seen::send)
                }
                assertEquals(emptyList(), seen.receive())
                community.setPage("Asha", "", "")
                community.openRound(november("First"))
                assertEquals(listOf<String?>("First"), seen.receive())
                watching.cancel()
            }
        }
    }

    @Test
    fun `an observer that throws is told again`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val heard = Channel<ULong>(Channel.UNLIMITED)
                val failing = object : ChangeObserver {
                    override fun onChange(revision: ULong) {
                        heard.trySend(revision)
                        error("the screen is gone")
                    }
                }
                kith.observe(failing).use { subscription ->
                    heard.receive()
                    val community = kith.found(nobody())
                    val page = community.setPage("Asha", "", "")
                    while (heard.receive() < page.revision) Unit
                    assertTrue(subscription.isActive())
                    subscription.cancel()
                    assertFalse(subscription.isActive())
                }
            }
        }
    }
}
