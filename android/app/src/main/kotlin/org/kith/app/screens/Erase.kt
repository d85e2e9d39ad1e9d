package org.kith.app.screens

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import org.kith.app.parts.Frame
import org.kith.app.parts.Main
import org.kith.app.parts.Note
import org.kith.app.parts.Toggle
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.model.Act

/** What a grave step says before it is taken. */
class Grave(
    val title: String,
    /** What it does. */
    val help: String,
    /** What nobody should miss about it. */
    val warning: String,
    /** What the person says by the switch. */
    val sure: String,
    val button: String,
)

/** What cannot be undone: what it does, and the button only after a second yes. */
@Composable
fun SureScreen(
    grave: Grave,
    act: Act,
    onYes: () -> Unit,
    back: () -> Unit,
) {
    val colours = MaterialTheme.colorScheme
    var sure by rememberSaveable { mutableStateOf(false) }
    Frame(grave.title, back = back, button = { Main(grave.button, onYes, enabled = sure && act != Act.Busy, grave = true) }, act = act) {
        item { Text(grave.help, style = MaterialTheme.typography.bodyLarge, color = colours.onBackground) }
        item { Note(Icons.Look, grave.warning, colours.errorContainer, colours.onErrorContainer) }
        item { Toggle(grave.sure, sure) { sure = it } }
    }
}

/** Erasing for good: what goes, and that it does not come back. */
@Composable
fun EraseScreen(
    title: String,
    help: String,
    act: Act,
    onErase: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    SureScreen(Grave(title, help, words.eraseForever, words.eraseSure, words.eraseNow), act, onErase, back)
}

/** Leaving the neighbourhood. */
@Composable
fun LeaveScreen(
    act: Act,
    onLeave: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    SureScreen(Grave(words.leaveTitle, words.leaveHelp, words.leaveWarning, words.leaveSure, words.leaveNow), act, onLeave, back)
}

/** Removing a member called [name]. */
@Composable
fun RemoveScreen(
    name: String,
    act: Act,
    onRemove: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val grave = Grave(words.removeTitle(name), words.removeHelp(name), words.removeWarning, words.removeSure(name), words.removeNow(name))
    SureScreen(grave, act, onRemove, back)
}
