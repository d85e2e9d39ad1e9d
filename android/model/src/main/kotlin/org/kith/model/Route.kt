package org.kith.model

import java.net.URLDecoder
import java.net.URLEncoder


/** A place in the app. Each has a path, which is also what links within the app and saved state are made of. */
sealed interface Route {
    /** Such as `rounds/NAME/bill`. */
    val path: String

    /** What needs me. */
    data object Home : Route {
        override val path = "home"
    }

    /** The group orders. */
    data object Rounds : Route {
        override val path = "rounds"
    }

    /** A group order to open. */
    data object OpenRound : Route {
        override val path = "open-order"
    }

    /** One group order. */
    data class Round(
        val name: String,
    ) : Route {
        override val path = "rounds/${written(name)}"
    }

    /** How much I want of an article. */
    data class Pledge(
        val round: String,
        val article: String,
    ) : Route {
        override val path = "rounds/${written(round)}/pledge/$article"
    }

    /** What I pay, and why I get what I get. */
    data class Bill(
        val round: String,
    ) : Route {
        override val path = "rounds/${written(round)}/bill"
    }

    /** The organiser's next step. */
    data class Organise(
        val round: String,
    ) : Route {
        override val path = "rounds/${written(round)}/organise"
    }

    /** Erasing a group order for good. */
    data class EraseRound(
        val round: String,
    ) : Route {
        override val path = "rounds/${written(round)}/erase"
    }

    /** The time bank. */
    data object Hours : Route {
        override val path = "hours"
    }

    /** Help to note. */
    data object NoteHours : Route {
        override val path = "hours/note"
    }

    /** A question about a note of help. */
    data class AskAbout(
        val claim: String,
    ) : Route {
        override val path = "hours/ask/$claim"
    }

    /** Offers and requests. */
    data object Board : Route {
        override val path = "hours/board"
    }

    /** My pairings. */
    data object Visits : Route {
        override val path = "visits"
    }

    /** One pairing. */
    data class Pairing(
        val space: String,
    ) : Route {
        override val path = "visits/$space"
    }

    /** A visit to note. */
    data class LogVisit(
        val space: String,
    ) : Route {
        override val path = "visits/$space/log"
    }

    /** The host's own words about a visit. */
    data class OwnWords(
        val space: String,
        val visit: String,
    ) : Route {
        override val path = "visits/$space/words/$visit"
    }

    /** Erasing a pairing for good. */
    data class ErasePairing(
        val space: String,
    ) : Route {
        override val path = "visits/$space/erase"
    }

    /** Worries told to the safeguarding leads. */
    data object Concerns : Route {
        override val path = "concerns"
    }

    /** A worry to tell. */
    data object RaiseConcern : Route {
        override val path = "concerns/raise"
    }

    /** Who belongs. */
    data object People : Route {
        override val path = "people"
    }

    /** One member. */
    data class Person(
        val member: String,
    ) : Route {
        override val path = "people/$member"
    }

    /** What others see of me, to be changed. */
    data object MyPage : Route {
        override val path = "page"
    }

    /** Somebody without a phone, to be entered. */
    data object Enter : Route {
        override val path = "enter"
    }

    /** Who writes for a member. */
    data class Writer(
        val member: String,
    ) : Route {
        override val path = "people/$member/writer"
    }

    /** Who lives with a member. */
    data class Household(
        val member: String,
    ) : Route {
        override val path = "people/$member/household"
    }

    /** Removing a member. */
    data class Remove(
        val member: String,
    ) : Route {
        override val path = "people/$member/remove"
    }

    /** Leaving the neighbourhood. */
    data object Leave : Route {
        override val path = "leave"
    }

    /** Posters, and who asks to be let in. */
    data object Door : Route {
        override val path = "door"
    }

    /** A poster to hang. */
    data object HangPoster : Route {
        override val path = "door/hang"
    }

    /** A phone to add to a member. */
    data class AddPhone(
        val member: String,
    ) : Route {
        override val path = "people/$member/phone"
    }

    /** What I do for a member I write for: what there is, or one thing of it. */
    data class For(
        val member: String,
        val doing: Route? = null,
    ) : Route {
        override val path = if (doing == null) "for/$member" else "for/$member/${doing.path}"
    }

    /** An invite for one newcomer. */
    data object Invite : Route {
        override val path = "invite"
    }

    /** This phone. */
    data object Phone : Route {
        override val path = "phone"
    }

    /** What waits and what needs a look. */
    data object SyncDetails : Route {
        override val path = "phone/sync"
    }

    /** Records that go from hand to hand. */
    data object Records : Route {
        override val path = "phone/records"
    }

    /** Questions people have. */
    data object Help : Route {
        override val path = "phone/help"
    }

    /** Whose work Kith stands on. */
    data object Licences : Route {
        override val path = "phone/licences"
    }

    companion object {
        /** The five places at the bottom of every screen. */
        val PLACES: List<Route> = listOf(Home, Rounds, Hours, Visits, People)

        private val PLAIN =
            PLACES +
                listOf(OpenRound, NoteHours, Board, Concerns, RaiseConcern, Invite, MyPage, Enter, Leave, Door, HangPoster) +
                listOf(Phone, SyncDetails, Records, Help, Licences)

        /** The place [path] leads to, or null for a path nobody made. */
        fun parse(path: String): Route? = PLAIN.firstOrNull { it.path == path } ?: parse(path.split('/'))

        private fun parse(parts: List<String>): Route? = if (parts.first() == "for") speaking(parts.drop(1)) else named(parts)

        private fun speaking(parts: List<String>): Route? {
            val member = parts.firstOrNull()?.takeIf(String::isNotEmpty) ?: return null
            if (parts.size == 1) return For(member)
            return parse(parts.drop(1).joinToString("/"))?.takeIf(::spoken)?.let { For(member, it) }
        }

        private fun named(parts: List<String>): Route? {
            val (place, first, what, item) = parts + List(PARTS) { null }
            val name = first?.let(::read)
            if (name.isNullOrEmpty() || parts.size > PARTS) return null
            return when (place) {
                "rounds" ->
                    when (what) {
                        null -> Round(name)
                        "bill" -> Bill(name)
                        "organise" -> Organise(name)
                        "erase" -> EraseRound(name)
                        "pledge" -> item?.let { Pledge(name, it) }
                        else -> null
                    }
                "hours" -> what?.takeIf { name == "ask" }?.let(::AskAbout)
                "visits" ->
                    when (what) {
                        null -> Pairing(name)
                        "log" -> LogVisit(name)
                        "words" -> item?.let { OwnWords(name, it) }
                        "erase" -> ErasePairing(name)
                        else -> null
                    }
                "people" ->
                    when (what) {
                        null -> Person(name)
                        "writer" -> Writer(name)
                        "household" -> Household(name)
                        "remove" -> Remove(name)
                        "phone" -> AddPhone(name)
                        else -> null
                    }
                else -> null
            }
        }

        /** A name as one part of a path: a round's has a stroke in it. */
        private fun written(name: String) = URLEncoder.encode(name, "UTF-8")

        private fun read(part: String): String? = runCatching { URLDecoder.decode(part, "UTF-8") }.getOrNull()

        private const val PARTS = 4
    }
}

/** Whether somebody who writes for a member can do it for them. */
fun spoken(route: Route): Boolean =
    when (route) {
        is Route.Round, is Route.Pledge, Route.Hours, Route.NoteHours, is Route.AskAbout, Route.Board, Route.MyPage -> true
        else -> false
    }

/** The place at the bottom that [route] belongs to. */
fun placeOf(route: Route): Route =
    when (route) {
        Route.Home -> Route.Home
        Route.Rounds, Route.OpenRound, is Route.Round, is Route.Pledge, is Route.Bill, is Route.Organise, is Route.EraseRound -> Route.Rounds
        Route.Hours, Route.NoteHours, is Route.AskAbout, Route.Board -> Route.Hours
        Route.Visits, is Route.Pairing, is Route.LogVisit, is Route.OwnWords, is Route.ErasePairing -> Route.Visits
        Route.Concerns, Route.RaiseConcern -> Route.Visits
        Route.People, is Route.Person, Route.Invite, Route.MyPage, Route.Enter, is Route.Writer, is Route.AddPhone, is Route.For -> Route.People
        is Route.Household, is Route.Remove, Route.Leave, Route.Door, Route.HangPoster -> Route.People
        Route.Phone, Route.SyncDetails, Route.Records, Route.Help, Route.Licences -> Route.People
    }
