package org.kith.app.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.core.Sync
import org.kith.core.SyncWord

/** A sheet of paper; the whole of it is the button where [onClick] is given. */
@Composable
fun Paper(
    modifier: Modifier = Modifier,
    onClick: (() -> Unit)? = null,
    colour: Color = MaterialTheme.colorScheme.surface,
    content: @Composable ColumnScope.() -> Unit,
) {
    val shape = MaterialTheme.shapes.medium
    val border = BorderStroke(1.dp, MaterialTheme.colorScheme.outlineVariant)
    val inside: @Composable () -> Unit = {
        Column(Modifier.fillMaxWidth().padding(16.dp), verticalArrangement = Arrangement.spacedBy(8.dp), content = content)
    }
    if (onClick == null) {
        Surface(modifier.fillMaxWidth(), shape, colour, border = border, content = inside)
    } else {
        Surface(onClick, modifier.fillMaxWidth(), shape = shape, color = colour, border = border, content = inside)
    }
}

/** The main button of a screen; [grave] for what cannot be undone. */
@Composable
fun Main(
    text: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    enabled: Boolean = true,
    grave: Boolean = false,
) {
    val colours = MaterialTheme.colorScheme
    val own = if (grave) ButtonDefaults.buttonColors(colours.error, colours.onError) else ButtonDefaults.buttonColors()
    Button(onClick, modifier.fillMaxWidth().heightIn(min = 56.dp), enabled, RoundedCornerShape(16.dp), own) {
        Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center)
    }
}

/** A button beside others; [first] for the one most people want. */
@Composable
fun Quiet(
    text: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    icon: ImageVector? = null,
    first: Boolean = false,
) {
    val colours = MaterialTheme.colorScheme
    OutlinedButton(
        onClick,
        modifier.heightIn(min = 48.dp),
        shape = RoundedCornerShape(14.dp),
        colors = if (first) ButtonDefaults.buttonColors() else ButtonDefaults.outlinedButtonColors(contentColor = colours.primary),
        border = BorderStroke(1.dp, if (first) colours.primary else colours.outline),
    ) {
        if (icon != null) {
            Icon(icon, contentDescription = null, Modifier.size(22.dp))
            Spacer(Modifier.width(8.dp))
        }
        Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center)
    }
}

/** A sign on a round field. */
@Composable
fun Badge(
    icon: ImageVector,
    field: Color,
    ink: Color,
    large: Boolean = false,
) {
    Box(Modifier.size(if (large) 72.dp else 44.dp).clip(CircleShape).background(field), contentAlignment = Alignment.Center) {
        Icon(icon, contentDescription = null, Modifier.size(if (large) 36.dp else 24.dp), tint = ink)
    }
}

/** What somebody wrote, in the direction of their own language. */
@Composable
fun Own(
    text: String,
    style: TextStyle = MaterialTheme.typography.bodyLarge,
    color: Color = Color.Unspecified,
) = Text(text, style = style.copy(textDirection = TextDirection.Content), color = color)

/** Somebody, by the first letter of their name; the same person has the same colour everywhere. */
@Composable
fun Face(
    name: String,
    large: Boolean = false,
) {
    val colours = MaterialTheme.colorScheme
    val fields =
        listOf(
            colours.primaryContainer to colours.onPrimaryContainer,
            colours.secondaryContainer to colours.onSecondaryContainer,
            colours.tertiaryContainer to colours.onTertiaryContainer,
        )
    val (field, ink) = fields[name.hashCode().mod(fields.size)]
    Box(Modifier.size(if (large) 72.dp else 44.dp).clip(CircleShape).background(field).clearAndSetSemantics {}, contentAlignment = Alignment.Center) {
        // A sign, not a text: it need not grow, and the name stands beside it.
        val small = Density(LocalDensity.current.density, 1f)
        CompositionLocalProvider(LocalDensity provides small) {
            val style = if (large) MaterialTheme.typography.headlineMedium else MaterialTheme.typography.titleMedium
            Text(name.take(1).uppercase(), style = style, color = ink)
        }
    }
}

/** Where an item stands: a small sign with its word, never by colour alone. */
@Composable
fun SyncChip(
    sync: Sync,
    modifier: Modifier = Modifier,
) {
    val colours = MaterialTheme.colorScheme
    val (icon, ink) =
        when (sync.word) {
            SyncWord.ON_THIS_PHONE -> Icons.Phone to colours.onSurfaceVariant
            SyncWord.SENT -> Icons.Check to colours.onSurfaceVariant
            SyncWord.COUNTED -> Icons.Checks to colours.primary
            SyncWord.LATE -> Icons.Clock to colours.secondary
            SyncWord.WAITING_FOR_KEY -> Icons.Key to colours.secondary
            SyncWord.NEEDS_A_LOOK -> Icons.Look to colours.error
        }
    Signed(icon, LocalWords.current.of(sync.word), modifier, ink)
}

/** A few words after their sign. */
@Composable
fun Signed(
    icon: ImageVector,
    text: String,
    modifier: Modifier = Modifier,
    ink: Color = MaterialTheme.colorScheme.onSurfaceVariant,
) {
    Row(modifier, verticalAlignment = Alignment.CenterVertically) {
        Icon(icon, contentDescription = null, Modifier.size(20.dp), tint = ink)
        Spacer(Modifier.width(6.dp))
        Text(text, style = MaterialTheme.typography.labelMedium, color = ink)
    }
}

/** A word on a field of its own. */
@Composable
fun Tag(
    text: String,
    field: Color = MaterialTheme.colorScheme.primaryContainer,
    ink: Color = MaterialTheme.colorScheme.onPrimaryContainer,
) {
    Surface(shape = RoundedCornerShape(8.dp), color = field) {
        Text(text, Modifier.padding(horizontal = 10.dp, vertical = 4.dp), style = MaterialTheme.typography.labelMedium, color = ink)
    }
}

/** A sentence nobody should miss, on a field of its own. */
@Composable
fun Note(
    icon: ImageVector,
    text: String,
    field: Color = MaterialTheme.colorScheme.secondaryContainer,
    ink: Color = MaterialTheme.colorScheme.onSecondaryContainer,
) {
    Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, field) {
        Row(Modifier.padding(16.dp), verticalAlignment = Alignment.CenterVertically) {
            Icon(icon, contentDescription = null, tint = ink)
            Spacer(Modifier.width(12.dp))
            Text(text, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium, color = ink)
        }
    }
}

/** A way on to another page: the whole of it is the button. */
@Composable
fun Way(
    title: String,
    help: String?,
    icon: ImageVector? = null,
    onClick: () -> Unit,
) {
    Paper(onClick = onClick) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            if (icon != null) {
                Icon(icon, contentDescription = null, tint = MaterialTheme.colorScheme.primary)
                Spacer(Modifier.width(14.dp))
            }
            Column(Modifier.weight(1f)) {
                Text(title, style = MaterialTheme.typography.titleMedium)
                if (help != null) Text(help, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
            }
            Spacer(Modifier.width(8.dp))
            Icon(Icons.Onward, contentDescription = null, tint = MaterialTheme.colorScheme.onSurfaceVariant)
        }
    }
}

/** Things side by side that go on the next line where they are too long. */
@Composable
fun Flow(content: @Composable () -> Unit) {
    FlowRow(
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
        itemVerticalAlignment = Alignment.CenterVertically,
    ) { content() }
}

/**
 * The supplier's case as a crate with [size] slots, of which [open] are still free. The words beside it say the same,
 * so a screen reader passes it by.
 */
@Composable
fun Crate(
    size: Int,
    open: Int,
) {
    val full = MaterialTheme.colorScheme.primary
    val free = MaterialTheme.colorScheme.surfaceVariant
    val edge = MaterialTheme.colorScheme.outline
    Row(
        Modifier.fillMaxWidth().height(26.dp).clearAndSetSemantics {},
        horizontalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        if (size <= MOST_SLOTS) {
            repeat(size) { slot ->
                val taken = slot < size - open
                Surface(
                    Modifier.weight(1f).fillMaxHeight(),
                    RoundedCornerShape(5.dp),
                    if (taken) full else free,
                    border = BorderStroke(1.dp, if (taken) full else edge),
                ) {}
            }
        } else {
            Bar((size - open).toFloat() / size, Modifier.weight(1f))
        }
    }
}

private const val MOST_SLOTS = 16

/** How much of something is there. The words beside it say the same. */
@Composable
fun Bar(
    share: Float,
    modifier: Modifier = Modifier,
) {
    Box(
        modifier
            .fillMaxWidth()
            .height(12.dp)
            .clip(CircleShape)
            .background(MaterialTheme.colorScheme.surfaceVariant)
            .clearAndSetSemantics {},
    ) { Box(Modifier.fillMaxWidth(share).fillMaxHeight().clip(CircleShape).background(MaterialTheme.colorScheme.primary)) }
}

/** A name and what it comes to, on one line where both fit. */
@Composable
fun Line(
    name: String,
    value: String,
    strong: Boolean = false,
) {
    val style = if (strong) MaterialTheme.typography.titleMedium else MaterialTheme.typography.bodyMedium
    FlowRow(
        Modifier.fillMaxWidth().semantics(mergeDescendants = true) {},
        horizontalArrangement = Arrangement.SpaceBetween,
    ) {
        Text(name, style = style, color = MaterialTheme.colorScheme.onSurface, modifier = Modifier.padding(end = 16.dp))
        Text(value, style = style, color = MaterialTheme.colorScheme.onSurface)
    }
}
