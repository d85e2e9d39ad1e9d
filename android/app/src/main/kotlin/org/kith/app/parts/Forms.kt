package org.kith.app.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.FilledTonalIconButton
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalFormats
import org.kith.app.theme.LocalWords
import org.kith.model.Today

/** A question stands nearer to its own answer than to the one before. */
private val ABOVE = 10.dp

/** A question of a form, above its answer. */
@Composable
fun Ask(
    question: String,
    help: String? = null,
) {
    Column(Modifier.padding(top = ABOVE)) {
        Text(
            question,
            Modifier.semantics { heading() },
            style = MaterialTheme.typography.titleMedium,
            color = MaterialTheme.colorScheme.onBackground,
        )
        if (help != null) Text(help, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
    }
}

/** Words to type, under their question. What is typed shows at once, whatever the model does with it. */
@Composable
fun Typed(
    question: String,
    text: String,
    onType: (String) -> Unit,
    tag: String,
    help: String? = null,
    lines: Int = 1,
    keyboard: KeyboardType = KeyboardType.Text,
) {
    var shown by remember { mutableStateOf(text) }
    var told by remember { mutableStateOf(text) }
    if (text != told) {
        told = text
        shown = text
    }
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(
            question,
            Modifier.padding(top = ABOVE),
            style = MaterialTheme.typography.titleMedium,
            color = MaterialTheme.colorScheme.onBackground,
        )
        OutlinedTextField(
            shown,
            {
                shown = it
                told = it
                onType(it)
            },
            Modifier
                .fillMaxWidth()
                .testTag(tag)
                .semantics { contentDescription = question },
            textStyle = MaterialTheme.typography.bodyLarge,
            minLines = lines,
            singleLine = lines == 1,
            shape = RoundedCornerShape(14.dp),
            keyboardOptions =
                KeyboardOptions(
                    keyboardType = keyboard,
                    capitalization = if (keyboard == KeyboardType.Text) KeyboardCapitalization.Sentences else KeyboardCapitalization.None,
                ),
        )
        if (help != null) Text(help, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
    }
}

/** A search over the list below it. */
@Composable
fun Search(
    hint: String,
    text: String,
    onType: (String) -> Unit,
) {
    val words = LocalWords.current
    OutlinedTextField(
        text,
        onType,
        Modifier
            .fillMaxWidth()
            .testTag("search")
            .semantics { contentDescription = hint },
        textStyle = MaterialTheme.typography.bodyLarge,
        placeholder = { Text(hint, Modifier.clearAndSetSemantics {}, style = MaterialTheme.typography.bodyMedium) },
        leadingIcon = { Icon(Icons.Search, contentDescription = null) },
        trailingIcon =
            if (text.isEmpty()) {
                null
            } else {
                { FilledTonalIconButton({ onType("") }, Modifier.size(48.dp)) { Icon(Icons.Close, words.actionClear) } }
            },
        singleLine = true,
        shape = CircleShape,
    )
}

/** One of a few: large fields with words on them. */
@Composable
fun <T> Choice(
    choices: List<Pair<T, String>>,
    chosen: T?,
    onChoose: (T) -> Unit,
) {
    FlowRow(
        Modifier.selectableGroup(),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        for ((choice, text) in choices) {
            val on = choice == chosen
            val colours = MaterialTheme.colorScheme
            Surface(
                shape = RoundedCornerShape(14.dp),
                color = if (on) colours.primaryContainer else colours.surface,
                border = BorderStroke(if (on) 2.dp else 1.dp, if (on) colours.primary else colours.outline),
                modifier = Modifier.clip(RoundedCornerShape(14.dp)).selectable(on, role = Role.RadioButton) { onChoose(choice) },
            ) {
                Row(
                    Modifier.heightIn(min = 52.dp).padding(horizontal = 16.dp, vertical = 8.dp),
                    verticalAlignment = Alignment.CenterVertically,
                ) {
                    if (on) {
                        Icon(Icons.Check, contentDescription = null, Modifier.size(20.dp), tint = colours.onPrimaryContainer)
                        Spacer(Modifier.width(6.dp))
                    }
                    Text(text, style = MaterialTheme.typography.bodyLarge, color = if (on) colours.onPrimaryContainer else colours.onSurface)
                }
            }
        }
    }
}

/** One of several that need more than a word: the whole of it is the button. */
@Composable
fun Pick(
    title: String,
    help: String,
    on: Boolean,
    onChoose: () -> Unit,
) {
    val colours = MaterialTheme.colorScheme
    val ink = if (on) colours.onPrimaryContainer else colours.onSurface
    Surface(
        Modifier.fillMaxWidth().clip(MaterialTheme.shapes.medium).selectable(on, role = Role.RadioButton, onClick = onChoose),
        MaterialTheme.shapes.medium,
        if (on) colours.primaryContainer else colours.surface,
        border = BorderStroke(if (on) 2.dp else 1.dp, if (on) colours.primary else colours.outlineVariant),
    ) {
        Row(Modifier.heightIn(min = 56.dp).padding(16.dp), verticalAlignment = Alignment.CenterVertically) {
            Column(Modifier.weight(1f)) {
                Text(title, style = MaterialTheme.typography.titleMedium, color = ink)
                Text(help, style = MaterialTheme.typography.bodySmall, color = if (on) ink else colours.onSurfaceVariant)
            }
            if (on) Icon(Icons.Check, contentDescription = null, Modifier.padding(start = 12.dp), tint = ink)
        }
    }
}

/** A number with a large button on each side. */
@Composable
fun Stepper(
    question: String,
    value: String,
    onFewer: (() -> Unit)?,
    onMore: (() -> Unit)?,
    help: String? = null,
    tag: String = "",
) {
    val words = LocalWords.current
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Ask(question, help)
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.SpaceBetween) {
            Round(Icons.Minus, "${words.actionFewer}: $question", onFewer, "$tag-fewer")
            Text(
                value,
                Modifier
                    .weight(1f)
                    .padding(horizontal = 8.dp)
                    .testTag("$tag-value")
                    .semantics { liveRegion = LiveRegionMode.Polite },
                style = MaterialTheme.typography.headlineSmall,
                color = MaterialTheme.colorScheme.onBackground,
                textAlign = TextAlign.Center,
            )
            Round(Icons.Plus, "${words.actionMore}: $question", onMore, "$tag-more")
        }
    }
}

@Composable
private fun Round(
    icon: ImageVector,
    label: String,
    onClick: (() -> Unit)?,
    tag: String,
) {
    val colours = MaterialTheme.colorScheme
    FilledTonalIconButton(
        { onClick?.invoke() },
        Modifier.size(56.dp).testTag(tag),
        enabled = onClick != null,
        colors = IconButtonDefaults.filledTonalIconButtonColors(colours.primaryContainer, colours.onPrimaryContainer),
    ) { Icon(icon, label) }
}

/** A day, with a step to either side. */
@Composable
fun DayStepper(
    question: String,
    day: String,
    onDay: (String) -> Unit,
) {
    val words = LocalWords.current
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Ask(question)
        Row(Modifier.fillMaxWidth(), verticalAlignment = Alignment.CenterVertically) {
            Round(Icons.Back, words.actionEarlier, { onDay(Today.step(day, -1)) }, "day-earlier")
            Text(
                LocalFormats.current.day(day),
                Modifier.weight(1f).semantics { liveRegion = LiveRegionMode.Polite },
                style = MaterialTheme.typography.titleLarge,
                color = MaterialTheme.colorScheme.onBackground,
                textAlign = TextAlign.Center,
            )
            Round(Icons.Onward, words.actionLater, { onDay(Today.step(day, 1)) }, "day-later")
        }
    }
}

/** On or off: the whole row is the switch. */
@Composable
fun Toggle(
    text: String,
    on: Boolean,
    onChange: (Boolean) -> Unit,
) {
    Row(
        Modifier
            .fillMaxWidth()
            .clip(MaterialTheme.shapes.small)
            .toggleable(on, role = Role.Switch, onValueChange = onChange)
            .heightIn(min = 56.dp)
            .padding(vertical = 4.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Text(
            text,
            Modifier.weight(1f).padding(end = 12.dp),
            style = MaterialTheme.typography.bodyLarge,
            color = MaterialTheme.colorScheme.onBackground,
        )
        Box(Modifier.widthIn(min = 52.dp)) { Switch(on, null) }
    }
}
