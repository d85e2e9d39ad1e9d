package org.kith.core

import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs

/** Every error a screen must tell apart, met as a screen would meet it. */
class ErrorsTest {
    private val all = Page(limit = 1_000u)

    @Test
    fun `what the rules refuse has a code and a sentence`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                val round = community.openRound(november())
                community.sealRound(round, community.round(round).heads)
                val late = answer { community.pledge(round, community.only(round), Pledge(want = 4u, upTo = 4u)) }
                val refused = assertIs<KithException.Refused>(assertIs<Answer.Failed>(late).error)
                assertEquals("already-sealed", refused.code)
                assertEquals(
                    "bad-invite",
                    assertFailsWith<KithException.Refused> { kith.lookAt("https://example.org/hello") }.code,
                )
            }
        }
    }

    @Test
    fun `a field is named and what is not here is named`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                val empty = november().copy(articles = emptyList())
                assertEquals("articles", assertFailsWith<KithException.Invalid> { community.openRound(empty) }.field)
                assertEquals("server", assertFailsWith<KithException.Invalid> { kith.found("kith.example") }.field)
                assertEquals("file", assertFailsWith<KithException.Invalid> { kith.readPriceList(byteArrayOf()) }.field)
                assertEquals(
                    "nobody/nothing",
                    assertFailsWith<KithException.NotFound> { community.round("nobody/nothing") }.id,
                )
                val stranger = kith.community("aaaaaaaaaaaaaaaaaaaaaaaaaa")
                assertFailsWith<KithException.NotFound> { stranger.rounds(all) }
            }
        }
    }

    @Test
    fun `with nobody there the phone is offline and has lost nothing`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                assertFailsWith<KithException.Offline> { kith.syncNow() }
                assert(community.status().unsent > 0u)
            }
        }
    }

    @Test
    fun `a folder in use, a locked store and a vanished key are told apart`() = story {
        Phone("asha").use { phone ->
            val home = phone.home.toString()
            withKith(home, phone.keys) { kith ->
                kith.found(nobody())
                assertEquals("locked", assertFailsWith<KithException.Retry> { phone.open() }.code)
            }
            val locked = object : SecureStore {
                override fun get(name: String) = throw ShellException.Failed("the phone is locked")

                override fun put(name: String, secret: ByteArray) = throw ShellException.Failed("the phone is locked")
            }
            assertEquals("secure-store", assertFailsWith<KithException.Retry> { Kith.open(home, locked, null) }.code)
            assertFailsWith<KithException.KeyGone> { Kith.open(home, Keys(), null) }
            withKith(home, phone.keys) { kith -> assertEquals(1, kith.communities().size) }
        }
    }

    @Test
    fun `after shutting down every object says so`() = story {
        Phone("asha").use { phone ->
            val kith = phone.open()
            val community = kith.found(nobody())
            kith.shutDown()
            kith.shutDown()
            assertFailsWith<KithException.Closed> { community.rounds(all) }
            assertFailsWith<KithException.Closed> { kith.sync() }
            kith.close()
            assertFailsWith<IllegalStateException> { kith.sync() }
        }
    }

    @Test
    fun `an app for another core, and a disk that will not`() = story {
        requireApi(versions().api)
        assertFailsWith<KithException.UpdateNeeded> { requireApi(0u) }
        // A file where the folder should be.
        val file = Files.createTempFile("kith-", ".txt")
        assertFailsWith<KithException.Internal> { Kith.open(file.resolve("home").toString(), Keys(), null) }
        Files.delete(file)
    }
}
