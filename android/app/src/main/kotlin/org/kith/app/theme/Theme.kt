package org.kith.app.theme

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalResources
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import org.kith.app.words.Words
import org.kith.model.Formats

/** Every word, in the person's language. */
val LocalWords = staticCompositionLocalOf<Words> { error("no words outside KithTheme") }

/** How numbers, money and days are written in the person's language. */
val LocalFormats = staticCompositionLocalOf<Formats> { error("no formats outside KithTheme") }

private fun heading(
    size: Int,
    line: Int,
) = TextStyle(
    fontFamily = FontFamily.Serif,
    fontWeight = FontWeight.SemiBold,
    fontSize = size.sp,
    lineHeight = line.sp,
    lineBreak = LineBreak.Heading,
)

private fun text(
    size: Int,
    line: Int,
    weight: FontWeight = FontWeight.Normal,
) = TextStyle(fontSize = size.sp, lineHeight = line.sp, fontWeight = weight, lineBreak = LineBreak.Paragraph)

/** Larger than most apps: many who need Kith read it without their glasses. */
private val Type =
    Typography(
        headlineMedium = heading(28, 34),
        headlineSmall = heading(23, 29),
        titleLarge = heading(20, 26),
        titleMedium = text(18, 24, FontWeight.SemiBold),
        bodyLarge = text(18, 25),
        bodyMedium = text(17, 23),
        bodySmall = text(16, 21),
        labelLarge = text(18, 23, FontWeight.SemiBold),
        labelMedium = text(15, 19, FontWeight.Medium),
        labelSmall = text(13, 16, FontWeight.Medium),
    )

private val Rounded = Shapes(small = RoundedCornerShape(10.dp), medium = RoundedCornerShape(16.dp), large = RoundedCornerShape(24.dp))

/** The look of the whole app. */
@Composable
fun KithTheme(
    dark: Boolean = isSystemInDarkTheme(),
    content: @Composable () -> Unit,
) {
    val resources = LocalResources.current
    val locales = LocalConfiguration.current.locales
    val words = remember(resources, locales) { Words(resources) }
    val formats = remember(locales) { Formats(locales[0]) }
    CompositionLocalProvider(LocalWords provides words, LocalFormats provides formats) {
        MaterialTheme(if (dark) DarkColours else LightColours, Rounded, Type, content)
    }
}
