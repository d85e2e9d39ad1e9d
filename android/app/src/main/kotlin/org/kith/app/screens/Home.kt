package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Badge
import org.kith.app.parts.Empty
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Paper
import org.kith.app.parts.Section
import org.kith.app.parts.Way
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.Words
import org.kith.app.words.sentence
import org.kith.app.words.time
import org.kith.core.ConcernRow
import org.kith.core.Home
import org.kith.core.KnockRow
import org.kith.core.LookAbout
import org.kith.core.LookRow
import org.kith.core.SyncLine
import org.kith.model.Formats
import org.kith.model.Load
import org.kith.model.Route
import org.kith.model.Syncing

/** What needs me, what I can do, and one quiet sync line. */
@Composable
fun HomeScreen(
    load: Load<Home>,
    syncing: Syncing,
    go: (Route) -> Unit,
    toRead: List<ConcernRow> = emptyList(),
    onAllow: (() -> Unit)? = null,
    asking: List<KnockRow> = emptyList(),
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Loaded(load, words.tabHome) { home ->
        Frame(words.homeHello(home.me.name)) {
            item { Line(home.line, syncing) { go(Route.SyncDetails) } }
            val needs = concerns(toRead, words) + asking(asking, words) + needs(home, words, formats)
            if (needs.isEmpty()) {
                item { Empty(Icons.Check, words.homeNothing, words.homeNothingHelp) }
            } else {
                item { Section(words.homeNeeds) }
                needs(needs, go)
            }
            if (home.closing.isNotEmpty()) onAllow?.let { item { Way(words.phoneRemindAllow, words.homeRemind, Icons.Bell, it) } }
            item { Section(words.homeDo) }
            item { Doings(home, go) }
        }
    }
}

/** One thing that needs me, and where it leads. */
private class Need(
    val icon: ImageVector,
    val kind: Kind,
    val title: String,
    val help: String,
    val route: Route,
)

private enum class Kind { LOOK, ORDER, HOURS, VISIT }

/** What a safeguarding lead was told and has not read: before all else. */
private fun concerns(
    toRead: List<ConcernRow>,
    words: Words,
): List<Need> =
    toRead.map {
        Need(Icons.Shield, Kind.LOOK, words.concernWaits(it.author?.name ?: words.visitsSomeone), words.concernWaitsHelp, Route.Concerns)
    }

/** Who asks to be let in, as a coordinator sees it. */
private fun asking(
    asking: List<KnockRow>,
    words: Words,
): List<Need> = asking.map { Need(Icons.Door, Kind.HOURS, words.doorWaits(it.name ?: words.doorUnnamed), words.doorWaitsHelp, Route.Door) }

private fun needs(
    home: Home,
    words: Words,
    formats: Formats,
): List<Need> =
    buildList {
        for (row in home.notTaken) {
            add(Need(Icons.Look, Kind.LOOK, sentence(row.words).removeSuffix("."), sentence(row.sync.why), Route.SyncDetails))
        }
        for (row in home.toLookAt) add(Need(Icons.Look, Kind.LOOK, row.called ?: words.syncNeedsALook, sentence(row.why), row.route()))
        for (row in home.toAgree) {
            val time = words.time(formats, row.minutes.toLong())
            add(Need(Icons.Clock, Kind.HOURS, words.homeAgree(row.notedBy.name, time), words.homeAgreeHelp, Route.Hours))
        }
        for (row in home.closing) {
            val day = row.closes ?: continue
            val title = words.homeClosing(row.title ?: words.roundsUntitled, formats.day(day))
            add(Need(Icons.Crate, Kind.ORDER, title, words.homeClosingHelp, Route.Round(row.name)))
        }
        for (row in home.short) {
            val title = words.homeShort(row.name, formats.number(row.missingUnits))
            add(Need(Icons.Crate, Kind.ORDER, title, row.title.orEmpty(), Route.Pledge(row.round, row.article)))
        }
        for (row in home.toVisit) {
            val last = row.last?.let { words.homeVisitLast(formats.day(it)) } ?: words.homeVisitNone
            add(Need(Icons.Heart, Kind.VISIT, words.homeVisit(row.host?.name ?: words.visitsSomeone), last, Route.Pairing(row.space)))
        }
    }

private fun LookRow.route(): Route =
    when (val about = about) {
        is LookAbout.Round -> Route.Round(about.name)
        is LookAbout.Pairing -> Route.Pairing(about.space)
        is LookAbout.Hours -> Route.Hours
    }

private fun LazyListScope.needs(
    needs: List<Need>,
    go: (Route) -> Unit,
) {
    for (need in needs) {
        item {
            val colours = MaterialTheme.colorScheme
            val (field, ink) =
                when (need.kind) {
                    Kind.LOOK -> colours.errorContainer to colours.onErrorContainer
                    Kind.ORDER -> colours.primaryContainer to colours.onPrimaryContainer
                    Kind.HOURS -> colours.tertiaryContainer to colours.onTertiaryContainer
                    Kind.VISIT -> colours.secondaryContainer to colours.onSecondaryContainer
                }
            NeedCard(need, field, ink) { go(need.route) }
        }
    }
}

@Composable
private fun NeedCard(
    need: Need,
    field: Color,
    ink: Color,
    onClick: () -> Unit,
) {
    Paper(onClick = onClick) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Badge(need.icon, field, ink)
            Spacer(Modifier.width(14.dp))
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(2.dp)) {
                Text(need.title, style = MaterialTheme.typography.titleMedium)
                if (need.help.isNotBlank()) {
                    Text(need.help, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                }
            }
            Icon(Icons.Onward, contentDescription = null, tint = MaterialTheme.colorScheme.onSurfaceVariant)
        }
    }
}

@Composable
private fun Doings(
    home: Home,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    val visit = home.toVisit.singleOrNull()?.let { Route.LogVisit(it.space) } ?: Route.Visits
    val colours = MaterialTheme.colorScheme
    val tiles =
        listOf<@Composable (Modifier) -> Unit>(
            { Tile(it, Icons.Crate, words.homePledge, colours.primaryContainer, colours.onPrimaryContainer) { go(Route.Rounds) } },
            { Tile(it, Icons.Clock, words.homeNoteHours, colours.tertiaryContainer, colours.onTertiaryContainer) { go(Route.NoteHours) } },
            { Tile(it, Icons.Heart, words.homeLogVisit, colours.secondaryContainer, colours.onSecondaryContainer) { go(visit) } },
            { Tile(it, Icons.People, words.homeInvite, colours.surfaceVariant, colours.onSurface) { go(Route.Invite) } },
        )
    // Two beside each other, as long as their words have room there.
    val beside = if (LocalDensity.current.fontScale > MOST_BESIDE) 1 else 2
    Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
        for (row in tiles.chunked(beside)) {
            Row(Modifier.height(IntrinsicSize.Min), horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                for (tile in row) tile(Modifier.weight(1f).fillMaxHeight())
            }
        }
    }
}

private const val MOST_BESIDE = 1.3f

/** Something to do, on a field of its pillar's colour. */
@Composable
private fun Tile(
    modifier: Modifier,
    icon: ImageVector,
    text: String,
    field: Color,
    ink: Color,
    onClick: () -> Unit,
) {
    Surface(onClick, modifier, shape = MaterialTheme.shapes.medium, color = field) {
        Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
            Icon(icon, contentDescription = null, Modifier.size(28.dp), tint = ink)
            Text(text, style = MaterialTheme.typography.titleMedium, color = ink)
        }
    }
}

/** How the phone stands with the server: one quiet line, which opens the details. */
@Composable
private fun Line(
    line: SyncLine,
    syncing: Syncing,
    onClick: () -> Unit,
) {
    val words = LocalWords.current
    val last = line.lastContact
    val (icon, text) =
        when {
            syncing == Syncing.Running -> Icons.Sync to words.synclineRunning
            syncing == Syncing.Offline -> Icons.Offline to words.synclineOffline
            line.unsent > 0u -> Icons.Phone to words.synclineWaiting(line.unsent.toInt())
            last == null -> Icons.Phone to words.synclineNever
            else -> Icons.Check to words.synclineSynced(LocalFormats.current.moment(last))
        }
    Surface(onClick, Modifier.fillMaxWidth().testTag("sync-line"), shape = MaterialTheme.shapes.small, color = MaterialTheme.colorScheme.background) {
        Row(
            Modifier.heightIn(min = 48.dp).padding(vertical = 4.dp).semantics { liveRegion = LiveRegionMode.Polite },
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(icon, contentDescription = null, tint = MaterialTheme.colorScheme.onSurfaceVariant)
            Spacer(Modifier.width(8.dp))
            Text(text, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
    }
}
