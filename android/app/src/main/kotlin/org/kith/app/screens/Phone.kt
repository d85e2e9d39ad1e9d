package org.kith.app.screens

import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.kith.app.parts.Choice
import org.kith.app.parts.Flow
import org.kith.app.parts.Frame
import org.kith.app.parts.Line
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.SyncChip
import org.kith.app.parts.Toggle
import org.kith.app.parts.TroubleCard
import org.kith.app.parts.Way
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.app.words.sentence
import org.kith.core.DeviceRow
import org.kith.core.OutboxRow
import org.kith.core.Settings
import org.kith.core.SyncWord
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.PhoneState
import org.kith.model.Route
import org.kith.model.Syncing
import org.kith.model.Waken

/** What can be done on the phone's own page. */
class PhoneActs(
    val set: (Settings) -> Unit,
    val revoke: (DeviceRow) -> Unit,
    val export: () -> Unit,
    /** Asks the phone to let reminders be shown; null where it does. */
    val allow: (() -> Unit)? = null,
    /** What can wake Kith; null where nothing can. */
    val wakers: WakeChoice? = null,
)

/** The apps on this phone that can wake Kith, by package and name, and which one does. */
class WakeChoice(
    val apps: List<Pair<String, String>>,
    val chosen: String?,
    val choose: (String?) -> Unit,
)

/** This phone: sync, devices, settings, export, help. */
@Composable
fun PhoneScreen(
    load: Load<PhoneState>,
    act: Act,
    acts: PhoneActs,
    go: (Route) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.phoneTitle, back) { state ->
        Frame(words.phoneTitle, back = back) {
            (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
            if (state.status.existsTwice) item { Twice() }
            item { Way(words.phoneSync, words.phoneSyncHelp, Icons.Sync) { go(Route.SyncDetails) } }
            item { Section(words.phoneRemindersTitle) }
            item { Reminding(state.settings, acts) }
            acts.wakers?.let { wakers ->
                item { Section(words.phoneWakeTitle) }
                item { Waking(wakers, state.waking) }
            }
            item { Section(words.phoneLanguage) }
            item { Choice(LANGUAGES + (null to words.phoneLanguagePhone), state.settings.language) { acts.set(state.settings.copy(language = it)) } }
            item { Section(words.phoneText) }
            item {
                val sizes = listOf(AS_PHONE to words.phoneTextNormal, LARGER to words.phoneTextLarger, LARGEST to words.phoneTextLargest)
                Choice(sizes, state.settings.textPercent) { acts.set(state.settings.copy(textPercent = it)) }
            }
            item { Section(words.phoneDevices) }
            items(state.devices, key = DeviceRow::tag) { Device(it) { acts.revoke(it) } }
            item { Way(words.phoneRecords, words.phoneRecordsHelp, Icons.Share) { go(Route.Records) } }
            item { Section(words.helpTitle) }
            item { Way(words.phoneExport, words.phoneExportHelp, Icons.Crate, acts.export) }
            item { Way(words.phoneHelp, null, Icons.Help) { go(Route.Help) } }
            item { Way(words.phoneLicences, words.phoneVersion(state.version), Icons.Pen) { go(Route.Licences) } }
        }
    }
}

/** A language is called by its own name in every language. */
private val LANGUAGES = listOf<Pair<String?, String>>("en" to "English", "cy" to "Cymraeg")
private const val AS_PHONE = 100u
private const val LARGER = 125u
private const val LARGEST = 150u

@Composable
private fun Reminding(
    settings: Settings,
    acts: PhoneActs,
) {
    val words = LocalWords.current
    Paper {
        Toggle(words.phoneReminders, settings.remindClosing) { acts.set(settings.copy(remindClosing = it)) }
        Toggle(words.phoneRemindHours, settings.remindHours) { acts.set(settings.copy(remindHours = it)) }
        Toggle(words.phoneRemindVisits, settings.remindVisits) { acts.set(settings.copy(remindVisits = it)) }
        acts.allow?.let { allow ->
            Signed(Icons.Look, words.phoneRemindOff, ink = MaterialTheme.colorScheme.secondary)
            Quiet(words.phoneRemindAllow, allow, icon = Icons.Bell)
        }
    }
}

/** Who wakes Kith, in plain words, and whether the server knows. */
@Composable
private fun Waking(
    wakers: WakeChoice,
    waking: Waken,
) {
    val words = LocalWords.current
    Paper {
        Text(words.phoneWakeHelp, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
        Choice(wakers.apps + (null to words.phoneWakeOff), wakers.chosen, wakers.choose)
        if (wakers.chosen != null) waken(waking)?.let { Signed(if (waking == Waken.Yes) Icons.Checks else Icons.Look, it) }
    }
}

@Composable
private fun waken(waking: Waken): String? {
    val words = LocalWords.current
    return when (waking) {
        Waken.No -> null
        Waken.Soon -> words.phoneWakeSoon
        Waken.Yes -> words.phoneWakeOn
        Waken.Refused -> words.phoneWakeRefused
    }
}

/** That a copy of this phone is in use somewhere, and what to do. */
@Composable
private fun Twice() {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Paper(colour = colours.secondaryContainer) {
        Signed(Icons.Look, words.phoneTwice, ink = colours.onSecondaryContainer)
        Text(words.phoneTwiceHelp, style = MaterialTheme.typography.bodyMedium, color = colours.onSecondaryContainer)
    }
}

@Composable
private fun Device(
    row: DeviceRow,
    onRevoke: () -> Unit,
) {
    val words = LocalWords.current
    Paper {
        Signed(Icons.Phone, if (row.own) words.phoneThisDevice else words.phoneOtherDevice)
        when {
            row.revoked -> Text(words.phoneRevoked, style = MaterialTheme.typography.bodyMedium)
            !row.own -> Quiet(words.phoneRevoke, onRevoke)
        }
    }
}

/** Last contact, what waits by name, what needs a look. */
@Composable
fun SyncScreen(
    load: Load<PhoneState>,
    syncing: Syncing,
    act: Act,
    onSync: () -> Unit,
    onDismiss: (Long) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val formats = LocalFormats.current
    Loaded(load, words.detailsTitle, back) { state ->
        val status = state.status
        val (look, waiting) = status.items.partition { it.sync.word == SyncWord.NEEDS_A_LOOK }
        val running = syncing == Syncing.Running
        val button: @Composable () -> Unit = {
            Main(if (running) words.synclineRunning else words.actionSyncNow, onSync, enabled = !running)
        }
        Frame(words.detailsTitle, back = back, button = button) {
            when (syncing) {
                Syncing.Offline -> item { TroubleCard(org.kith.core.KithException.Offline()) }
                is Syncing.Failed -> item { TroubleCard(syncing.error) }
                else -> Unit
            }
            (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
            item {
                Paper {
                    Line(words.detailsServer, status.address)
                    Line(words.detailsContact, status.lastContact?.let(formats::moment) ?: words.detailsContactNever)
                    waken(state.waking)?.let { Line(words.phoneWakeTitle, it) }
                }
            }
            if (status.existsTwice) item { Twice() }
            status.trouble?.let { trouble -> item { Signed(Icons.Look, sentence(trouble), ink = MaterialTheme.colorScheme.error) } }
            if (look.isNotEmpty()) {
                item { Section(words.detailsLook) }
                items(look, key = OutboxRow::id) { Item(it) { onDismiss(it.id) } }
            }
            item { Section(words.detailsWaiting) }
            if (waiting.isEmpty()) item { Signed(Icons.Checks, words.detailsNothing, ink = MaterialTheme.colorScheme.primary) }
            items(waiting, key = OutboxRow::id) { Item(it, null) }
            if (status.waitingForKey.isNotEmpty()) {
                item { Section(words.detailsKeys) }
                item { Signed(Icons.Key, words.detailsKeysHelp) }
            }
            if (status.movedAside.isNotEmpty()) item { Signed(Icons.Look, words.detailsAside) }
        }
    }
}

@Composable
private fun Item(
    row: OutboxRow,
    onDismiss: (() -> Unit)?,
) {
    val words = LocalWords.current
    Paper {
        Text(sentence(row.words).removeSuffix("."), style = MaterialTheme.typography.titleMedium)
        Text(sentence(row.sync.why), style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
        row.next?.let { Text(sentence(it), style = MaterialTheme.typography.bodyMedium) }
        Flow {
            SyncChip(row.sync)
            if (onDismiss != null) Quiet(words.actionDismiss, onDismiss)
        }
    }
}

/** Questions people have. */
@Composable
fun HelpScreen(back: () -> Unit) {
    val words = LocalWords.current
    val answers =
        listOf(
            words.helpOfflineQ to words.helpOfflineA,
            words.helpWordsQ to words.helpWordsA,
            words.helpSeeQ to words.helpSeeA,
            words.helpLostQ to words.helpLostA,
        )
    Frame(words.helpTitle, back = back) {
        items(answers) { (question, answer) ->
            Paper {
                Text(question, style = MaterialTheme.typography.titleMedium)
                Text(answer, style = MaterialTheme.typography.bodyLarge)
            }
        }
    }
}

/** Whose work Kith stands on. */
@Composable
fun LicencesScreen(back: () -> Unit) {
    val words = LocalWords.current
    Frame(words.licencesTitle, back = back) {
        item { Text(words.licencesKith, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item { Paper { for ((work, licence) in WORKS) Line(work, licence) } }
    }
}

/** What is in the app, and under which licence; names are names in every language. */
private val WORKS =
    listOf(
        "Automerge" to "MIT",
        "SQLite" to "public domain",
        "UniFFI" to "MPL-2.0",
        "Tokio" to "MIT",
        "rustls" to "Apache-2.0",
        "RustCrypto, dalek" to "MIT, BSD-3-Clause",
        "Jetpack Compose, AndroidX" to "Apache-2.0",
        "Kotlin" to "Apache-2.0",
        "JNA" to "Apache-2.0",
        "ZXing" to "Apache-2.0",
    )
