package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Ask
import org.kith.app.parts.Choice
import org.kith.app.parts.Empty
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Note
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.parts.Typed
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.core.ConcernRow
import org.kith.core.Receipt
import org.kith.model.Act
import org.kith.model.ConcernsState
import org.kith.model.Load
import org.kith.model.RaiseState
import org.kith.model.Route
import org.kith.model.Worry

/** What I told the safeguarding leads and whether it was read; as a lead, what was told to me. */
@Composable
fun ConcernsScreen(
    load: Load<ConcernsState>,
    act: Act,
    onRead: (ConcernRow) -> Unit,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.concernList, back) { state ->
        Frame(words.concernList, back = back, button = { Main(words.concernTitle, { go(Route.RaiseConcern) }) }, act = act) {
            item { Danger() }
            if (state.concerns.isEmpty()) item { Empty(Icons.Shield, words.concernEmpty, words.concernEmptyHelp) }
            if (state.toRead.isNotEmpty()) {
                item { Section(words.concernToRead) }
                items(state.toRead, key = ConcernRow::space) { row -> Concern(row) { if (act != Act.Busy) onRead(row) } }
            }
            items(state.others, key = ConcernRow::space) { Concern(it, null) }
        }
    }
}

/** What comes before anything Kith can do. */
@Composable
private fun Danger() {
    val colours = MaterialTheme.colorScheme
    Note(Icons.Look, LocalWords.current.concernDanger, colours.errorContainer, colours.onErrorContainer)
}

@Composable
private fun Concern(
    row: ConcernRow,
    onRead: (() -> Unit)?,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val colours = MaterialTheme.colorScheme
    Paper {
        val from = if (row.mine) words.concernMine(row.leads.joinToString { it.name }) else words.concernFrom(row.author?.name ?: words.visitsSomeone)
        Text(from, style = MaterialTheme.typography.titleMedium)
        val about = listOfNotNull(row.day?.let(formats::day), row.about?.let { words.concernAboutRow(it.name) })
        if (about.isNotEmpty()) Text(about.joinToString(" · "), style = MaterialTheme.typography.bodySmall, color = colours.onSurfaceVariant)
        val text = row.text
        if (text != null) {
            Own(text)
        } else if (row.mine) {
            Text(words.concernMineGone, style = MaterialTheme.typography.bodyMedium, color = colours.onSurfaceVariant)
        }
        when (row.receipt) {
            Receipt.NOT_YET_RECEIVED -> {
                Tag(words.concernNotYet, colours.secondaryContainer, colours.onSecondaryContainer)
                if (row.mine) Text(words.concernNotYetHelp, style = MaterialTheme.typography.bodyMedium)
            }
            Receipt.RECEIVED ->
                for (read in row.received) {
                    Signed(Icons.Checks, "${words.concernReceived(read.lead.name)} · ${formats.day(read.day)}", ink = colours.primary)
                }
        }
        Flow {
            SyncChip(row.sync)
            if (onRead != null) Quiet(words.concernRead, onRead, icon = Icons.Check, first = true)
        }
    }
}

/** A worry to tell: one field, and whom it is about if one wants to say. */
@Composable
fun RaiseScreen(
    load: Load<RaiseState>,
    onType: (Worry) -> Unit,
    onSend: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.concernTitle, back) { state ->
        val worry = state.worry
        val ready = worry.text.isNotBlank() && state.act != Act.Busy
        Frame(words.concernTitle, back = back, button = { Main(words.concernSend, onSend, enabled = ready) }, act = state.act) {
            item { Danger() }
            item { Typed(words.concernLabel, worry.text, { onType(worry.copy(text = it)) }, "concern", words.concernHelp, lines = 5) }
            item {
                Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    Ask(words.concernAbout)
                    val choices = listOf<Pair<String?, String>>(null to words.concernAboutNobody) + state.people.map { it.id to it.name }
                    Choice(choices, worry.about) { onType(worry.copy(about = it)) }
                }
            }
            item { Signed(Icons.Key, words.concernKept) }
        }
    }
}
