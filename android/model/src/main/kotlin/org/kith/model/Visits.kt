package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.StateFlow
import org.kith.core.Community
import org.kith.core.DayPart
import org.kith.core.Page
import org.kith.core.PairingRow
import org.kith.core.Person
import org.kith.core.VisitKind
import org.kith.core.VisitLength
import org.kith.core.VisitNote
import org.kith.core.VisitRun

/** My pairings. */
data class VisitsState(
    val me: Person,
    val pairings: List<PairingRow>,
)

/** One pairing. */
data class PairingState(
    val me: Person,
    val pairing: PairingRow,
) {
    /** Whether I am the one who is visited. */
    val hosting: Boolean get() = pairing.host?.id == me.id

    /** Whether I look after it. */
    val coordinating: Boolean get() = pairing.coordinators.any { it.id == me.id }

    /** Whether I visit. */
    val visiting: Boolean get() = pairing.visitors.any { it.id == me.id }
}

/** My pairings. */
class VisitsModel(
    community: Community,
    scope: CoroutineScope,
    me: Person,
) {
    /** For the screen. */
    val state: StateFlow<Load<VisitsState>> = community.loads(scope) { VisitsState(me, pairings(Page()).rows) }
}

/** One pairing, and the host's own words. */
class PairingModel(
    private val community: Community,
    scope: CoroutineScope,
    me: Person,
    private val space: String,
) {
    /** For the screen. */
    val state: StateFlow<Load<PairingState>> = community.loads(scope) { PairingState(me, pairing(space)) }

    /** The words' sending. */
    val acts = Acts(scope)

    /** What a visit was like for the host. */
    fun say(
        visit: String,
        words: String,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.sayOwnWords(space, visit, words.trim()) }

    /** Erases it on every phone, for good. */
    fun erase(then: () -> Unit) = acts.run({ then() }) { community.erasePairing(space) }
}

/** A visit being noted. */
data class LogVisitState(
    val host: Person?,
    val form: VisitForm,
    val act: Act = Act.Idle,
)

/** What somebody typed about a visit. */
data class VisitForm(
    val kind: VisitKind = VisitKind.VISIT,
    val day: String = Today.day(),
    val part: DayPart = DayPart.AFTERNOON,
    val length: VisitLength? = null,
    val brought: String = "",
    val words: String = "",
    val followUp: Boolean = false,
    val run: VisitRun? = null,
) {
    /** As the core takes it. */
    fun note() =
        VisitNote(
            day = day,
            part = part,
            kind = kind,
            length = length,
            brought = brought.split(',').map(String::trim).filter(String::isNotEmpty),
            words = words.trim(),
            run = run,
            followUp = followUp,
        )

    /** As it is kept while typing. */
    fun draft(): String =
        Draft.write(
            "kind" to kind.name,
            "day" to day,
            "part" to part.name,
            "length" to length?.name,
            "brought" to brought,
            "words" to words,
            "follow" to "$followUp",
            "metres" to run?.metres?.toString(),
            "seconds" to run?.movingSeconds?.toString(),
        )

    companion object {
        /** As it was kept; what does not read is as in a new form. */
        fun of(draft: String): VisitForm {
            val kept = Draft.read(draft)
            val new = VisitForm()
            return VisitForm(
                VisitKind.entries.firstOrNull { it.name == kept["kind"] } ?: new.kind,
                kept["day"] ?: new.day,
                DayPart.entries.firstOrNull { it.name == kept["part"] } ?: new.part,
                VisitLength.entries.firstOrNull { it.name == kept["length"] },
                kept["brought"] ?: new.brought,
                kept["words"] ?: new.words,
                kept["follow"]?.toBooleanStrictOrNull() ?: new.followUp,
                kept["metres"]?.toUIntOrNull()?.let { m -> kept["seconds"]?.toUIntOrNull()?.let { VisitRun(m, it) } },
            )
        }
    }
}

/** A visit to note; kept on this phone while it is typed. */
class LogVisitModel(
    private val community: Community,
    scope: CoroutineScope,
    private val space: String,
) {
    private val form = Form(community, scope, "visit/$space", VisitForm(), VisitForm::of, VisitForm::draft)

    /** For the screen. */
    val state: StateFlow<Load<LogVisitState>> =
        form.with(community.loads(scope) { pairing(space) }) { pairing, form, act -> LogVisitState(pairing.host, form, act) }

    /** What was typed. */
    fun type(typed: VisitForm) = form.type(typed)

    /** Notes it. */
    fun save(
        typed: VisitForm,
        then: () -> Unit,
    ) = form.send(then) { community.logVisit(space, typed.note()) }
}

/** One pairing of mine by its space. */
private suspend fun Community.pairing(space: String): PairingRow = pairings(Page()).rows.first { it.space == space }
