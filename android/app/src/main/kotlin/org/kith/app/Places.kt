package org.kith.app

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.navigationBarsPadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.model.Route

/** The five places at the bottom of every screen. */
@Composable
fun Places(
    here: Route,
    onPlace: (Route) -> Unit,
) {
    val words = LocalWords.current
    val places =
        listOf(
            Triple(Route.Home, Icons.Home, words.tabHome),
            Triple(Route.Rounds, Icons.Crate, words.tabOrder),
            Triple(Route.Hours, Icons.Clock, words.tabHours),
            Triple(Route.Visits, Icons.Heart, words.tabVisits),
            Triple(Route.People, Icons.People, words.tabPeople),
        )
    val density = LocalDensity.current
    // Five labels fit beside each other only so large; the screens themselves grow as far as the phone says.
    val capped = Density(density.density, minOf(density.fontScale, MOST_SCALE))
    CompositionLocalProvider(LocalDensity provides capped) {
        Surface(color = MaterialTheme.colorScheme.surface, shadowElevation = 8.dp) {
            Row(Modifier.fillMaxWidth().navigationBarsPadding().selectableGroup(), horizontalArrangement = Arrangement.SpaceEvenly) {
                for ((route, icon, text) in places) {
                    val on = route == here
                    val ink = if (on) MaterialTheme.colorScheme.primary else MaterialTheme.colorScheme.onSurfaceVariant
                    Column(
                        Modifier
                            .weight(1f)
                            .selectable(on, role = Role.Tab) { onPlace(route) }
                            .heightIn(min = 64.dp)
                            .padding(top = 8.dp, bottom = 6.dp),
                        horizontalAlignment = Alignment.CenterHorizontally,
                        verticalArrangement = Arrangement.spacedBy(2.dp),
                    ) {
                        val field = if (on) MaterialTheme.colorScheme.primaryContainer else Color.Transparent
                        Icon(
                            icon,
                            contentDescription = null,
                            Modifier.clip(RoundedCornerShape(16.dp)).background(field).padding(horizontal = 16.dp, vertical = 4.dp),
                            tint = ink,
                        )
                        Text(text, style = MaterialTheme.typography.labelSmall, color = ink, textAlign = TextAlign.Center)
                    }
                }
            }
        }
    }
}

private const val MOST_SCALE = 1.2f
