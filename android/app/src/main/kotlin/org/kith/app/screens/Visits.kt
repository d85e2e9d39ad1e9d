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
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Ask
import org.kith.app.parts.Choice
import org.kith.app.parts.DayStepper
import org.kith.app.parts.Empty
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.parts.Toggle
import org.kith.app.parts.TroubleCard
import org.kith.app.parts.Typed
import org.kith.app.parts.Way
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.core.DayPart
import org.kith.core.PairingRow
import org.kith.core.PairingStage
import org.kith.core.PlanText
import org.kith.core.VisitKind
import org.kith.core.VisitLength
import org.kith.core.VisitRow
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.LogVisitState
import org.kith.model.PairingState
import org.kith.model.Route
import org.kith.model.VisitForm
import org.kith.model.VisitsState

/** Whom I visit and who visits me. */
@Composable
fun VisitsScreen(
    load: Load<VisitsState>,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.visitsTitle) { state ->
        Frame(words.visitsTitle) {
            if (state.pairings.isEmpty()) item { Empty(Icons.Heart, words.visitsEmpty, words.visitsEmptyHelp) }
            items(state.pairings, key = PairingRow::space) { pairing ->
                Paper(onClick = { go(Route.Pairing(pairing.space)) }) {
                    Text(called(PairingState(state.me, pairing)), style = MaterialTheme.typography.titleLarge)
                    Flow {
                        Stage(pairing.stage)
                        Signed(Icons.Heart, words.visitsCount(pairing.count.visits.toInt()))
                    }
                    pairing.plan?.let { Own(it.times, MaterialTheme.typography.bodyMedium) }
                    SyncChip(pairing.sync)
                }
            }
            item { Worry(go) }
        }
    }
}

/** The way to the safeguarding leads, wherever people visit each other. */
@Composable
private fun Worry(go: (Route) -> Unit) {
    val words = LocalWords.current
    Way(words.visitsWorry, words.visitsWorryHelp, Icons.Shield) { go(Route.Concerns) }
}

@Composable
private fun called(state: PairingState): String {
    val words = LocalWords.current
    val visitors = state.pairing.visitors.joinToString { it.name }
    return when {
        state.hosting && visitors.isEmpty() -> words.visitsHostingNone
        state.hosting -> words.visitsHosting(visitors)
        else -> words.visitsVisiting(state.pairing.host?.name ?: words.visitsSomeone)
    }
}

@Composable
private fun Stage(stage: PairingStage) {
    val colours = MaterialTheme.colorScheme
    val text = LocalWords.current.of(stage)
    when (stage) {
        PairingStage.Introduced -> Tag(text)
        is PairingStage.Ended, PairingStage.OnHold -> Tag(text, colours.surfaceVariant, colours.onSurfaceVariant)
        else -> Tag(text, colours.secondaryContainer, colours.onSecondaryContainer)
    }
}

/** Where, when, what would be nice; the visits so far; whom to call. */
@Composable
fun PairingScreen(
    load: Load<PairingState>,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.visitsTitle, back) { state ->
        val pairing = state.pairing
        val log: @Composable () -> Unit = { Main(words.visitsLog, { go(Route.LogVisit(pairing.space)) }) }
        Frame(called(state), back = back, button = log.takeIf { state.visiting }) {
            item {
                Flow {
                    Stage(pairing.stage)
                    SyncChip(pairing.sync)
                }
            }
            item { Plan(pairing.plan) }
            item { Section(words.visitsHistory) }
            if (pairing.visits.isEmpty()) item { Text(words.visitsHistoryNone, style = MaterialTheme.typography.bodyLarge) }
            items(pairing.visits, key = VisitRow::id) { visit ->
                Visit(visit, pairing.host?.name, { go(Route.OwnWords(pairing.space, visit.id)) }.takeIf { state.hosting })
            }
            item {
                val names = pairing.coordinators.joinToString { it.name }
                Signed(Icons.People, if (names.isEmpty()) words.visitsCallNone else words.visitsCall(names))
            }
            item { Worry(go) }
            if (state.coordinating) item { Quiet(words.visitsErase, { go(Route.ErasePairing(pairing.space)) }) }
        }
    }
}

@Composable
private fun Plan(plan: PlanText?) {
    val words = LocalWords.current
    if (plan == null) {
        Signed(Icons.Key, words.visitsPlanWaits)
        return
    }
    Paper {
        for ((title, text) in listOf(words.visitsPlace to plan.place, words.visitsTimes to plan.times, words.visitsWishes to plan.wishes)) {
            if (text.isNotBlank()) {
                Column {
                    Text(title, style = MaterialTheme.typography.labelMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
                    Own(text)
                }
            }
        }
    }
}

@Composable
private fun Visit(
    visit: VisitRow,
    host: String?,
    onWords: (() -> Unit)?,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val note = visit.note
    Paper {
        if (note == null) {
            Signed(Icons.Key, words.visitsUnreadable)
        } else {
            Text("${formats.day(note.day)} · ${words.of(note.part)}", style = MaterialTheme.typography.titleMedium)
            val what = listOfNotNull(visit.visitor.name, words.of(note.kind), note.length?.let(words::of))
            Text(what.joinToString(" · "), style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
            if (note.words.isNotBlank()) Own(note.words)
            note.run?.let { Signed(Icons.Run, words.visitsRun(formats.kilometres(it.metres))) }
        }
        visit.ownWords?.let {
            Text(
                words.visitsOwnWordsOf(host ?: words.visitsSomeone, it),
                style = MaterialTheme.typography.bodyLarge,
                color = MaterialTheme.colorScheme.secondary,
            )
        }
        Flow {
            SyncChip(visit.sync)
            if (onWords != null) Quiet(words.visitsOwnWords, onWords, icon = Icons.Pen)
        }
    }
}

/** How a visit was for the host. */
@Composable
fun OwnWordsScreen(
    act: Act,
    onSay: (String) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    var text by rememberSaveable { mutableStateOf("") }
    Frame(
        words.visitsOwnWords,
        back = back,
        button = { Main(words.actionSave, { onSay(text) }, enabled = text.isNotBlank() && act != Act.Busy) },
    ) {
        (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
        item { Typed(words.visitsOwnWordsLabel, text, { text = it }, "own-words", words.visitsOwnWordsHelp, lines = 4) }
    }
}

/** A visit in under a minute, with one thumb: three taps, and words only if there are any. */
@Composable
fun LogVisitScreen(
    load: Load<LogVisitState>,
    onType: (VisitForm) -> Unit,
    onSave: (VisitForm) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.logTitle, back) { state ->
        val form = state.form
        val title = state.host?.let { words.logWith(it.name) } ?: words.logTitle
        Frame(title, back = back, button = { Main(words.logSave, { onSave(form) }, enabled = state.act != Act.Busy) }, act = state.act) {
            item { Few(words.logWhat, VisitKind.entries.map { it to words.of(it) }, form.kind) { onType(form.copy(kind = it)) } }
            item { DayStepper(words.logWhen, form.day) { onType(form.copy(day = it)) } }
            item { Choice(DayPart.entries.map { it to words.of(it) }, form.part) { onType(form.copy(part = it)) } }
            item { Few(words.logLong, VisitLength.entries.map { it to words.of(it) }, form.length) { onType(form.copy(length = it)) } }
            item { Typed(words.logWords, form.words, { onType(form.copy(words = it)) }, "words", words.logWordsHelp, lines = 3) }
            item { Typed(words.logBrought, form.brought, { onType(form.copy(brought = it)) }, "brought", words.logBroughtHelp) }
            item { Run(form, onType) }
            item { Toggle(words.logFollowUp, form.followUp) { onType(form.copy(followUp = it)) } }
            item { Signed(Icons.Check, words.logKept) }
        }
    }
}

@Composable
private fun <T> Few(
    question: String,
    choices: List<Pair<T, String>>,
    chosen: T?,
    onChoose: (T) -> Unit,
) {
    Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
        Ask(question)
        Choice(choices, chosen, onChoose)
    }
}

@Composable
private fun Run(
    form: VisitForm,
    onType: (VisitForm) -> Unit,
) {
    val words = LocalWords.current
    val run = form.run
    if (run == null) {
        Signed(Icons.Run, words.logRunNone)
    } else {
        Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
            Signed(Icons.Run, words.logRun(LocalFormats.current.kilometres(run.metres)), ink = MaterialTheme.colorScheme.primary)
            Quiet(words.logRunRemove, { onType(form.copy(run = null)) })
        }
    }
}
