package org.kith.app

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.core.Article
import org.kith.core.Page
import org.kith.core.VisitLength
import org.kith.model.Session
import org.kith.model.Syncing
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** One person's week, by taps alone, on the real core and a real server; her neighbours' phones see the same in the end. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = TestApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class StoryTest {
    @get:Rule val rule = createAndroidComposeRule<MainActivity>()

    private val app get() = ApplicationProvider.getApplicationContext<TestApp>()
    private val thumb by lazy { Thumb(rule) }

    private fun opens(link: String) =
        rule.activityRule.scenario.onActivity {
            InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(it, Intent(Intent.ACTION_VIEW, Uri.parse(link)))
        }

    /** As a server's page hands an invite to the app; the server here is of this machine, and not https. */
    private fun kithLink(invite: String): String {
        val (server, secret) = invite.split("/join#")
        return "kith://join?server=${Uri.encode(server)}#$secret"
    }

    private fun syncs() {
        thumb.waits { app.model.syncing.value != Syncing.Running }
        app.model.syncNow()
        thumb.waits { app.model.syncing.value != Syncing.Running }
        assertEquals(Syncing.Idle, app.model.syncing.value)
    }

    @Test(timeout = 300_000)
    fun farahJoinsOrdersNotesHoursAndLogsAVisitOfflineAndEverybodySeesIt() {
        Neighbourhood().use { street ->
            with(thumb) {
                sees("Join with an invite")
                looks("01-welcome")
                opens(kithLink(street.invite()))
                sees("You are invited")
                types("name", "Farah")
                looks("02-invited")
                taps("Join")
                sees("Hello, Farah")
                syncs()
                street.settle()
                street.open(
                    Article(name = "Rolled oats", unit = "1 kg bag", caseSize = 6u, netE4 = 16_500uL),
                    Article(name = "Black beans", unit = "500 g bag", caseSize = 10u, netE4 = 11_000uL),
                )
                street.bringTogether(::syncs)
                syncs()

                taps("Home")
                sees("What needs you")
                looks("03-home")

                // From here on nothing is sent until she taps Sync now.
                taps("Order")
                tapsOn("November wholefoods")
                sees("Rolled oats")
                looks("04-order")
                tapsOn("Rolled oats")
                counts("want", 0, 4)
                sees("If the order closed now")
                counts("up-to", 4, 6)
                sees("You would get 6")
                looks("05-pledge")
                taps("Ask for this")
                sees("You asked for 4, up to 6 to fill a case")
                sees("On this phone")
                looks("06-asked")

                taps("Hours")
                taps("Note hours")
                taps("Ada")
                types("kind", "gardening")
                looks("07-note-hours")
                taps("Note it")
                sees("Waits for Ada")
                looks("08-hours")

                taps("Visits")
                tapsOn("Visiting Gwen")
                sees("1 Chapel Row")
                looks("09-pairing")
                taps("Log a visit")
                taps("An hour or more")
                types("words", "We looked at old photographs")
                looks("10-log-visit")
                rule.activityRule.scenario.recreate()
                sees("We looked at old photographs")
                taps("Save the visit")
                sees("We looked at old photographs")
                sees("On this phone")
                looks("11-visit-saved")

                taps("People")
                taps("This phone")
                tapsOn("What waits, and when")
                sees("Waiting to be sent")
                looks("12-sync-waiting")
                taps("Sync now")
                sees("Nothing waits")
                looks("13-synced")
            }
            street.settle()
            val entry = street.ada.does { hours(Page()).rows.single() }
            assertEquals("gardening", entry.kind)
            street.ada.does { agreeHours(entry.document, entry.version) }
            street.settle()
            syncs()
            thumb.taps("Hours")
            thumb.sees("Agreed and counted")
            thumb.looks("14-agreed")

            val pledge = street.ada.does { round(rounds(Page()).rows.single().name) }.articles.first { it.article.name == "Rolled oats" }.pledges.single()
            assertEquals(4u to 6u, pledge.want to pledge.upTo)
            val visit = street.gwen.does { pairings(Page()).rows.single().visits.single() }
            assertEquals("We looked at old photographs", visit.note?.words)
            assertEquals(VisitLength.LONG, visit.note?.length)
            val farah = (app.model.session.value as Session.Inside).community
            assertEquals(street.ada.does { digests().shared }, runBlocking { farah.digests().shared })
        }
    }
}
