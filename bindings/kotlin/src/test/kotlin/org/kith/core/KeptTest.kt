package org.kith.core

import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What only this phone keeps: drafts as typed, how the app is wanted, files to take along; and a run that is read. */
class KeptTest {
    @Test
    fun `a draft and the settings outlive the app`() = story {
        Phone("asha").use { phone ->
            val typed = "{\"words\": \"tea and the crossw"
            val id = withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                community.keepDraft("visit/today", typed)
                kith.keepSettings(kith.settings().copy(language = "cy", textPercent = 200u))
                community.id()
            }
            withKith(phone.home.toString(), phone.keys) { kith ->
                assertEquals(typed, kith.community(id).draft("visit/today"))
                assertEquals(Settings(language = "cy", textPercent = 200u), kith.settings())
            }
        }
    }

    @Test
    fun `a pledge is tried before it is made`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val community = kith.found(nobody())
                val round = community.openRound(november())
                val effect = community.pledgeEffect(round, community.only(round), Pledge(want = 4u, upTo = 4u))
                assertEquals(0uL to 1uL, effect.now.cases to effect.then.cases)
                assertEquals(1_020uL, effect.then.ownPence)
                assertEquals(null, community.rounds(Page()).rows.single().ownPence, "nothing was written")
            }
        }
    }

    @Test
    fun `a run is read and everything is taken along`() = story {
        Phone("asha").use { phone ->
            withKith(phone.home.toString(), phone.keys) { kith ->
                val track = Files.readAllBytes(root.resolve("tests/fixtures/saturday-run.gpx"))
                assertTrue(kith.readRun(track, 200u).metres > 1_000u)
                val community = kith.found(nobody())
                val files = community.takeAlong(ExportForm.TABLES, phone.home.resolve("mine").toString())
                assertTrue(files.isNotEmpty() && files.all { Files.exists(Path.of(it)) })
            }
        }
    }
}
