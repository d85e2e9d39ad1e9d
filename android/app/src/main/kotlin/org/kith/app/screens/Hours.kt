package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Ask
import org.kith.app.parts.Choice
import org.kith.app.parts.DayStepper
import org.kith.app.parts.Empty
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Line
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.Stepper
import org.kith.app.parts.SyncChip
import org.kith.app.parts.TroubleCard
import org.kith.app.parts.Typed
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.balance
import org.kith.app.words.sentence
import org.kith.app.words.time
import org.kith.core.EntryRow
import org.kith.core.EntryState
import org.kith.core.HoursDeed
import org.kith.core.Person
import org.kith.model.Act
import org.kith.model.HoursForm
import org.kith.model.HoursState
import org.kith.model.Load
import org.kith.model.NoteHoursState
import org.kith.model.Route

/** What can be said about a note of help. */
class Answers(
    val agree: (EntryRow) -> Unit,
    val lift: (EntryRow) -> Unit,
    val withdraw: (EntryRow) -> Unit,
    val witness: (EntryRow) -> Unit = {},
)

/** Where I stand, what waits for my yes, what was noted. */
@Composable
fun HoursScreen(
    load: Load<HoursState>,
    act: Act,
    answers: Answers,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.hoursTitle) { state ->
        var everyone by rememberSaveable { mutableStateOf(false) }
        Frame(words.hoursTitle, button = { Main(words.hoursNote, { go(Route.NoteHours) }) }, act = act) {
            item { Standing(state, everyone) { everyone = true } }
            item { Quiet(words.boardTitle, { go(Route.Board) }, icon = Icons.Board) }
            if (state.waiting.isNotEmpty()) {
                item { Section(words.hoursWaiting) }
                items(state.waiting, key = EntryRow::claim) { Entry(it, state.me, act, answers, go) }
            }
            if (state.entries.isEmpty()) item { Empty(Icons.Clock, words.hoursEmpty, words.hoursEmptyHelp) }
            if (state.history.isNotEmpty()) {
                item { Section(words.hoursHistory) }
                items(state.history, key = EntryRow::claim) { Entry(it, state.me, act, answers, go) }
            }
        }
    }
}

@Composable
private fun Standing(
    state: HoursState,
    everyone: Boolean,
    onEveryone: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val minutes = state.mine?.minutes ?: 0L
    Paper(colour = MaterialTheme.colorScheme.tertiaryContainer) {
        val ink = MaterialTheme.colorScheme.onTertiaryContainer
        Column(Modifier.semantics(mergeDescendants = true) {}) {
            Text(words.hoursBalance, style = MaterialTheme.typography.bodyMedium, color = ink)
            Text(words.balance(formats, minutes), style = MaterialTheme.typography.headlineMedium, color = ink)
            val said =
                when {
                    minutes > 0 -> words.hoursBalanceGiven
                    minutes < 0 -> words.hoursBalanceReceived
                    else -> words.hoursBalanceEven
                }
            Text(said, style = MaterialTheme.typography.bodyMedium, color = ink)
        }
        if (everyone) {
            for (row in state.balances) Line(row.member.name, words.balance(formats, row.minutes))
        } else if (state.balances.size > 1) {
            Quiet(words.hoursEveryone, onEveryone)
        }
    }
}

@Composable
private fun Entry(
    entry: EntryRow,
    me: Person,
    act: Act,
    answers: Answers,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Paper {
        Text(words.hoursLine(entry.giver.name, entry.receiver.name), style = MaterialTheme.typography.titleMedium)
        Text(
            listOf(words.time(formats, entry.minutes.toLong()), entry.kind, formats.day(entry.day)).joinToString(" · "),
            style = MaterialTheme.typography.bodyMedium,
        )
        entry.note?.let { Own(it, MaterialTheme.typography.bodyMedium, MaterialTheme.colorScheme.onSurfaceVariant) }
        for (asked in entry.questions) {
            val said = asked.words?.let { words.hoursQuestioned(asked.by.name, it) } ?: words.hoursQuestionedPlain(asked.by.name)
            Signed(Icons.Look, said, ink = MaterialTheme.colorScheme.secondary)
        }
        Flow {
            State(entry, me)
            SyncChip(entry.sync)
        }
        val free = act != Act.Busy
        val open = entry.deeds
        Flow {
            if (HoursDeed.AGREE in open) Quiet(words.hoursAgree, { if (free) answers.agree(entry) }, icon = Icons.Check, first = true)
            if (HoursDeed.QUESTION in open) Quiet(words.hoursQuestion, { go(Route.AskAbout(entry.claim)) })
            if (HoursDeed.WITNESS in open) Quiet(words.hoursWitness, { if (free) answers.witness(entry) })
            if (HoursDeed.LIFT_QUESTION in open) Quiet(words.hoursLift, { if (free) answers.lift(entry) })
            if (HoursDeed.WITHDRAW in open) Quiet(words.hoursWithdraw, { if (free) answers.withdraw(entry) })
        }
    }
}

@Composable
private fun State(
    entry: EntryRow,
    me: Person,
) {
    val words = LocalWords.current
    when (entry.state) {
        EntryState.POSTED -> Signed(Icons.Checks, words.hoursPosted, ink = MaterialTheme.colorScheme.primary)
        EntryState.WITHDRAWN -> Signed(Icons.Close, words.hoursWithdrawn)
        EntryState.NEEDS_A_LOOK -> Signed(Icons.Look, sentence(entry.why), ink = MaterialTheme.colorScheme.error)
        else -> entry.awaits?.let { Signed(Icons.Clock, if (it.id == me.id) words.hoursWaiting else words.hoursAwaits(it.name)) }
    }
}

/** A question about a note of help. */
@Composable
fun AskScreen(
    entry: EntryRow?,
    act: Act,
    onAsk: (EntryRow, String) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    var text by rememberSaveable { mutableStateOf("") }
    Frame(
        words.hoursQuestion,
        back = back,
        button = { Main(words.hoursQuestionSend, { entry?.let { onAsk(it, text) } }, enabled = entry != null && act != Act.Busy) },
    ) {
        if (entry != null) {
            item { Text(words.hoursLine(entry.giver.name, entry.receiver.name), style = MaterialTheme.typography.titleMedium) }
        }
        (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
        item { Typed(words.hoursQuestionLabel, text, { text = it }, "question", words.hoursQuestionHelp, lines = 3) }
    }
}

/** Who helped whom, how long, when, what; kept while it is typed. */
@Composable
fun NoteHoursScreen(
    load: Load<NoteHoursState>,
    onType: (HoursForm) -> Unit,
    onSave: (HoursForm) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Loaded(load, words.noteTitle, back) { state ->
        val form = state.form
        Frame(
            words.noteTitle,
            back = back,
            button = { Main(words.noteSave, { onSave(form) }, enabled = form.who != null && state.act != Act.Busy) },
            act = state.act,
        ) {
            item { Choice(listOf(true to words.noteGave, false to words.noteReceived), form.gave) { onType(form.copy(gave = it)) } }
            item {
                Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    Ask(words.noteWho)
                    Choice(state.people.map { it.id to it.name }, form.who) { onType(form.copy(who = it)) }
                }
            }
            item {
                Stepper(
                    words.noteLong,
                    words.time(formats, form.minutes.toLong()),
                    { onType(form.copy(minutes = form.minutes - STEP)) }.takeIf { form.minutes > STEP },
                    { onType(form.copy(minutes = form.minutes + STEP)) }.takeIf { form.minutes < MOST },
                    tag = "minutes",
                )
            }
            item { Typed(words.noteKind, form.kind, { onType(form.copy(kind = it)) }, "kind", words.noteKindHelp) }
            item { DayStepper(words.noteDay, form.day) { onType(form.copy(day = it)) } }
            item { Typed(words.noteWords, form.words, { onType(form.copy(words = it)) }, "words", lines = 2) }
            item { Signed(Icons.Check, words.noteKept) }
        }
    }
}

/** What one press of a button changes; the core takes finer steps too. */
private const val STEP = 15u
private const val MOST = 1440u
