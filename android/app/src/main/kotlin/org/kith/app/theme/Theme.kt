package org.kith.app.theme

import android.content.Context
import android.content.res.Configuration
import android.view.View
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
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import org.kith.app.words.Words
import org.kith.core.Settings
import org.kith.model.Formats
import java.util.Locale

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

/** The look of the whole app, in the phone's language and size or in those that [looks] asks for. */
@Composable
fun KithTheme(
    dark: Boolean = isSystemInDarkTheme(),
    looks: Settings = Settings(),
    content: @Composable () -> Unit,
) {
    val context = LocalContext.current
    val phone = LocalConfiguration.current
    val own = remember(context, phone, looks.language) { context.speaking(looks.language).resources }
    val locales = own.configuration.locales
    val words = remember(own, locales) { Words(own) }
    val formats = remember(locales) { Formats(locales[0]) }
    val density = LocalDensity.current
    val rightToLeft = own.configuration.layoutDirection == View.LAYOUT_DIRECTION_RTL
    CompositionLocalProvider(
        LocalWords provides words,
        LocalFormats provides formats,
        LocalDensity provides Density(density.density, density.fontScale * looks.textPercent.toInt() / PERCENT),
        LocalLayoutDirection provides if (rightToLeft) LayoutDirection.Rtl else LayoutDirection.Ltr,
    ) {
        MaterialTheme(if (dark) DarkColours else LightColours, Rounded, Type, content)
    }
}

private const val PERCENT = 100f

/** This context in [language], a BCP 47 tag; in the phone's own for none. */
fun Context.speaking(language: String?): Context {
    if (language == null) return this
    val configuration = Configuration(resources.configuration)
    val locale = Locale.forLanguageTag(language)
    configuration.setLocale(locale)
    configuration.setLayoutDirection(locale)
    return createConfigurationContext(configuration)
}
