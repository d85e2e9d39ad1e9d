package org.kith.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.kith.app.parts.Badge
import org.kith.app.parts.Empty
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Picture
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.TroubleCard
import org.kith.app.parts.Typed
import org.kith.app.parts.Way
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.core.KithException
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.Syncing
import org.kith.model.WaitingState
import org.kith.model.WelcomeState
import org.kith.model.WelcomeStep

/** What the way in can be asked to do. */
class Entrances(
    val go: (WelcomeStep) -> Unit,
    val look: (String) -> Unit,
    val join: (link: String, name: String, home: String) -> Unit,
    val ask: (link: String, name: String) -> Unit,
    val found: (server: String, name: String, home: String) -> Unit,
    val newPhone: () -> Unit,
    val take: (record: String) -> Unit,
    val share: (String) -> Unit,
    /** Null where this phone has no camera. */
    val scan: (((String) -> Unit) -> Unit)? = null,
)

/** For somebody who has no neighbourhood yet, or opens an invite. */
@Composable
fun WelcomeScreen(
    state: WelcomeState,
    doors: Entrances,
) {
    when (val step = state.step) {
        WelcomeStep.Start -> Start(state.act, doors)
        WelcomeStep.Link -> Link(state.act, doors)
        is WelcomeStep.Preview -> Preview(step, state.act, doors)
        is WelcomeStep.Poster -> AskIn(step, state.act, doors)
        WelcomeStep.Found -> Found(state.act, doors)
        is WelcomeStep.NewPhone -> NewPhone(step.phone, state.act, doors)
    }
}

@Composable
private fun Start(
    act: Act,
    doors: Entrances,
) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    val button: @Composable () -> Unit = {
        Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
            Main(words.welcomeJoin, { doors.go(WelcomeStep.Link) })
            Quiet(words.welcomeFound, { doors.go(WelcomeStep.Found) }, Modifier.fillMaxWidth())
        }
    }
    Frame(words.welcomeTitle, button = button) {
        refusal(act)
        val pillars =
            listOf(
                Triple(Icons.Crate, words.welcomeOrder, colours.primaryContainer to colours.onPrimaryContainer),
                Triple(Icons.Clock, words.welcomeHours, colours.tertiaryContainer to colours.onTertiaryContainer),
                Triple(Icons.Heart, words.welcomeVisits, colours.secondaryContainer to colours.onSecondaryContainer),
            )
        for ((icon, text, colour) in pillars) {
            item {
                Paper {
                    Row(verticalAlignment = Alignment.CenterVertically) {
                        Badge(icon, colour.first, colour.second, large = true)
                        Spacer(Modifier.width(16.dp))
                        Text(text, style = MaterialTheme.typography.bodyLarge)
                    }
                }
            }
        }
        item { Way(words.welcomeNewPhone, null, Icons.Phone, doors.newPhone) }
    }
}

private fun LazyListScope.refusal(act: Act) {
    (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
}

@Composable
private fun Link(
    act: Act,
    doors: Entrances,
) {
    val words = LocalWords.current
    var link by rememberSaveable { mutableStateOf("") }
    val look: @Composable () -> Unit = { Main(words.welcomeLook, { doors.look(link) }, enabled = link.isNotBlank() && act != Act.Busy) }
    Frame(words.welcomeJoin, back = { doors.go(WelcomeStep.Start) }, button = look) {
        refusal(act)
        item { Typed(words.welcomeLinkLabel, link, { link = it }, "link", words.welcomeLinkHelp, keyboard = KeyboardType.Uri) }
        doors.scan?.let { scan -> item { Quiet(words.welcomeScan, { scan(doors.look) }, Modifier.fillMaxWidth(), Icons.Code) } }
    }
}

@Composable
private fun Preview(
    step: WelcomeStep.Preview,
    act: Act,
    doors: Entrances,
) {
    val words = LocalWords.current
    var name by rememberSaveable { mutableStateOf("") }
    var home by rememberSaveable { mutableStateOf("") }
    val busy = act == Act.Busy
    val join: @Composable () -> Unit = {
        val text = if (busy) words.welcomeBusy else words.welcomeJoinNow
        Main(text, { doors.join(step.link, name, home) }, enabled = name.isNotBlank() && !busy)
    }
    Frame(words.welcomePreviewTitle, back = { doors.go(WelcomeStep.Link) }, button = join) {
        refusal(act)
        item {
            Paper {
                Signed(Icons.Home, words.welcomePreviewWhere(step.invite.address))
                Signed(Icons.Clock, words.welcomePreviewExpires(LocalFormats.current.day(step.invite.expires)))
                Text(words.welcomePreviewSeen, style = MaterialTheme.typography.bodyMedium)
            }
        }
        item { Typed(words.welcomeNameLabel, name, { name = it }, "name", words.welcomeNameHelp) }
        item { Typed(words.welcomeHomeLabel, home, { home = it }, "home") }
    }
}

/** What a poster says, and asking by it. */
@Composable
private fun AskIn(
    step: WelcomeStep.Poster,
    act: Act,
    doors: Entrances,
) {
    val words = LocalWords.current
    var name by rememberSaveable { mutableStateOf("") }
    val ask: @Composable () -> Unit = {
        Main(words.askNow, { doors.ask(step.link, name) }, enabled = name.isNotBlank() && act != Act.Busy)
    }
    Frame(words.askTitle, back = { doors.go(WelcomeStep.Link) }, button = ask) {
        refusal(act)
        item { Text(words.askExplain, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item {
            Paper {
                Signed(Icons.Home, words.welcomePreviewWhere(step.poster.address))
                Signed(Icons.Clock, words.askExpires(LocalFormats.current.day(step.poster.expires)))
                Text(words.welcomePreviewSeen, style = MaterialTheme.typography.bodyMedium)
            }
        }
        item { Typed(words.welcomeNameLabel, name, { name = it }, "name", words.welcomeNameHelp) }
    }
}

/** Somebody asked to be let in and waits: the word to compare, and the way to look whether there was a yes. */
@Composable
fun WaitingScreen(
    load: Load<WaitingState>,
    syncing: Syncing,
    onLook: () -> Unit,
    onOther: () -> Unit,
) {
    val words = LocalWords.current
    val running = syncing == Syncing.Running
    Loaded(load, words.askWaitingTitle) { state ->
        val asked = state.asked
        if (asked?.code != null) {
            Frame(words.appName, button = { Main(words.askOther, onOther) }) { item { Empty(Icons.Look, words.askOver, words.askOverHelp) } }
            return@Loaded
        }
        val look: @Composable () -> Unit = { Main(if (running) words.synclineRunning else words.askLook, onLook, enabled = !running) }
        Frame(words.askWaitingTitle, button = look) {
            when (syncing) {
                Syncing.Offline -> item { TroubleCard(KithException.Offline()) }
                is Syncing.Failed -> item { TroubleCard(syncing.error) }
                else -> Unit
            }
            item { Text(words.askWaiting, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            asked?.let { item { Word(it.word) } }
            item { Quiet(words.askOther, onOther, Modifier.fillMaxWidth()) }
        }
    }
}

/** Six characters to compare, as large as they need to be to be read out. */
@Composable
private fun Word(word: String) {
    val words = LocalWords.current
    val ink = MaterialTheme.colorScheme.onTertiaryContainer
    Paper(colour = MaterialTheme.colorScheme.tertiaryContainer) {
        Text(words.askWord, style = MaterialTheme.typography.bodyMedium, color = ink)
        Text(word, style = MaterialTheme.typography.headlineMedium, color = ink)
        Text(words.askWordHelp, style = MaterialTheme.typography.bodyMedium, color = ink)
    }
}

@Composable
private fun Found(
    act: Act,
    doors: Entrances,
) {
    val words = LocalWords.current
    var server by rememberSaveable { mutableStateOf("") }
    var name by rememberSaveable { mutableStateOf("") }
    var home by rememberSaveable { mutableStateOf("") }
    val ready = server.isNotBlank() && name.isNotBlank() && act != Act.Busy
    val begin: @Composable () -> Unit = { Main(words.welcomeFoundNow, { doors.found(server, name, home) }, enabled = ready) }
    Frame(words.welcomeFound, back = { doors.go(WelcomeStep.Start) }, button = begin) {
        refusal(act)
        item { Typed(words.welcomeNameLabel, name, { name = it }, "name", words.welcomeNameHelp) }
        item { Typed(words.welcomeServerLabel, server, { server = it }, "server", words.welcomeServerHelp, keyboard = KeyboardType.Uri) }
        item { Typed(words.welcomeHomeLabel, home, { home = it }, "home") }
    }
}

/** A further phone of somebody who belongs: it shows its code, and takes in what comes back. */
@Composable
private fun NewPhone(
    phone: String,
    act: Act,
    doors: Entrances,
) {
    val words = LocalWords.current
    var record by rememberSaveable { mutableStateOf("") }
    val ready = record.isNotBlank() && act != Act.Busy
    val take: @Composable () -> Unit = { Main(words.welcomeNewPhoneNow, { doors.take(record) }, enabled = ready) }
    Frame(words.welcomeNewPhone, back = { doors.go(WelcomeStep.Start) }, button = take) {
        refusal(act)
        item { Text(words.welcomeNewPhoneShow, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item { Picture(phone, words.welcomeNewPhonePicture) }
        item { Quiet(words.actionShare, { doors.share(phone) }, Modifier.fillMaxWidth(), Icons.Share) }
        item { Section(words.welcomeNewPhoneTake) }
        doors.scan?.let { scan -> item { Quiet(words.welcomeScan, { scan { record = it } }, Modifier.fillMaxWidth(), Icons.Code) } }
        item { Typed(words.welcomeNewPhoneLabel, record, { record = it }, "record", lines = 3, keyboard = KeyboardType.Uri) }
    }
}

/** The core could not be opened: what happened, that nothing is lost, what to do. */
@Composable
fun TroubleScreen(
    error: KithException,
    onRetry: () -> Unit,
) {
    Frame(LocalWords.current.appName) { item { TroubleCard(error, onRetry) } }
}
