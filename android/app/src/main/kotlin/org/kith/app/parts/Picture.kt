package org.kith.app.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.FilterQuality
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.unit.dp
import org.kith.app.platform.pictureCode
import org.kith.app.theme.Icons
import org.kith.app.theme.LocalWords

/** A text as a picture code to hold up; in words where it is too long for one. */
@Composable
fun Picture(
    text: String,
    label: String,
) {
    val bitmap = remember(text) { pictureCode(text)?.asImageBitmap() }
    if (bitmap == null) {
        Signed(Icons.Code, LocalWords.current.carriedTooLong)
        return
    }
    Box(Modifier.fillMaxWidth(), contentAlignment = Alignment.Center) {
        Image(
            bitmap,
            label,
            // White in the dark too: cameras want it so.
            Modifier
                .widthIn(max = 340.dp)
                .fillMaxWidth()
                .aspectRatio(1f)
                .clip(MaterialTheme.shapes.medium)
                .background(Color.White)
                .padding(12.dp),
            filterQuality = FilterQuality.None,
        )
    }
}
