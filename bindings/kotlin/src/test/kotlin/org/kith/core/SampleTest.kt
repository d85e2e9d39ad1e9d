package org.kith.core

import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals

/** The sample in the README is this program, and it does what it says. */
class SampleTest {
    @Test
    fun `the README's sample pledges`() = story {
        Server().use { server ->
            Phone("asha").use { asha ->
                withKith(asha.home.toString(), asha.keys) { kith ->
                    val community = kith.found(server.address)
                    val round = community.openRound(november())
                    val link = community.invite().link
                    kith.syncNow()
                    Phone("ben").use { ben ->
                        val seen = pledgeOats(ben.home.toString(), ben.keys, link)
                        assertEquals("November wholefoods", seen.single().title)
                        withKith(ben.home.toString(), ben.keys) { it.syncNow() }
                    }
                    kith.syncNow()
                    assertEquals(3u, community.round(round).articles.single().pledges.single().want)
                }
            }
        }
    }

    @Test
    fun `the README shows the sample as it is`() {
        val source = Files.readString(root.resolve("bindings/kotlin/src/test/kotlin/org/kith/core/Sample.kt"))
        val sample = source.split("// sample\n")[1]
        assertContains(Files.readString(root.resolve("README.md")), "```kotlin\n$sample```\n")
    }
}
