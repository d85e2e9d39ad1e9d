package org.kith.app

import android.app.Application
import android.graphics.Bitmap
import androidx.compose.material3.ColorScheme
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.junit4.ComposeContentTestRule
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onRoot
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.kith.app.theme.DarkColours
import org.kith.app.theme.KithTheme
import org.kith.app.theme.LightColours
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File

/** Nothing of the app's own: the screens alone. */
class BareApp : Application()

/** What holds for every screen in every state, rendered as on a small phone. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [34], application = BareApp::class, qualifiers = "w360dp-h800dp-xhdpi")
class LooksTest {
    @get:Rule val rule = createComposeRule()

    @Test fun everyScreenHoldsAsItIs() = rule.holds("light")

    @Test
    @Config(fontScale = 2f)
    fun everyScreenHoldsAtTwiceTheSize() = rule.holds("large")

    @Test
    @Config(qualifiers = "+night")
    fun everyScreenHoldsInTheDark() = rule.holds("dark")

    @Test
    @Config(qualifiers = "+en-rXA")
    fun everyScreenHoldsWithTheLongestWords() = rule.holds("long")

    @Test
    @Config(qualifiers = "+ar-rXB-ldrtl")
    fun everyScreenHoldsFromRightToLeft() = rule.holds("rtl")

    @Test fun everyTextCanBeReadOnItsField() {
        for ((name, colours) in listOf("light" to LightColours, "dark" to DarkColours)) {
            for ((pair, ink, field) in pairs(colours)) {
                val contrast = contrast(ink, field)
                assertTrue("$name: $pair has a contrast of $contrast", contrast >= LEAST_CONTRAST)
            }
        }
    }

    /** Every ink on every field the screens put it on. */
    private fun pairs(c: ColorScheme): List<Triple<String, Color, Color>> {
        val plain = listOf("background" to c.background, "surface" to c.surface, "surfaceVariant" to c.surfaceVariant)
        val inks =
            listOf(
                "onSurface" to c.onSurface,
                "onSurfaceVariant" to c.onSurfaceVariant,
                "primary" to c.primary,
                "secondary" to c.secondary,
                "error" to c.error,
            )
        val own =
            listOf(
                Triple("primary", c.onPrimary, c.primary),
                Triple("primaryContainer", c.onPrimaryContainer, c.primaryContainer),
                Triple("secondaryContainer", c.onSecondaryContainer, c.secondaryContainer),
                Triple("tertiaryContainer", c.onTertiaryContainer, c.tertiaryContainer),
                Triple("errorContainer", c.onErrorContainer, c.errorContainer),
                Triple("onSurface on tertiaryContainer", c.onSurface, c.tertiaryContainer),
                Triple("primary on secondaryContainer", c.primary, c.secondaryContainer),
                Triple("primary on tertiaryContainer", c.primary, c.tertiaryContainer),
                Triple("primary on errorContainer", c.primary, c.errorContainer),
            )
        return plain.flatMap { (field, f) -> inks.map { (ink, i) -> Triple("$ink on $field", i, f) } } + own
    }

    /** As WCAG 2 defines it. */
    private fun contrast(
        one: Color,
        other: Color,
    ): Float {
        val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
        return (light + 0.05f) / (dark + 0.05f)
    }

    private companion object {
        const val LEAST_CONTRAST = 4.5f
    }
}

/** Renders every screen in every state and gathers what does not hold of any, and whose look nobody accepted. */
fun ComposeContentTestRule.holds(
    name: String,
    looks: Looks? = Looks(name),
) {
    var at by mutableStateOf(Gallery.all.first())
    setContent { KithTheme { key(at) { at.show() } } }
    val faults =
        Gallery.all.flatMap { shot ->
            at = shot
            waitForIdle()
            val picture = if (keeping || looks != null) onRoot().captureToImage().asAndroidBitmap() else null
            if (keeping) picture?.let { save(it, "$name/$shot") }
            val texts = onRoot(useUnmergedTree = true).fetchSemanticsNode()
            val faults = Rules(density).faults(onRoot().fetchSemanticsNode(), texts) + listOfNotNull(picture?.let { looks?.at("$shot", it) })
            faults.map { "$shot: $it" }
        } + looks?.end().orEmpty()
    assertTrue(faults.joinToString("\n", "$name:\n"), faults.isEmpty())
}

/** Whether pictures are kept: they are for the contact sheet alone. */
val keeping = System.getProperty("kith.keep") == "true"

/** Keeps a picture where the contact sheet looks for it. */
fun save(
    picture: Bitmap,
    name: String,
) {
    val file = File(System.getProperty("kith.screens")!!, "$name.png").apply { parentFile!!.mkdirs() }
    file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
}
