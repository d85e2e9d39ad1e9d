package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Ask
import org.kith.app.parts.Badge
import org.kith.app.parts.Bar
import org.kith.app.parts.Choice
import org.kith.app.parts.Empty
import org.kith.app.parts.Face
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Note
import org.kith.app.parts.Paper
import org.kith.app.parts.Picture
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.Stepper
import org.kith.app.parts.Tag
import org.kith.app.parts.Toggle
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.core.KnockRow
import org.kith.core.MadeInvite
import org.kith.core.PosterRow
import org.kith.model.Act
import org.kith.model.DoorState
import org.kith.model.Load
import org.kith.model.PosterState
import org.kith.model.Route

/** What a coordinator can say at the door. */
class Doorkeeping(
    val letIn: (KnockRow) -> Unit,
    val turnAway: (KnockRow) -> Unit,
    val takeDown: (PosterRow) -> Unit,
)

/** Who asks to be let in, and the posters they ask by. */
@Composable
fun DoorScreen(
    load: Load<DoorState>,
    act: Act,
    acts: Doorkeeping,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.peopleDoor, back) { state ->
        val free = act != Act.Busy
        Frame(words.peopleDoor, back = back, button = { Main(words.doorHang, { go(Route.HangPoster) }) }, act = act) {
            item { Text(words.doorHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            item { Section(words.doorAsks) }
            if (state.asking.isEmpty()) item { Signed(Icons.Check, words.doorNobody) }
            items(state.asking, key = KnockRow::id) { Asking(it, free, acts) }
            item { Section(words.doorPosters) }
            if (state.posters.isEmpty()) item { Empty(Icons.Code, words.doorEmpty, words.doorEmptyHelp) }
            items(state.posters, key = PosterRow::id) { Hanging(it, free, acts) }
        }
    }
}

@Composable
private fun Asking(
    row: KnockRow,
    free: Boolean,
    acts: Doorkeeping,
) {
    val words = LocalWords.current
    val name = row.name ?: words.doorUnnamed
    Paper {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Face(name)
            Spacer(Modifier.width(14.dp))
            Column {
                Text(name, style = MaterialTheme.typography.titleLarge)
                Text(words.doorWord(row.word), style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary)
            }
        }
        Text(words.doorCareful, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
        Flow {
            Quiet(words.doorLetIn, { if (free) acts.letIn(row) }, icon = Icons.Check, first = true)
            Quiet(words.doorTurnAway, { if (free) acts.turnAway(row) })
        }
    }
}

@Composable
private fun Hanging(
    row: PosterRow,
    free: Boolean,
    acts: Doorkeeping,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    val colours = MaterialTheme.colorScheme
    val (used, uses) = row.used.toULong() to row.uses.toULong()
    Paper {
        Flow {
            if (row.open) {
                Tag(words.doorUntil(formats.day(row.expires)))
            } else {
                Tag(words.doorOver, colours.surfaceVariant, colours.onSurfaceVariant)
            }
            Signed(Icons.People, words.doorUsed(formats.number(used), formats.number(uses)))
        }
        Bar(formats.share(used, uses))
        if (row.open) {
            Quiet(words.doorTakeDown, { if (free) acts.takeDown(row) })
        }
    }
}

/** What a poster can be asked for. */
class Postering(
    val allow: (UInt) -> Unit,
    val hang: (days: UInt) -> Unit,
    val raise: () -> Unit,
    val share: (String) -> Unit,
)

/** A poster to hang: for how many and how long, then its picture code. */
@Composable
fun HangPosterScreen(
    state: PosterState,
    acts: Postering,
    back: () -> Unit,
) {
    val made = state.made
    when {
        made != null -> Made(made, state.uses, acts, back)
        state.oldRules -> OlderRules(acts, back)
        else -> ToHang(state, acts, back)
    }
}

@Composable
private fun ToHang(
    state: PosterState,
    acts: Postering,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val number = LocalFormats.current.number(state.uses.toULong())
    var days by rememberSaveable { mutableStateOf(MONTH) }
    val make: @Composable () -> Unit = { Main(words.posterMake, { acts.hang(days.toUInt()) }, enabled = state.act != Act.Busy) }
    Frame(words.doorHang, back = back, button = make, act = state.act) {
        item {
            Row(verticalAlignment = Alignment.CenterVertically) {
                Badge(Icons.Code, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer)
                Spacer(Modifier.width(14.dp))
                Text(words.posterHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground)
            }
        }
        item {
            val (fewer, more) = state.uses - 1u to state.uses + 1u
            Stepper(
                words.posterHowMany,
                number,
                { acts.allow(fewer) }.takeIf { fewer >= 1u },
                { acts.allow(more) }.takeIf { more <= MOST },
                tag = "uses",
            )
        }
        item {
            Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Ask(words.posterHowLong)
                Choice(listOf(WEEK to words.posterWeek, MONTH to words.posterMonth, SEASON to words.posterSeason), days) { days = it }
            }
        }
    }
}

/** What the core's `hang_poster` takes. */
private const val WEEK = 7
private const val MONTH = 30
private const val SEASON = 90
private const val MOST = 100u

@Composable
private fun Made(
    made: MadeInvite,
    uses: UInt,
    acts: Postering,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Frame(words.posterMade, back = back, button = { Main(words.actionShare, { acts.share(made.link) }) }) {
        item {
            Text(
                words.posterExplain(formats.day(made.expires), formats.number(uses.toULong())),
                style = MaterialTheme.typography.bodyLarge,
                color = MaterialTheme.colorScheme.onBackground,
            )
        }
        item { Picture(made.link, words.posterPicture) }
        item { Note(Icons.Look, words.posterOnce) }
    }
}

/** The neighbourhood's rules know no posters yet: what newer ones do to whoever has an old app, asked once more. */
@Composable
private fun OlderRules(
    acts: Postering,
    back: () -> Unit,
) {
    val words = LocalWords.current
    var sure by rememberSaveable { mutableStateOf(false) }
    Frame(words.doorHang, back = back, button = { Main(words.posterRulesRaise, acts.raise, enabled = sure) }) {
        item { Note(Icons.Look, words.posterRules) }
        item { Text(words.posterRulesHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item { Toggle(words.posterRulesSure, sure) { sure = it } }
    }
}
