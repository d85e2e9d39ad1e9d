package org.kith.app

import androidx.activity.ComponentActivity
import androidx.compose.ui.test.junit4.createAndroidComposeRule
import androidx.test.ext.junit.runners.AndroidJUnit4
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.core.Article
import org.kith.core.DeliveryBy
import org.kith.core.NewRound
import org.kith.core.Page
import org.kith.core.Role
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** What is done for others and with others, by taps, on the real core and a real server. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = BareApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class OthersTest {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    private val hands by lazy { HandedRound(rule) }
    private val thumb get() = hands.thumb

    private val oats = Article(name = "Rolled oats", unit = "1 kg bag", caseSize = 2u, netE4 = 16_500uL)
    private val order = NewRound(title = "Oats for all", supplier = "Mill", deliveryBy = DeliveryBy.UNITS, articles = listOf(oats))

    @Test(timeout = 300_000)
    fun adaOrdersForHaroldWhoHasNoPhoneAndErasesTheOrder() =
        Server().use { server ->
            val ada = hands.to("Ada")
            hands.found(server, "Ada")
            val community = hands.community(ada)
            val round = runBlocking { community.openRound(order) }
            with(thumb) {
                taps("People")
                taps("Enter somebody without a phone")
                types("name", "Harold")
                taps("Enter them")
                sees("Enter somebody without a phone")
                tapsOn("Harold")
                sees("Ada writes for them")
                taps("Do something for Harold")
                taps("Order from Oats for all")
                sees("You write for Harold")
                tapsOn("Rolled oats")
                counts("want", 0, 2)
                taps("Ask for this")
                sees("You asked for 2")
                looks("for-harold")
                tapsOn("My bill")
                sees("You write for Harold")
                sees("You pay")
                taps("Stop")
            }
            val pledge = runBlocking { community.round(round) }.articles.single().pledges.single()
            assertEquals("Ada for Harold" to 2u, pledge.member.name to pledge.want)

            with(thumb) {
                taps("Order")
                tapsOn("Oats for all")
                taps("Erase this order")
                taps("I understand that it is gone for good")
                taps("Erase it for everybody")
                sees("No orders yet")
            }
            assertEquals(0u, runBlocking { community.rounds(Page()) }.total)
        }

    @Test(timeout = 300_000)
    fun aConcernIsNotYetReceivedUntilALeadHasReadIt() =
        Server().use { server ->
            val dewi = Neighbour("Dewi").apply { founds(server) }
            dewi.does { grantRole(dewi.id(), Role.LEAD) }
            dewi.syncs()
            val farah = hands.to("Farah")
            hands.join(farah, dewi.does { invite().link }, "Farah")
            hands.sync(farah)
            dewi.syncs()
            hands.sync(farah)
            with(thumb) {
                taps("Visits")
                tapsOn("Worried about somebody?")
                taps("Raise a concern")
                types("concern", "Gwen's hob was on when I came")
                taps("Tell the leads")
                sees("You told Dewi")
                sees("Not yet received")
                hands.sync(farah)
                dewi.syncs()
                val told = dewi.does { concerns(Page()).rows.single() }
                assertEquals("Gwen's hob was on when I came", told.text)
                dewi.does { acknowledgeConcern(told.space) }
                dewi.syncs()
                hands.sync(farah)
                sees("Dewi has read it")
                assertEquals("nothing of it stays in the field", "", farah.worry.value.text)
            }
        }

    @Test(timeout = 300_000)
    fun aFurtherPhoneIsAddedFromHandToHand() =
        Server().use { server ->
            val old = hands.to("Ada's phone")
            hands.found(server, "Ada")
            hands.sync(old)
            hands.to("Ada's tablet")
            val shown =
                with(thumb) {
                    taps("This is a further phone of mine")
                    hands.shared()
                }
            hands.to("Ada's phone")
            val record =
                with(thumb) {
                    taps("People")
                    tapsOn("You")
                    taps("Add a phone of mine")
                    types("record", shown)
                    taps("Begin adding it")
                    sees("A new phone for Ada")
                    hands.shared()
                }
            val new = hands.to("Ada's tablet")
            with(thumb) {
                types("record", record)
                taps("Add this phone")
                sees("Hello,")
            }
            hands.sync(new)
            assertEquals(hands.community(old).id(), hands.community(new).id())
        }
}
