package org.kith.app.screens

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.FilterQuality
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Badge
import org.kith.app.parts.Empty
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Search
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.parts.TroubleCard
import org.kith.app.platform.pictureCode
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.core.Departed
import org.kith.core.MemberRow
import org.kith.core.Role
import org.kith.core.SyncWord
import org.kith.model.Act
import org.kith.model.InviteState
import org.kith.model.Load
import org.kith.model.PeopleState
import org.kith.model.PersonState
import org.kith.model.Route

/** Who belongs. */
@Composable
fun PeopleScreen(
    load: Load<PeopleState>,
    onSearch: (String) -> Unit,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.peopleTitle) { state ->
        Frame(words.peopleTitle, button = { Main(words.peopleInvite, { go(Route.Invite) }) }) {
            item { Quiet(words.peoplePhone, { go(Route.Phone) }, icon = Icons.Phone) }
            if (!state.alone) item { Search(words.peopleSearch, state.search, onSearch) }
            items(state.people, key = MemberRow::id) { Member(it) { go(Route.Person(it.id)) } }
            if (state.alone) item { Empty(Icons.People, words.peopleAlone, words.peopleAloneHelp) }
        }
    }
}

@Composable
private fun Member(
    row: MemberRow,
    onClick: () -> Unit,
) {
    Paper(onClick = onClick) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Badge(if (row.me) Icons.Phone else Icons.People, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer)
            Spacer(Modifier.width(14.dp))
            Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
                Text(row.name, style = MaterialTheme.typography.titleMedium)
                row.home?.takeIf(String::isNotBlank)?.let {
                    Text(it, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
                }
                Roles(row)
                if (row.sync.word != SyncWord.SENT && row.sync.word != SyncWord.COUNTED) SyncChip(row.sync)
            }
        }
    }
}

@Composable
private fun Roles(row: MemberRow) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    val departed =
        when (row.departed) {
            Departed.LEFT -> words.peopleLeft
            Departed.REMOVED -> words.peopleRemoved
            null -> null
        }
    if (!row.me && row.roles.isEmpty() && departed == null) return
    Flow {
        if (row.me) Tag(words.peopleMe, colours.tertiaryContainer, colours.onTertiaryContainer)
        for (role in row.roles) Tag(words.of(role))
        departed?.let { Tag(it, colours.surfaceVariant, colours.onSurfaceVariant) }
    }
}

/** One member. */
@Composable
fun PersonScreen(
    load: Load<PersonState>,
    onCoordinator: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.peopleTitle, back) { state ->
        val row = state.person
        Frame(row.name, back = back) {
            (state.act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
            item { Roles(row) }
            item {
                Paper {
                    row.home?.takeIf(String::isNotBlank)?.let { Signed(Icons.Home, it) }
                    if (row.housemates.isNotEmpty()) {
                        Signed(Icons.People, words.peopleHousehold(row.housemates.joinToString { it.name }))
                    }
                    row.about?.takeIf(String::isNotBlank)?.let { Text(it, style = MaterialTheme.typography.bodyLarge) }
                    SyncChip(row.sync)
                }
            }
            if (Role.COORDINATOR in row.grantable) {
                item { Quiet(words.peopleMakeCoordinator(row.name), onCoordinator) }
            }
        }
    }
}

/** An invite for one person: a picture code to hold up, a link to send. */
@Composable
fun InviteScreen(
    state: InviteState,
    onMake: () -> Unit,
    onShare: (String) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val made = state.made
    val button: @Composable () -> Unit = {
        if (made == null) {
            Main(words.inviteMake, onMake, enabled = state.act != Act.Busy)
        } else {
            Main(words.actionShare, { onShare(made.link) })
        }
    }
    Frame(words.inviteTitle, back = back, button = button) {
        (state.act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
        item {
            val said = made?.let { words.inviteExplain(LocalFormats.current.day(it.expires)) } ?: words.inviteExplainBefore
            Text(said, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground)
        }
        if (made == null) {
            item { Badge(Icons.Code, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer, large = true) }
        } else {
            item { Picture(made.link, words.invitePicture) }
            item { Signed(Icons.Key, words.inviteCareful, ink = MaterialTheme.colorScheme.secondary) }
        }
    }
}

@Composable
private fun Picture(
    link: String,
    label: String,
) {
    val bitmap = remember(link) { pictureCode(link).asImageBitmap() }
    Box(Modifier.fillMaxWidth(), contentAlignment = Alignment.Center) {
        Image(
            bitmap,
            label,
            // White in the dark too: cameras want it so.
            Modifier
                .widthIn(max = 340.dp)
                .fillMaxWidth()
                .aspectRatio(1f)
                .clip(MaterialTheme.shapes.medium)
                .background(Color.White)
                .padding(12.dp),
            filterQuality = FilterQuality.None,
        )
    }
}
