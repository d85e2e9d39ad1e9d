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
import org.kith.app.parts.Badge
import org.kith.app.parts.Deed
import org.kith.app.parts.Deeds
import org.kith.app.parts.Empty
import org.kith.app.parts.Face
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Picture
import org.kith.app.parts.Search
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.parts.Typed
import org.kith.app.parts.Way
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
import org.kith.model.PageState
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
            item { Way(words.peoplePhone, words.peoplePhoneHelp, Icons.Phone) { go(Route.Phone) } }
            if (state.coordinating) item { DoorWay(state.asking) { go(Route.Door) } }
            if (!state.alone) item { Search(words.peopleSearch, state.search, onSearch) }
            items(state.people, key = MemberRow::id) { Member(it) { go(Route.Person(it.id)) } }
            if (state.alone) item { Empty(Icons.People, words.peopleAlone, words.peopleAloneHelp) }
            if (state.coordinating) item { Way(words.peopleEnter, null, Icons.Plus) { go(Route.Enter) } }
        }
    }
}

/** The way to the door; who asks there is not to be missed. */
@Composable
private fun DoorWay(
    asking: Int,
    onClick: () -> Unit,
) {
    val words = LocalWords.current
    Way(words.peopleDoor, if (asking > 0) words.peopleAsking(asking) else words.peopleDoorHelp, Icons.Door, onClick)
}

@Composable
private fun Member(
    row: MemberRow,
    onClick: () -> Unit,
) {
    Paper(onClick = onClick) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Face(row.name)
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
    onGrant: (Role) -> Unit,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.peopleTitle, back) { state ->
        val row = state.person
        val write: @Composable () -> Unit = { Main(words.peopleWrite(row.name), { go(Route.For(row.id)) }) }
        Frame(row.name, back = back, button = write.takeIf { state.writing && row.present }, act = state.act) {
            item { About(state) }
            if (row.present && (row.me || state.coordinating)) item { Deeds(looking(state, onGrant, go)) }
            if (row.present) item { Deeds(ending(state, go)) }
        }
    }
}

/** Who they are: their face, what they are here, where they live, what they say of themselves. */
@Composable
private fun About(state: PersonState) {
    val words = LocalWords.current
    val row = state.person
    Paper {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Face(row.name, large = true)
            Spacer(Modifier.width(16.dp))
            Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
                Roles(row)
                row.home?.takeIf(String::isNotBlank)?.let { Signed(Icons.Home, it) }
                if (row.housemates.isNotEmpty()) {
                    Signed(Icons.People, words.peopleHousehold(row.housemates.joinToString { it.name }))
                }
                if (row.present && !state.phoned) Signed(Icons.Phone, words.peopleNoPhone)
                row.proxy?.let { Signed(Icons.Pen, words.peopleWritesFor(it.name)) }
                SyncChip(row.sync)
            }
        }
        row.about?.takeIf(String::isNotBlank)?.let { Own(it) }
    }
}

/** What others see of me. */
@Composable
fun PageScreen(
    load: Load<PageState>,
    onSave: (name: String, home: String, about: String) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.pageTitle, back) { state ->
        var name by rememberSaveable { mutableStateOf(state.name) }
        var home by rememberSaveable { mutableStateOf(state.home) }
        var about by rememberSaveable { mutableStateOf(state.about) }
        val ready = name.isNotBlank() && state.act != Act.Busy
        Frame(words.pageTitle, back = back, button = { Main(words.actionSave, { onSave(name, home, about) }, enabled = ready) }, act = state.act) {
            item { Text(words.pageHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            item { Typed(words.welcomeNameLabel, name, { name = it }, "name", words.welcomeNameHelp) }
            item { Typed(words.welcomeHomeLabel, home, { home = it }, "home") }
            item { Typed(words.pageAbout, about, { about = it }, "about", words.pageAboutHelp, lines = 3) }
        }
    }
}

/** What somebody who looks after members can do for one of them, and everybody for themselves. */
@Composable
private fun looking(
    state: PersonState,
    onGrant: (Role) -> Unit,
    go: (Route) -> Unit,
): List<Deed> {
    val words = LocalWords.current
    val row = state.person
    return buildList {
        if (row.me) add(Deed(words.pageTitle, Icons.Pen) { go(Route.MyPage) })
        val phone = if (row.me) words.peopleAddPhoneMine else words.peopleAddPhone(row.name)
        add(Deed(phone, Icons.Phone) { go(Route.AddPhone(row.id)) })
        if (!state.coordinating) return@buildList
        if (!state.phoned) add(Deed(words.peopleWriter(row.name), Icons.Pen) { go(Route.Writer(row.id)) })
        if (state.others.isNotEmpty()) add(Deed(words.peopleHomeOf(row.name), Icons.Home) { go(Route.Household(row.id)) })
        if (Role.COORDINATOR in row.grantable) add(Deed(words.peopleMakeCoordinator(row.name), Icons.People) { onGrant(Role.COORDINATOR) })
        if (Role.LEAD in row.grantable) add(Deed(words.peopleMakeLead(row.name), Icons.Shield) { onGrant(Role.LEAD) })
    }
}

/** The ends of belonging, on a sheet of their own. */
@Composable
private fun ending(
    state: PersonState,
    go: (Route) -> Unit,
): List<Deed> {
    val words = LocalWords.current
    val row = state.person
    return when {
        row.me -> listOf(Deed(words.peopleLeave, Icons.Leave, grave = true) { go(Route.Leave) })
        state.coordinating -> listOf(Deed(words.peopleRemove(row.name), Icons.Close, grave = true) { go(Route.Remove(row.id)) })
        else -> emptyList()
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
    Frame(words.inviteTitle, back = back, button = button, act = state.act) {
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
