package org.kith.app

import androidx.activity.ComponentActivity
import androidx.compose.ui.test.junit4.createAndroidComposeRule
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.core.Departed
import org.kith.core.Page
import org.kith.model.Session
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** In by a poster and out again, by taps, on the real core and a real server. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = BareApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class DoorTest {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    private val hands by lazy { HandedRound(rule) }
    private val thumb get() = hands.thumb

    @Test(timeout = 300_000)
    fun idrisAsksByAPosterIsLetInLivesWithAdaAndLeaves() =
        Server().use { server ->
            val ada = hands.to("Ada")
            hands.found(server, "Ada")
            val community = hands.community(ada)
            val poster =
                with(thumb) {
                    taps("People")
                    tapsOn("The door")
                    sees("No poster hangs yet")
                    taps("Hang a poster")
                    taps("A week")
                    taps("Make the poster")
                    sees("Posters need newer rules")
                    taps("Everybody here has a new app")
                    taps("Go by the newer rules")
                    taps("Make the poster")
                    sees("Your poster")
                    looks("door-1-poster")
                    hands.shared().substringAfterLast(' ')
                }
            hands.sync(ada)

            val idris = hands.to("Idris")
            with(thumb) {
                idris.invite.value = poster
                sees("A coordinator of the neighbourhood says yes to you")
                types("name", "Idris")
                taps("Ask to be let in")
                sees("Your phone's word")
                looks("door-2-waiting")
            }
            hands.sync(idris)
            val word = runBlocking { (idris.session.value as Session.Waiting).community.askedIn() }!!.word

            hands.to("Ada")
            hands.sync(ada)
            with(thumb) {
                taps("Home")
                tapsOn("Idris asks to be let in")
                sees("Their phone shows $word")
                looks("door-3-asking")
                taps("Let them in")
                sees("Nobody asks just now")
                sees("1 of 10 came in")
            }
            hands.sync(ada)
            hands.to("Idris")
            hands.sync(idris)
            hands.sync(ada)
            hands.sync(idris)
            thumb.sees("Hello, Idris")
            hands.sync(idris)

            hands.to("Ada")
            hands.sync(ada)
            with(thumb) {
                taps("People")
                tapsOn("Idris")
                taps("Who lives with Idris?")
                taps("Ada")
                tapsOn("know that they share one bill")
                taps("They live together")
                sees("Lives with Ada")
            }
            hands.sync(ada)

            hands.to("Idris")
            hands.sync(idris)
            with(thumb) {
                taps("People")
                tapsOn("You")
                taps("Leave this neighbourhood")
                taps("I want to leave")
                taps("Leave")
                sees("Join with an invite")
            }
            assertEquals(Session.Outside, idris.session.value)
            hands.sync(idris)
            hands.sync(ada)
            val gone = runBlocking { community.members(Page()) }.rows.first { it.name == "Idris" }
            assertEquals(Departed.LEFT, gone.departed)
        }
}
