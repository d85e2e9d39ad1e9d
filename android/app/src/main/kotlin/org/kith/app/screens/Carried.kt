package org.kith.app.screens

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import org.kith.app.parts.Frame
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Picture
import org.kith.app.parts.Quiet
import org.kith.app.parts.Section
import org.kith.app.parts.Signed
import org.kith.app.parts.Typed
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.core.CarriedRow
import org.kith.model.Act
import org.kith.model.CarriedState

/** What can be done with a record that goes from hand to hand. */
class Hands(
    val look: (String) -> Unit,
    val sign: () -> Unit,
    val take: () -> Unit,
    val share: (String) -> Unit,
    val scan: (((String) -> Unit) -> Unit)? = null,
)

/** What a screen that begins or takes in a record says at its field. */
class Asking(
    val title: String,
    val help: String,
    val label: String,
    val button: String,
)

/** A record from hand to hand: what it does, who signed, what is still needed, and the code to hold up. */
@Composable
fun CarriedScreen(
    state: CarriedState,
    asking: Asking,
    hands: Hands,
    back: () -> Unit,
) {
    val words = LocalWords.current
    val text = state.text
    val record = state.record
    val free = state.act != Act.Busy
    if (text == null || record == null) {
        Enter(state.act, asking, hands, back)
        return
    }
    val complete = record.lacking == 0u
    val button: @Composable () -> Unit = {
        if (complete) Main(words.carriedTake, hands.take, enabled = free) else Main(words.carriedSign, hands.sign, enabled = free)
    }
    Frame(asking.title, back = back, button = button, act = state.act) {
        item { Says(record) }
        item { Section(words.carriedPass) }
        item { Text(words.carriedPassHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        item { Picture(text, words.carriedPicture) }
        item { Quiet(words.actionShare, { hands.share(text) }, Modifier.fillMaxWidth(), Icons.Share) }
    }
}

@Composable
private fun Enter(
    act: Act,
    asking: Asking,
    hands: Hands,
    back: () -> Unit,
) {
    val words = LocalWords.current
    var typed by rememberSaveable { mutableStateOf("") }
    val ready = typed.isNotBlank() && act != Act.Busy
    Frame(asking.title, back = back, button = { Main(asking.button, { hands.look(typed) }, enabled = ready) }, act = act) {
        item { Text(asking.help, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
        hands.scan?.let { scan -> item { Quiet(words.welcomeScan, { scan { typed = it } }, Modifier.fillMaxWidth(), Icons.Code) } }
        item { Typed(asking.label, typed, { typed = it }, "record", lines = 3, keyboard = KeyboardType.Uri) }
    }
}

@Composable
private fun Says(record: CarriedRow) {
    val words = LocalWords.current
    val colours = MaterialTheme.colorScheme
    Paper {
        val title =
            when (record.act) {
                "device-added" -> words.carriedPhone(record.member?.name ?: words.visitsSomeone)
                "server-adopted" -> words.carriedServer
                else -> words.carriedOther
            }
        Text(title, style = MaterialTheme.typography.titleLarge)
        if (record.act == "server-adopted") Signed(Icons.Home, words.carriedAddress(record.address))
        if (record.revokes > 0u) Signed(Icons.Phone, words.carriedRevokes(record.revokes.toInt()))
        val names = record.signedBy.joinToString { it.name }
        Signed(Icons.Pen, if (names.isEmpty()) words.carriedSignedNone else words.carriedSigned(names))
        if (record.paper) Signed(Icons.Key, words.carriedPaper)
        when (val lacking = record.lacking) {
            null -> Unit
            0u -> Signed(Icons.Checks, words.carriedComplete, ink = colours.primary)
            else -> Signed(Icons.Clock, words.carriedLacking(lacking.toInt()), ink = colours.secondary)
        }
    }
}
