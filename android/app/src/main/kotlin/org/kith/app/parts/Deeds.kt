package org.kith.app.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp

/** What can be done here, one row each on one sheet; the whole row is the button. */
@Composable
fun Deeds(deeds: List<Deed>) {
    if (deeds.isEmpty()) return
    val colours = MaterialTheme.colorScheme
    Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, colours.surface, border = BorderStroke(1.dp, colours.outlineVariant)) {
        Column {
            for ((at, deed) in deeds.withIndex()) {
                if (at > 0) HorizontalDivider(Modifier.padding(horizontal = 16.dp), color = colours.outlineVariant)
                val ink = if (deed.grave) colours.error else colours.primary
                Row(
                    Modifier
                        .fillMaxWidth()
                        .clickable(role = Role.Button, onClick = deed.onClick)
                        .heightIn(min = 60.dp)
                        .padding(horizontal = 16.dp, vertical = 12.dp),
                    verticalAlignment = Alignment.CenterVertically,
                ) {
                    Icon(deed.icon, contentDescription = null, tint = ink)
                    Spacer(Modifier.width(14.dp))
                    Text(
                        deed.text,
                        Modifier.weight(1f),
                        style = MaterialTheme.typography.titleMedium,
                        color = if (deed.grave) ink else colours.onSurface,
                    )
                }
            }
        }
    }
}

/** One thing that can be done; [grave] for what cannot be undone. */
class Deed(
    val text: String,
    val icon: ImageVector,
    val grave: Boolean = false,
    val onClick: () -> Unit,
)
