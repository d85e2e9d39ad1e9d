package org.kith.app.theme

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.ui.graphics.Color

/** Cream paper, bottle green, terracotta and ink: one colour for each pillar, and none that says something alone. */
val LightColours: ColorScheme =
    lightColorScheme(
        primary = Color(0xFF1E5B46),
        onPrimary = Color(0xFFFFFFFF),
        primaryContainer = Color(0xFFD3EADF),
        onPrimaryContainer = Color(0xFF0B3325),
        secondary = Color(0xFF87481B),
        onSecondary = Color(0xFFFFFFFF),
        secondaryContainer = Color(0xFFFBE4D2),
        onSecondaryContainer = Color(0xFF4A2407),
        tertiary = Color(0xFF4B4A86),
        onTertiary = Color(0xFFFFFFFF),
        tertiaryContainer = Color(0xFFE4E2FA),
        onTertiaryContainer = Color(0xFF24235A),
        error = Color(0xFFA3201B),
        onError = Color(0xFFFFFFFF),
        errorContainer = Color(0xFFFBDDD9),
        onErrorContainer = Color(0xFF5C0C09),
        background = Color(0xFFFAF6EE),
        onBackground = Color(0xFF1E1B16),
        surface = Color(0xFFFFFFFF),
        onSurface = Color(0xFF1E1B16),
        surfaceVariant = Color(0xFFF0EADC),
        onSurfaceVariant = Color(0xFF4D463A),
        outline = Color(0xFF746C5E),
        outlineVariant = Color(0xFFDCD4C4),
    )

/** The same by lamplight. */
val DarkColours: ColorScheme =
    darkColorScheme(
        primary = Color(0xFF8FD3B4),
        onPrimary = Color(0xFF06301F),
        primaryContainer = Color(0xFF1B4A38),
        onPrimaryContainer = Color(0xFFD3EADF),
        secondary = Color(0xFFF0B98A),
        onSecondary = Color(0xFF43220A),
        secondaryContainer = Color(0xFF57320F),
        onSecondaryContainer = Color(0xFFFBE4D2),
        tertiary = Color(0xFFC3C1F5),
        onTertiary = Color(0xFF2A2960),
        tertiaryContainer = Color(0xFF3C3B73),
        onTertiaryContainer = Color(0xFFE4E2FA),
        error = Color(0xFFF5B0A9),
        onError = Color(0xFF5C0C09),
        errorContainer = Color(0xFF7A1A15),
        onErrorContainer = Color(0xFFFBDDD9),
        background = Color(0xFF15140F),
        onBackground = Color(0xFFECE7DC),
        surface = Color(0xFF201E18),
        onSurface = Color(0xFFECE7DC),
        surfaceVariant = Color(0xFF2D2A22),
        onSurfaceVariant = Color(0xFFCFC7B7),
        outline = Color(0xFF9C9382),
        outlineVariant = Color(0xFF484338),
    )
