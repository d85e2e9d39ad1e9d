package org.kith.model

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

    /** One group order. */
    data class Round(
        val name: String,
    ) : Route {
        override val path = "rounds/$name"
    }

    /** How much I want of an article. */
    data class Pledge(
        val round: String,
        val article: String,
    ) : Route {
        override val path = "rounds/$round/pledge/$article"
    }

    /** What I pay, and why I get what I get. */
    data class Bill(
        val round: String,
    ) : Route {
        override val path = "rounds/$round/bill"
    }

    /** The organiser's next step. */
    data class Organise(
        val round: String,
    ) : Route {
        override val path = "rounds/$round/organise"
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

        private val PLAIN = PLACES + listOf(NoteHours, Board, Invite, Phone, SyncDetails, Help, Licences)

        /** The place [path] leads to, or null for a path nobody made. */
        fun parse(path: String): Route? = PLAIN.firstOrNull { it.path == path } ?: parse(path.split('/'))

        private fun parse(parts: List<String>): Route? {
            val (place, name, what, item) = parts + List(PARTS) { null }
            if (name.isNullOrEmpty() || parts.size > PARTS) return null
            return when (place) {
                "rounds" ->
                    when (what) {
                        null -> Round(name)
                        "bill" -> Bill(name)
                        "organise" -> Organise(name)
                        "pledge" -> item?.let { Pledge(name, it) }
                        else -> null
                    }
                "hours" -> what?.takeIf { name == "ask" }?.let(::AskAbout)
                "visits" ->
                    when (what) {
                        null -> Pairing(name)
                        "log" -> LogVisit(name)
                        "words" -> item?.let { OwnWords(name, it) }
                        else -> null
                    }
                "people" -> Person(name).takeIf { what == null }
                else -> null
            }
        }

        private const val PARTS = 4
    }
}

/** The place at the bottom that [route] belongs to. */
fun placeOf(route: Route): Route =
    when (route) {
        Route.Home -> Route.Home
        Route.Rounds, is Route.Round, is Route.Pledge, is Route.Bill, is Route.Organise -> Route.Rounds
        Route.Hours, Route.NoteHours, is Route.AskAbout, Route.Board -> Route.Hours
        Route.Visits, is Route.Pairing, is Route.LogVisit, is Route.OwnWords -> Route.Visits
        Route.People, is Route.Person, Route.Invite -> Route.People
        Route.Phone, Route.SyncDetails, Route.Help, Route.Licences -> Route.People
    }
