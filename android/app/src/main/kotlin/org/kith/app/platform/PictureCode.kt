package org.kith.app.platform

import android.graphics.Bitmap
import android.graphics.Color
import com.google.zxing.BarcodeFormat
import com.google.zxing.EncodeHintType
import com.google.zxing.WriterException
import com.google.zxing.qrcode.QRCodeWriter
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel

/** [text] as a picture code, one pixel a module: whoever draws it makes it large. Null for more than a code holds. */
fun pictureCode(text: String): Bitmap? {
    // Level L: an invite link is long, and a finer grid is harder for an old camera than a smudge.
    val hints = mapOf(EncodeHintType.ERROR_CORRECTION to ErrorCorrectionLevel.L, EncodeHintType.MARGIN to 2)
    val grid =
        try {
            QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints)
        } catch (_: WriterException) {
            return null
        }
    val dots = IntArray(grid.width * grid.height) { if (grid[it % grid.width, it / grid.width]) Color.BLACK else Color.WHITE }
    return Bitmap.createBitmap(dots, grid.width, grid.height, Bitmap.Config.ARGB_8888)
}
