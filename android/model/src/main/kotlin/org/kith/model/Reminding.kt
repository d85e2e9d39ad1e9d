package org.kith.model

import org.kith.core.EntryRow
import org.kith.core.Home
import org.kith.core.HostRow
import org.kith.core.RoundRow
import org.kith.core.Settings

/** Something this phone reminds of by itself. */
sealed interface Reminder {
    /** The same for the same reminder: whoever was reminded is not reminded again. */
    val key: String

    /** Where it leads. */
    val route: Route

    /** An order closes today or tomorrow. */
    data class Closing(
        val round: RoundRow,
        val day: String,
    ) : Reminder {
        override val key = "closing/${round.name}/$day"
        override val route = Route.Round(round.name)
    }

    /** Hours wait for my answer. */
    data class Agree(
        val entry: EntryRow,
    ) : Reminder {
        override val key = "agree/${entry.version}"
        override val route = Route.Hours
    }

    /** A host I have not visited for a week; once a week. */
    data class Visit(
        val host: HostRow,
        private val week: Long,
    ) : Reminder {
        override val key = "visit/${host.space}/$week"
        override val route = Route.Pairing(host.space)
    }
}

/** What to remind of, from what Home shows; [today] as the core writes days. */
fun reminders(
    home: Home,
    settings: Settings,
    today: String,
): List<Reminder> =
    buildList {
        if (settings.remindClosing) {
            for (row in home.closing) row.closes?.takeIf { Today.between(today, it) in 0..1L }?.let { add(Reminder.Closing(row, it)) }
        }
        if (settings.remindHours) home.toAgree.forEach { add(Reminder.Agree(it)) }
        if (settings.remindVisits) {
            val quiet = home.toVisit.filter { row -> row.last?.let { Today.between(it, today) >= WEEK } != false }
            quiet.forEach { add(Reminder.Visit(it, Today.week(today))) }
        }
    }

private const val WEEK = 7L
