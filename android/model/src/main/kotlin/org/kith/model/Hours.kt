package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import org.kith.core.Balance
import org.kith.core.Community
import org.kith.core.EntryRow
import org.kith.core.MemberRow
import org.kith.core.NewHours
import org.kith.core.NoticeKind
import org.kith.core.NoticeRow
import org.kith.core.Page
import org.kith.core.Person

/** The time bank. */
data class HoursState(
    val me: Person,
    val balances: List<Balance>,
    val entries: List<EntryRow>,
) {
    /** Where I stand. */
    val mine: Balance? get() = balances.firstOrNull { it.member.id == me.id }

    /** What waits for my answer. */
    val waiting: List<EntryRow> get() = entries.filter { it.awaits?.id == me.id }

    /** All else. */
    val history: List<EntryRow> get() = entries.filter { it.awaits?.id != me.id }
}

/** The time bank: what was noted, and the answers to it. */
class HoursModel(
    private val community: Community,
    scope: CoroutineScope,
    me: Person,
) {
    /** For the screen. */
    val state: StateFlow<Load<HoursState>> =
        community.loads(scope) { HoursState(me, balances(), hours(Page()).rows) }

    /** The answers. */
    val acts = Acts(scope)

    /** Agrees to exactly what the screen showed. */
    fun agree(entry: EntryRow) = acts.run<Any> { community.agreeHours(entry.document, entry.version) }

    /** Asks about exactly what the screen showed. */
    fun question(
        entry: EntryRow,
        words: String,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.questionHours(entry.document, entry.version, words.ifBlank { null }) }

    /** Settles as a third person what the other has not answered. */
    fun witness(entry: EntryRow) = acts.run<Any> { community.witnessHours(entry.document, entry.version) }

    /** My question is answered. */
    fun lift(entry: EntryRow) = acts.run<Any> { community.liftQuestion(entry.document, entry.version) }

    /** Takes my note back. */
    fun withdraw(entry: EntryRow) = acts.run<Any> { community.withdrawHours(entry.document, entry.claim) }
}

/** Help being noted. */
data class NoteHoursState(
    val people: List<MemberRow>,
    val form: HoursForm,
    val act: Act = Act.Idle,
)

/** What somebody typed about help. */
data class HoursForm(
    val gave: Boolean = true,
    val who: String? = null,
    val minutes: UInt = 60u,
    val day: String = Today.day(),
    val kind: String = "",
    val words: String = "",
) {
    /** As it is kept while typing. */
    fun draft(): String = Draft.write("gave" to "$gave", "who" to who, "minutes" to "$minutes", "day" to day, "kind" to kind, "words" to words)

    companion object {
        /** As it was kept; what does not read is as in a new form. */
        fun of(draft: String): HoursForm {
            val kept = Draft.read(draft)
            val new = HoursForm()
            return HoursForm(
                kept["gave"]?.toBooleanStrictOrNull() ?: new.gave,
                kept["who"],
                kept["minutes"]?.toUIntOrNull() ?: new.minutes,
                kept["day"] ?: new.day,
                kept["kind"] ?: new.kind,
                kept["words"] ?: new.words,
            )
        }
    }
}

/** Help to note; kept on this phone while it is typed. */
class NoteHoursModel(
    private val community: Community,
    scope: CoroutineScope,
    private val me: Person,
    speaksFor: String? = null,
) {
    private val form = Form(community, scope, if (speaksFor == null) "hours" else "hours/$speaksFor", HoursForm(), HoursForm::of, HoursForm::draft)

    /** For the screen. */
    val state: StateFlow<Load<NoteHoursState>> =
        form.with(community.loads(scope) { members(Page()).rows.filter { it.present && it.id != me.id } }) { people, form, act ->
            NoteHoursState(people, form, act)
        }

    /** What was typed. */
    fun type(typed: HoursForm) = form.type(typed)

    /** Notes it. */
    fun save(
        typed: HoursForm,
        then: () -> Unit,
    ) = form.send(then) {
        val other = typed.who.orEmpty()
        val (giver, receiver) = if (typed.gave) me.id to other else other to me.id
        community.noteHours(NewHours(giver, receiver, typed.minutes, typed.day, typed.kind.trim(), typed.words.trim().ifEmpty { null }))
    }
}

/** The noticeboard, as far as the search goes. */
data class BoardState(
    val notices: List<NoticeRow>,
    val search: String = "",
)

/** Offers and requests. */
class BoardModel(
    private val community: Community,
    scope: CoroutineScope,
    me: Person,
) {
    private val wanted = MutableStateFlow("")

    /** For the screen. */
    val state: StateFlow<Load<BoardState>> =
        community.changesAnd(wanted).loads(scope) {
            val search = wanted.value
            val open = community.notices(search.ifBlank { null }, Page()).rows.filterNot { it.closed }
            BoardState(open.map { it.copy(mine = it.member.id == me.id) }, search)
        }

    /** Posting and taking down. */
    val acts = Acts(scope)

    /** Narrows the list. */
    fun search(text: String) {
        wanted.value = text
    }

    /** Puts up a note. */
    fun post(
        kind: NoticeKind,
        title: String,
        text: String,
        then: () -> Unit,
    ) = acts.run({ then() }) { community.postNotice(kind, title.trim(), text.trim()) }

    /** Takes my note down. */
    fun close(notice: NoticeRow) = acts.run<Any> { community.closeNotice(notice.document, notice.item) }
}
