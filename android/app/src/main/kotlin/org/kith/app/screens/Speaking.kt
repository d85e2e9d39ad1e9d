package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Choice
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Section
import org.kith.app.parts.TroubleCard
import org.kith.app.parts.Typed
import org.kith.app.parts.Way
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.core.RoundRow
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.PersonState
import org.kith.model.Route
import org.kith.model.SpeakingState

/** What I can do for somebody I write for. */
@Composable
fun SpeakingScreen(
    load: Load<SpeakingState>,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Loaded(load, words.peopleTitle, back) { state ->
        val name = state.person.name
        Frame(words.forTitle(name), back = back) {
            item { Text(words.forHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            item { Section(words.tabOrder) }
            if (state.rounds.isEmpty()) {
                item { Text(words.forOrderNone, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant) }
            }
            items(state.rounds, key = RoundRow::name) { row ->
                val closes = row.closes?.let { words.roundsCloses(formats.day(it)) }
                Way(words.forOrder(row.title ?: words.roundsUntitled), closes, Icons.Crate) { go(Route.Round(row.name)) }
            }
            item { Section(words.tabHours) }
            item {
                val waiting = state.waiting.size.takeIf { it > 0 }?.let(words::forWaiting)
                Way(words.forHours, waiting, Icons.Clock) { go(Route.Hours) }
            }
            item { Way(words.forNote, null, Icons.Pen) { go(Route.NoteHours) } }
            item { Way(words.forBoard, null, Icons.Board) { go(Route.Board) } }
            item { Section(words.tabPeople) }
            item { Way(words.forPage, null, Icons.People) { go(Route.MyPage) } }
        }
    }
}

/** Above everything done for somebody else: whose it is, and the way out. */
@Composable
fun SpeakingBanner(
    name: String,
    onStop: () -> Unit,
) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Surface(color = colours.tertiaryContainer) {
        Row(Modifier.fillMaxWidth().padding(start = 16.dp, end = 8.dp), verticalAlignment = Alignment.CenterVertically) {
            Text(
                words.forBanner(name),
                Modifier.weight(1f).padding(vertical = 8.dp),
                style = MaterialTheme.typography.titleMedium,
                color = colours.onTertiaryContainer,
            )
            TextButton(onStop) { Text(words.forStop, style = MaterialTheme.typography.labelLarge, color = colours.onTertiaryContainer) }
        }
    }
}

/** Somebody who has no phone: their name is all it takes. */
@Composable
fun EnterScreen(
    act: Act,
    onEnter: (name: String, home: String) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    var name by rememberSaveable { mutableStateOf("") }
    var home by rememberSaveable { mutableStateOf("") }
    val ready = name.isNotBlank() && act != Act.Busy
    Frame(words.enterTitle, back = back, button = { Main(words.enterSave, { onEnter(name, home) }, enabled = ready) }) {
        (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
        item { Text(words.enterHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item { Typed(words.enterName, name, { name = it }, "name") }
        item { Typed(words.enterHome, home, { home = it }, "home") }
    }
}

/** Who writes for a member from now on. */
@Composable
fun WriterScreen(
    load: Load<PersonState>,
    onSave: (String) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.peopleTitle, back) { state ->
        val person = state.person
        var chosen by rememberSaveable { mutableStateOf(person.proxy?.id) }
        val ready = chosen != null && chosen != person.proxy?.id && state.act != Act.Busy
        Frame(words.writerTitle(person.name), back = back, button = { Main(words.writerSave, { chosen?.let(onSave) }, enabled = ready) }) {
            (state.act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
            item { Text(words.writerHelp(person.name), style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            item {
                Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                    Choice(state.others.map { it.id to it.name } + (person.id to words.writerNobody), chosen) { chosen = it }
                }
            }
        }
    }
}
