package org.kith.app

import androidx.activity.ComponentActivity
import androidx.compose.ui.test.junit4.createAndroidComposeRule
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.core.Page
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** A group order from a supplier's file to a neighbour's pledge, by taps, on the real core and a real server. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = BareApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class OpenRoundTest {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    private val hands by lazy { HandedRound(rule) }
    private val thumb get() = hands.thumb

    private fun file(name: String) = File(System.getProperty("kith.root")!!, "tests/fixtures/$name").readBytes()

    @Test(timeout = 300_000)
    fun adaReadsHerSuppliersListAndOpensAnOrderInWhichBenAsks() =
        Server().use { server ->
            val ada = hands.to("Ada")
            hands.found(server, "Ada")
            val community = hands.community(ada)
            with(thumb) {
                taps("Order")
                taps("Open an order")
                sees("No price list is kept here yet")

                hands.file = "Dear Ada, the list comes on Monday.".toByteArray()
                tapsOn("Read a price list from a file")
                sees("Please look at this again")

                hands.file = file("messy-price-list.csv")
                tapsOn("Read a price list from a file")
                sees("were read")
                sees("Left out")
                sees("Line 6")
                looks("open-1-what-was-read")
                taps("Back")

                hands.file = file("wholefoods-price-list.csv")
                tapsOn("Read a price list from a file")
                sees("Wholemeal flour")
                types("list-title", "Medway, autumn")
                types("list-supplier", "Medway Wholefoods")
                taps("Keep this list")
                sees("Open it for everybody")
                tapsOn("Medway, autumn")
                types("title", "December wholefoods")
                types("minimum", "250")
                taps("Open it for everybody")
                sees("are too many for one round")
                HEADINGS.forEach(::tapsOn)
                looks("open-2-filled")
                taps("Open it for everybody")
                sees("Organised by Ada")
                looks("open-3-opened")
            }
            val list = runBlocking { community.priceLists(Page()) }.rows.single()
            val opened = runBlocking { community.rounds(Page()) }.rows.single()
            assertTrue("${opened.articles} of ${list.articles}", opened.articles in 1u..<list.articles)
            assertEquals(25_000uL, opened.minimumPence)
            assertEquals("Medway Wholefoods", opened.supplier)
            val link = runBlocking { community.invite() }.link
            hands.sync(ada)

            val ben = hands.to("Ben")
            hands.join(ben, link, "Ben")
            hands.sync(ben)
            with(thumb) {
                taps("Order")
                tapsOn("December wholefoods")
                types("search", "rye")
                tapsOn("Rye flour")
                counts("want", 0, 2)
                taps("Ask for this")
                sees("You asked for 2")
            }
            hands.sync(ben)
            hands.sync(ada)
            val rye = runBlocking { community.round(opened.name) }.articles.first { it.article.name == "Rye flour" }
            assertEquals("Ben" to 2u, rye.pledges.single().let { it.member.name to it.want })
        }

    private companion object {
        /** What Ada leaves out, so that the rest fits into one order. */
        val HEADINGS = listOf("Tins & jars", "Herbs & spices", "Household", "Drinks")
    }
}
