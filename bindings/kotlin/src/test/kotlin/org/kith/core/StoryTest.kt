package org.kith.core

import com.google.gson.GsonBuilder
import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals

/**
 * The story of `bindings/story.json`, played through Kotlin; Rust and Swift play the same.
 *
 * What the screens show must be what the story says. The outcome goes to the file KITH_STORY_OUT names, if it does.
 */
class StoryTest {
    private val gson = GsonBuilder().serializeNulls().disableHtmlEscaping().create()

    private class Person(val kith: Kith) {
        lateinit var community: Community
    }

    @Test
    fun `the story ends as it says`() = story {
        val told = JsonParser.parseString(Files.readString(root.resolve("bindings/story.json"))).asJsonObject
        val shows = Server().use { server -> play(told.getAsJsonArray("steps").map { it.asJsonObject }, server) }
        val outcome = gson.toJson(shows)
        System.getenv("KITH_STORY_OUT")?.let { Files.writeString(Path.of(it), outcome) }
        assertEquals(gson.toJson(sorted(told["shows"])), outcome)
    }

    private suspend fun play(steps: List<JsonObject>, server: Server): List<Any?> {
        val phones = mutableListOf<Phone>()
        val people = mutableMapOf<String, Person>()
        val links = mutableMapOf<String, String>()
        val shows = mutableListOf<Any?>()
        for (step in steps) {
            val who = step.text("who")
            val person = people.getOrPut(who) { Person(Phone(who).also(phones::add).open()) }
            when (step.text("does")) {
                "found" -> person.community = person.kith.found(server.address)
                "invite" -> links[step.text("whom")] = person.community.invite().link
                "join" -> {
                    person.kith.lookAt(links.getValue(who))
                    person.community = person.kith.join(links.getValue(who))
                }
                "sync" -> assertEquals(emptyList(), person.kith.syncNow().troubles)
                "show" -> shows += shown(who, person.community)
                else -> act(person.community, step)
            }
        }
        people.values.forEach { it.kith.shutDown() }
        phones.forEach(Phone::close)
        return shows
    }

    private suspend fun act(community: Community, step: JsonObject) {
        when (val does = step.text("does")) {
            "set-page" -> community.setPage(step.text("name"), step.text("home"), step.text("about"))
            "open-round" -> community.openRound(newRound(step))
            "pledge" -> {
                val round = community.round(community.named(step.text("round")))
                val article = round.articles.first { it.article.name == step.text("article") }
                val wish = Pledge(step.uint("at_least"), step.uint("want"), step.uint("up_to"))
                community.pledge(round.name, article.id, wish)
            }
            "seal-round" -> {
                val round = community.round(community.named(step.text("round")))
                community.sealRound(round.name, round.heads)
            }
            "note-hours" -> community.noteHours(
                NewHours(
                    giver = community.member(step.text("giver")),
                    receiver = community.member(step.text("receiver")),
                    minutes = step.uint("minutes"),
                    day = step.text("day"),
                    kind = step.text("kind"),
                ),
            )
            "agree-hours" -> {
                val entry = community.hours(all).rows.first { it.kind == step.text("kind") }
                community.agreeHours(entry.document, entry.version)
            }
            "post-notice" -> {
                val kind = if (step.text("kind") == "offer") NoticeKind.OFFER else NoticeKind.REQUEST
                community.postNotice(kind, step.text("title"), step.text("text"))
            }
            else -> error("nobody knows how to $does")
        }
    }

    private fun newRound(step: JsonObject) = NewRound(
        title = step.text("title"),
        supplier = step.text("supplier"),
        deliveryPence = step["delivery_pence"].asLong.toULong(),
        deliveryBy = DeliveryBy.valueOf(step.text("delivery_by").uppercase().replace('-', '_')),
        closes = step.text("closes"),
        articles = step.getAsJsonArray("articles").map { it.asJsonObject }.map {
            Article(
                name = it.text("name"),
                unit = it.text("unit"),
                caseSize = it.uint("case_size"),
                netE4 = it["net_e4"].asLong.toULong(),
            )
        },
    )

    private suspend fun Community.named(title: String) = rounds(all).rows.first { it.title == title }.name

    private suspend fun Community.member(name: String) = members(all).rows.first { it.name == name }.id

    private fun JsonObject.text(field: String): String = this[field].asString

    private fun JsonObject.uint(field: String): UInt = this[field].asLong.toUInt()

    private fun sorted(value: JsonElement): JsonElement = when {
        value.isJsonArray -> value.asJsonArray.fold(JsonArray()) { all, one -> all.apply { add(sorted(one)) } }
        value.isJsonObject -> value.asJsonObject.entrySet().sortedBy { it.key }
            .fold(JsonObject()) { all, (key, one) -> all.apply { add(key, sorted(one)) } }
        else -> value
    }
}
