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
import org.kith.app.parts.TroubleCard
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.model.Act

/** Erasing for good: what goes, that it does not come back, and the button only after a second yes. */
@Composable
fun EraseScreen(
    title: String,
    help: String,
    act: Act,
    onErase: () -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    var sure by rememberSaveable { mutableStateOf(false) }
    Frame(title, back = back, button = { Main(words.eraseNow, onErase, enabled = sure && act != Act.Busy, grave = true) }) {
        (act as? Act.Failed)?.let { failed -> item { TroubleCard(failed.error) } }
        item { Text(help, style = MaterialTheme.typography.bodyLarge, color = colours.onBackground) }
        item { Note(Icons.Look, words.eraseForever, colours.errorContainer, colours.onErrorContainer) }
        item { Toggle(words.eraseSure, sure) { sure = it } }
    }
}
