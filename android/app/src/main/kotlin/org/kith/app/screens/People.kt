package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
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
import org.kith.app.parts.Empty
import org.kith.app.parts.Face
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Own
import org.kith.app.parts.Paper
import org.kith.app.parts.Picture
import org.kith.app.parts.Quiet
import org.kith.app.parts.Search
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Tag
import org.kith.app.parts.TroubleCard
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
            if (!state.alone) item { Search(words.peopleSearch, state.search, onSearch) }
            items(state.people, key = MemberRow::id) { Member(it) { go(Route.Person(it.id)) } }
            if (state.alone) item { Empty(Icons.People, words.peopleAlone, words.peopleAloneHelp) }
            if (state.coordinating) item { Way(words.peopleEnter, null, Icons.Plus) { go(Route.Enter) } }
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
        Frame(row.name, back = back, button = write.takeIf { state.writing && row.present }) {
            (state.act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
            if (row.me || row.roles.isNotEmpty() || row.departed != null) item { Roles(row) }
            item {
                Paper {
                    row.home?.takeIf(String::isNotBlank)?.let { Signed(Icons.Home, it) }
                    if (row.housemates.isNotEmpty()) {
                        Signed(Icons.People, words.peopleHousehold(row.housemates.joinToString { it.name }))
                    }
                    row.about?.takeIf(String::isNotBlank)?.let { Own(it) }
                    if (row.present && !state.phoned) Signed(Icons.Phone, words.peopleNoPhone)
                    row.proxy?.let { Signed(Icons.Pen, words.peopleWritesFor(it.name)) }
                    SyncChip(row.sync)
                }
            }
            if (row.present && (row.me || state.coordinating)) item { Looking(state, onGrant, go) }
        }
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
        Frame(words.pageTitle, back = back, button = { Main(words.actionSave, { onSave(name, home, about) }, enabled = ready) }) {
            (state.act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
            item { Text(words.pageHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            item { Typed(words.welcomeNameLabel, name, { name = it }, "name", words.welcomeNameHelp) }
            item { Typed(words.welcomeHomeLabel, home, { home = it }, "home") }
            item { Typed(words.pageAbout, about, { about = it }, "about", words.pageAboutHelp, lines = 3) }
        }
    }
}

/** What somebody who looks after members can do for one of them. */
@Composable
private fun Looking(
    state: PersonState,
    onGrant: (Role) -> Unit,
    go: (Route) -> Unit,
) {
    val words = LocalWords.current
    val row = state.person
    val wide = Modifier.fillMaxWidth()
    Column(verticalArrangement = Arrangement.spacedBy(10.dp)) {
        if (row.me) Quiet(words.pageTitle, { go(Route.MyPage) }, wide, Icons.Pen)
        val add = if (row.me) words.peopleAddPhoneMine else words.peopleAddPhone(row.name)
        Quiet(add, { go(Route.AddPhone(row.id)) }, wide, Icons.Phone)
        if (!state.coordinating) return@Column
        if (!state.phoned) Quiet(words.peopleWriter(row.name), { go(Route.Writer(row.id)) }, wide, Icons.Pen)
        if (Role.COORDINATOR in row.grantable) Quiet(words.peopleMakeCoordinator(row.name), { onGrant(Role.COORDINATOR) }, wide, Icons.People)
        if (Role.LEAD in row.grantable) Quiet(words.peopleMakeLead(row.name), { onGrant(Role.LEAD) }, wide, Icons.Shield)
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
