package org.kith.app.platform

import android.Manifest
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.SurfaceTexture
import android.os.Bundle
import android.view.TextureView
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.statusBarsPadding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.viewinterop.AndroidView
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.kith.app.KithApp
import org.kith.app.parts.Frame
import org.kith.app.parts.Note
import org.kith.app.theme.Icons
import org.kith.app.theme.KithTheme
import org.kith.app.theme.LocalWords

/** Looks through the camera for a picture code and gives back what it says. */
class ScanActivity : ComponentActivity() {
    private val camera = CodeCamera(::found)
    private var allowed by mutableStateOf<Boolean?>(null)
    private val ask = registerForActivityResult(ActivityResultContracts.RequestPermission()) { allowed = it }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        if (checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED) {
            allowed = true
        } else {
            ask.launch(Manifest.permission.CAMERA)
        }
        setContent {
            val looks by (application as KithApp).model.looks.collectAsStateWithLifecycle()
            KithTheme(looks = looks) { Scanning() }
        }
    }

    override fun onDestroy() {
        camera.close()
        super.onDestroy()
    }

    private fun found(text: String) =
        runOnUiThread {
            setResult(RESULT_OK, Intent().putExtra(TEXT, text))
            finish()
        }

    @Composable
    private fun Scanning() {
        val words = LocalWords.current
        Box(Modifier.fillMaxSize().background(MaterialTheme.colorScheme.background).statusBarsPadding()) {
            Frame(words.scanTitle, back = ::finish) {
                if (allowed == false) {
                    item { Note(Icons.Camera, words.scanDenied) }
                } else {
                    item { Text(words.scanHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
                    if (allowed == true) {
                        item { AndroidView(::picture, Modifier.fillMaxWidth().aspectRatio(1f).clip(MaterialTheme.shapes.medium)) }
                    }
                }
            }
        }
    }

    private fun picture(context: android.content.Context) =
        TextureView(context).apply {
            surfaceTextureListener =
                object : TextureView.SurfaceTextureListener {
                    override fun onSurfaceTextureAvailable(
                        surface: SurfaceTexture,
                        width: Int,
                        height: Int,
                    ) = camera.open(context, surface)

                    override fun onSurfaceTextureSizeChanged(
                        surface: SurfaceTexture,
                        width: Int,
                        height: Int,
                    ) = Unit

                    override fun onSurfaceTextureDestroyed(surface: SurfaceTexture) = true.also { camera.stop() }

                    override fun onSurfaceTextureUpdated(surface: SurfaceTexture) = Unit
                }
        }

    /** The code's text, in the answer's intent. */
    companion object {
        const val TEXT = "text"
    }
}
