package org.kith.app.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords
import org.kith.app.words.of
import org.kith.core.KithException
import org.kith.model.Act
import org.kith.model.Load

/**
 * A screen: its title, its rows, and its main button where the thumb is. Why [act] came to nothing stands above the
 * rows, and is scrolled to: a button at the bottom must not seem dead because its answer is out of sight.
 */
@Composable
fun Frame(
    title: String,
    modifier: Modifier = Modifier,
    back: (() -> Unit)? = null,
    button: (@Composable () -> Unit)? = null,
    act: Act? = null,
    rows: LazyListScope.() -> Unit,
) {
    val list = rememberLazyListState()
    LaunchedEffect(act) { if (act is Act.Failed) list.animateScrollToItem(0) }
    Column(modifier.fillMaxSize().background(MaterialTheme.colorScheme.background).imePadding()) {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth().testTag("rows"),
            list,
            contentPadding = PaddingValues(start = 16.dp, end = 16.dp, top = 4.dp, bottom = 20.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            item(key = "title") { Heading(title, back) }
            (act as? Act.Failed)?.let { failed -> item(key = "trouble") { TroubleCard(failed.error) } }
            rows()
        }
        if (button != null) {
            Surface(color = MaterialTheme.colorScheme.background, shadowElevation = 6.dp) {
                Box(Modifier.padding(horizontal = 16.dp, vertical = 10.dp)) { button() }
            }
        }
    }
}

@Composable
private fun Heading(
    title: String,
    back: (() -> Unit)?,
) {
    Column(Modifier.fillMaxWidth()) {
        if (back != null) {
            val words = LocalWords.current
            Surface(onClick = back, shape = CircleShape, color = MaterialTheme.colorScheme.background) {
                Row(
                    Modifier.heightIn(min = 48.dp).padding(end = 16.dp),
                    verticalAlignment = Alignment.CenterVertically,
                ) {
                    Icon(Icons.Back, contentDescription = null, tint = MaterialTheme.colorScheme.primary)
                    Text(words.actionBack, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.primary)
                }
            }
        } else {
            Spacer(Modifier.size(16.dp))
        }
        Text(
            title,
            Modifier.semantics { heading() }.padding(bottom = 4.dp),
            style = MaterialTheme.typography.headlineMedium,
            color = MaterialTheme.colorScheme.onBackground,
        )
    }
}

/** Asks the core anew for what a screen shows. */
val LocalAgain = staticCompositionLocalOf<() -> Unit> { {} }

/** What [load] has; the other states are the same on every screen. */
@Composable
fun <T> Loaded(
    load: Load<T>,
    title: String,
    back: (() -> Unit)? = null,
    ready: @Composable (T) -> Unit,
) {
    when (load) {
        is Load.Ready -> ready(load.value)
        is Load.Failed -> Frame(title, back = back) { item { TroubleCard(load.error, LocalAgain.current) } }
        Load.Loading -> Frame(title, back = back) { item { Waiting(LocalWords.current.loadingScreen) } }
    }
}

/** Words while the core is asked, and the shapes of what will stand here. */
@Composable
fun Waiting(words: String) {
    Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
        Text(
            words,
            Modifier.semantics { liveRegion = LiveRegionMode.Polite },
            style = MaterialTheme.typography.bodyLarge,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        repeat(GHOSTS) {
            Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, MaterialTheme.colorScheme.surfaceVariant) { Spacer(Modifier.size(84.dp)) }
        }
    }
}

private const val GHOSTS = 3

/** A section's heading. */
@Composable
fun Section(title: String) {
    Text(
        title,
        Modifier.padding(top = 12.dp).semantics { heading() },
        style = MaterialTheme.typography.titleLarge,
        color = MaterialTheme.colorScheme.onBackground,
    )
}

/** What will stand here one day and how it comes about. */
@Composable
fun Empty(
    icon: ImageVector,
    title: String,
    help: String,
) {
    Column(
        Modifier.fillMaxWidth().padding(vertical = 24.dp, horizontal = 8.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.spacedBy(10.dp),
    ) {
        Badge(icon, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer, large = true)
        Text(title, style = MaterialTheme.typography.titleLarge, color = MaterialTheme.colorScheme.onBackground, textAlign = TextAlign.Center)
        Text(
            help,
            style = MaterialTheme.typography.bodyMedium,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            textAlign = TextAlign.Center,
        )
    }
}

/** What went wrong, that nothing is lost, and the one thing to do. */
@Composable
fun TroubleCard(
    error: KithException,
    onRetry: (() -> Unit)? = null,
) {
    val words = LocalWords.current
    val said = words.of(error)
    Surface(
        Modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Polite },
        MaterialTheme.shapes.medium,
        MaterialTheme.colorScheme.errorContainer,
    ) {
        Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            Row(verticalAlignment = Alignment.CenterVertically) {
                Icon(
                    if (error is KithException.Offline) Icons.Offline else Icons.Look,
                    contentDescription = null,
                    tint = MaterialTheme.colorScheme.onErrorContainer,
                )
                Spacer(Modifier.width(10.dp))
                Text(said.title, style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.onErrorContainer)
            }
            Text(said.todo, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onErrorContainer)
            if (onRetry != null) Quiet(words.actionTryAgain, onRetry)
        }
    }
}
