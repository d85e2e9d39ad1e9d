package org.kith.app.theme

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** The app's signs: line drawings on a field of 24, one stroke wide. */
object Icons {
    val Home = sign("M4 11 L12 4 L20 11 M6 9.5 V20 H18 V9.5 M10 20 V14 H14 V20")
    val Crate = sign("M4 9 H20 L18.5 20 H5.5 Z M8 9 L11 4 M16 9 L13 4 M9.5 13 V16.5 M14.5 13 V16.5")
    val Clock = sign("M12 3.5 A8.5 8.5 0 1 1 11.99 3.5 Z M12 7.5 V12 L15 14")
    val Heart = sign("M12 20 C5 15.5 3.5 12 3.5 9 A4.3 4.3 0 0 1 12 7.5 A4.3 4.3 0 0 1 20.5 9 C20.5 12 19 15.5 12 20 Z")
    val People =
        sign(
            "M9 11 A3.5 3.5 0 1 1 9.01 11 Z M2.5 20 C2.5 16 5.5 14 9 14 C12.5 14 15.5 16 15.5 20 " +
                "M16 4.5 A3.3 3.3 0 0 1 16 11 M18 14.5 C20.3 15.3 21.5 17.3 21.5 20",
        )
    val Phone = sign("M7 2.5 H17 V21.5 H7 Z M11 18.5 H13")
    val Back = sign("M14.5 5 L7.5 12 L14.5 19", mirrored = true)
    val Door = sign("M6 21 V3.5 H18 V21 M3.5 21 H20.5 M14.5 12 V12.8")
    val Leave = sign("M13 4 H5 V20 H13 M9.5 12 H20.5 M16.5 8 L20.5 12 L16.5 16", mirrored = true)
    val Onward = sign("M9.5 5 L16.5 12 L9.5 19", mirrored = true)
    val Check = sign("M5 12.5 L10 17.5 L19 7")
    val Checks = sign("M2.5 12.5 L7 17 L15 7.5 M11.5 16 L12.5 17 L21 7.5")
    val Key = sign("M8 15.5 A4 4 0 1 1 8.01 15.5 Z M11.5 11.5 H21 M18 11.5 V14.5 M15 11.5 V13.5")
    val Look = sign("M12 3.5 L21.5 20 H2.5 Z M12 10 V14 M12 16.9 V17.1")
    val Plus = sign("M12 5 V19 M5 12 H19")
    val Minus = sign("M5 12 H19")
    val Search = sign("M10.5 4 A6.5 6.5 0 1 1 10.49 4 Z M15.5 15.5 L20.5 20.5")
    val Close = sign("M6 6 L18 18 M18 6 L6 18")
    val Share = sign("M12 3 V15 M7.5 7 L12 3 L16.5 7 M5 12 V20.5 H19 V12")
    val Sync = sign("M4.5 12 A7.5 7.5 0 0 1 18 7.5 M18 3.5 V7.5 H14 M19.5 12 A7.5 7.5 0 0 1 6 16.5 M6 20.5 V16.5 H10")
    val Code = sign("M4 4 H10 V10 H4 Z M14 4 H20 V10 H14 Z M4 14 H10 V20 H4 Z M14 14 H17 V17 M20 14 V20 H14")
    val Run = sign("M4 17 L9 12 L13 15 L20 7 M20 11.5 V7 H15.5")
    val Offline = sign("M7 18 H17 A4 4 0 0 0 17.5 10 A6 6 0 0 0 7 9 A4.5 4.5 0 0 0 7 18 Z M4 3 L20 21")
    val Pen = sign("M4 20 L5 15.5 L16 4.5 L19.5 8 L8.5 19 Z M13.5 7 L17 10.5")
    val Shield = sign("M12 3 L19.5 6 V11 C19.5 16 16.5 19.3 12 21 C7.5 19.3 4.5 16 4.5 11 V6 Z M12 8 V12.5 M12 15.4 V15.6")
    val Camera = sign("M3.5 8 H7.5 L9 5.5 H15 L16.5 8 H20.5 V19 H3.5 Z M12 9.7 A3.3 3.3 0 1 1 11.99 9.7 Z")
    val Bell = sign("M6 16.5 V11 A6 6 0 0 1 18 11 V16.5 L19.5 18 H4.5 Z M10 20.5 H14")
    val Help = sign("M12 3.5 A8.5 8.5 0 1 1 11.99 3.5 Z M9.7 9.5 A2.4 2.4 0 1 1 12 12.5 V14 M12 16.7 V16.9")
    val Board = sign("M4 4.5 H20 V16 H4 Z M12 16 V20.5 M8 9 H16 M8 12 H13")

    private fun sign(
        path: String,
        mirrored: Boolean = false,
    ): ImageVector =
        ImageVector
            .Builder(defaultWidth = 24.dp, defaultHeight = 24.dp, viewportWidth = 24f, viewportHeight = 24f, autoMirror = mirrored)
            .addPath(
                addPathNodes(path),
                stroke = SolidColor(Color.Black),
                strokeLineWidth = 1.8f,
                strokeLineCap = StrokeCap.Round,
                strokeLineJoin = StrokeJoin.Round,
            ).build()
}
