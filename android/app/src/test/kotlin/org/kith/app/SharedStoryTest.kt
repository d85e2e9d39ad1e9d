package org.kith.app

import androidx.activity.ComponentActivity
import androidx.compose.ui.test.junit4.createAndroidComposeRule
import androidx.test.ext.junit.runners.AndroidJUnit4
import java.io.File
import kotlinx.coroutines.runBlocking
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.core.Article
import org.kith.core.DeliveryBy
import org.kith.core.NewRound
import org.kith.core.shown
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/**
 * The story of `bindings/story.json`, by taps alone: two residents and a runner, each with the whole app on a core of
 * their own, hand one screen round. What their phones show in the end is what Rust, Kotlin and Swift show.
 */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = BareApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class SharedStoryTest {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    private val hands by lazy { HandedRound(rule) }
    private val thumb get() = hands.thumb
    private val links = mutableMapOf<String, String>()

    @Test(timeout = 300_000)
    fun threePeopleTapTheirWayThroughTheStoryAndEndWhereItEnds() {
        val story = JSONObject(File(System.getProperty("kith.root")!!, "bindings/story.json").readText())
        val steps = story.getJSONArray("steps").let { all -> List(all.length(), all::getJSONObject) }
        val shows = Server().use { server -> steps.mapNotNull { play(it, server) } }
        assertEquals(written(plain(story.getJSONArray("shows"))), written(shows))
    }

    /** Does a step as whoever does it would; gives what `show` shows. */
    private fun play(
        step: JSONObject,
        server: Server,
    ): Any? {
        val who = step.getString("who")
        val app = hands.to(who)
        when (val does = step.getString("does")) {
            // The page is asked for on the way in; what stands on it comes with the next step.
            "found" -> hands.found(server, "Somebody")
            "join" -> hands.join(app, links.getValue(who), who)
            "set-page" -> page(step)
            "invite" -> links[step.getString("whom")] = invited()
            "open-round" -> runBlocking { hands.community(app).openRound(round(step)) }
            "pledge" -> pledge(step)
            "seal-round" -> seal(step)
            "note-hours" -> note(step)
            "agree-hours" -> agree(step)
            "post-notice" -> post(step)
            "sync" -> hands.sync(app)
            "show" -> return runBlocking { shown(who, hands.community(app)) }
            else -> error("nobody knows how to $does")
        }
        return null
    }

    private fun page(step: JSONObject) =
        with(thumb) {
            taps("People")
            tapsOn("You")
            taps("Change my page")
            writes("name", step.getString("name"))
            writes("home", step.getString("home"))
            writes("about", step.getString("about"))
            taps("Save")
            sees("Change my page")
            taps("Home")
            sees("Hello, ${step.getString("name")}")
        }

    private fun invited(): String =
        with(thumb) {
            taps("Home")
            taps("Invite a neighbour")
            taps("Make an invite")
            sees("Whoever has the link can join")
            hands.shared().substringAfterLast(' ')
        }

    /** The story's articles stand in no file and its day is fixed; DoorTest and OpenRoundTest tap what the screens do. */
    private fun round(step: JSONObject) =
        NewRound(
            title = step.getString("title"),
            supplier = step.getString("supplier"),
            deliveryPence = step.getLong("delivery_pence").toULong(),
            deliveryBy = DeliveryBy.valueOf(step.getString("delivery_by").uppercase().replace('-', '_')),
            closes = step.getString("closes"),
            articles =
                step.getJSONArray("articles").let { all ->
                    List(all.length()) {
                        val article = all.getJSONObject(it)
                        Article(
                            name = article.getString("name"),
                            unit = article.getString("unit"),
                            caseSize = article.getInt("case_size").toUInt(),
                            netE4 = article.getLong("net_e4").toULong(),
                        )
                    }
                },
        )

    private fun pledge(step: JSONObject) =
        with(thumb) {
            taps("Order")
            tapsOn(step.getString("round"))
            tapsOn(step.getString("article"))
            val (least, want, upTo) = listOf("at_least", "want", "up_to").map(step::getInt)
            counts("want", 0, want)
            counts("up-to", want, upTo)
            if (least > 0) {
                taps("More choices")
                counts("at-least", 0, least)
            }
            taps("Ask for this")
            sees("You asked for $want")
        }

    private fun seal(step: JSONObject) =
        with(thumb) {
            taps("Order")
            tapsOn(step.getString("round"))
            taps("Close the order…")
            taps("Close the order")
            sees("Closed, being ordered")
        }

    private fun note(step: JSONObject) =
        with(thumb) {
            taps("Hours")
            taps("Note hours")
            taps(step.getString("receiver"))
            repeat((FIRST_MINUTES - step.getInt("minutes")) / MINUTES_A_PRESS) { presses("minutes-fewer") }
            types("kind", step.getString("kind"))
            taps("Note it")
            sees("Waits for ${step.getString("receiver")}")
        }

    private fun agree(step: JSONObject) =
        with(thumb) {
            taps("Hours")
            sees(step.getString("kind"))
            taps("Agree")
            sees("Agreed and counted")
        }

    private fun post(step: JSONObject) =
        with(thumb) {
            taps("Hours")
            taps("Offers and requests")
            taps("Put up a note")
            if (step.getString("kind") == "request") taps("Request")
            types("title", step.getString("title"))
            types("text", step.getString("text"))
            taps("Put up a note")
            sees("Take it down")
        }

    /** JSON as lists, sorted maps and values. */
    private fun plain(value: Any?): Any? =
        when (value) {
            is JSONArray -> List(value.length()) { plain(value[it]) }
            is JSONObject -> value.keys().asSequence().associateWith { plain(value[it]) }.toSortedMap()
            is Number -> value.toLong()
            JSONObject.NULL -> null
            else -> value
        }

    /** One value on each line, so that a difference is one line. */
    private fun written(
        value: Any?,
        at: String = "",
    ): String =
        when (value) {
            is Map<*, *> -> value.entries.joinToString("") { (key, inner) -> written(inner, "$at.$key") }
            is List<*> -> if (value.isEmpty()) "$at: []\n" else value.withIndex().joinToString("") { (n, inner) -> written(inner, "$at[$n]") }
            else -> "$at: $value\n"
        }

    private companion object {
        const val FIRST_MINUTES = 60
        const val MINUTES_A_PRESS = 15
    }
}
