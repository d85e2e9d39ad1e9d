package org.kith.app.platform

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.ImageFormat
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.Image
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.view.Surface
import com.google.zxing.BarcodeFormat
import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader

/** The camera on the phone's back, looking for a picture code. It works on a thread of its own. */
class CodeCamera(
    private val found: (String) -> Unit,
) : AutoCloseable {
    private val thread = HandlerThread("camera")
    private val handler by lazy { Handler(thread.apply { start() }.looper) }
    private var device: CameraDevice? = null
    private var frames: ImageReader? = null
    private var done = false

    /** Begins to look and shows what it sees on [surface]. A camera that another app holds is given up on. */
    @SuppressLint("MissingPermission") // ScanActivity has asked.
    fun open(
        context: Context,
        surface: SurfaceTexture,
    ) {
        val manager = context.getSystemService(CameraManager::class.java)
        try {
            val all = manager.cameraIdList
            val back = all.firstOrNull { manager.getCameraCharacteristics(it).get(CameraCharacteristics.LENS_FACING) == CameraCharacteristics.LENS_FACING_BACK }
            val chosen = back ?: all.firstOrNull() ?: return
            surface.setDefaultBufferSize(WIDTH, HEIGHT)
            manager.openCamera(chosen, opening(Surface(surface)), handler)
        } catch (_: CameraAccessException) {
            stop()
        }
    }

    private fun opening(shown: Surface) =
        object : CameraDevice.StateCallback() {
            override fun onOpened(camera: CameraDevice) {
                device = camera
                val reader = ImageReader.newInstance(WIDTH, HEIGHT, ImageFormat.YUV_420_888, 2)
                reader.setOnImageAvailableListener({ from -> from.acquireLatestImage()?.use(::read) }, handler)
                frames = reader
                watch(camera, listOf(shown, reader.surface))
            }

            override fun onDisconnected(camera: CameraDevice) = camera.close()

            override fun onError(
                camera: CameraDevice,
                error: Int,
            ) = camera.close()
        }

    @Suppress("DEPRECATION") // The call with a SessionConfiguration is of API 28.
    private fun watch(
        camera: CameraDevice,
        surfaces: List<Surface>,
    ) = camera.createCaptureSession(
        surfaces,
        object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(session: CameraCaptureSession) {
                val request = camera.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW)
                surfaces.forEach(request::addTarget)
                request.set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
                session.setRepeatingRequest(request.build(), null, handler)
            }

            override fun onConfigureFailed(session: CameraCaptureSession) = session.close()
        },
        handler,
    )

    private fun read(image: Image) {
        if (done) return
        val plane = image.planes[0]
        val bright = ByteArray(plane.buffer.remaining()).also(plane.buffer::get)
        readCode(bright, plane.rowStride, image.width, image.height)?.let {
            done = true
            found(it)
        }
    }

    /** Lets go of the camera. */
    fun stop() {
        device?.close()
        frames?.close()
        device = null
        frames = null
    }

    override fun close() {
        stop()
        thread.quitSafely()
    }

    private companion object {
        const val WIDTH = 1280
        const val HEIGHT = 720
    }
}

/** What a picture code in an image says, or null where there is none: one byte of brightness a pixel, [stride] a row. */
fun readCode(
    bright: ByteArray,
    stride: Int,
    width: Int,
    height: Int,
): String? =
    try {
        // The last row may end before its stride does.
        val whole = if (bright.size < stride * height) bright.copyOf(stride * height) else bright
        val source = PlanarYUVLuminanceSource(whole, stride, height, 0, 0, width, height, false)
        val hints = mapOf(DecodeHintType.TRY_HARDER to true, DecodeHintType.POSSIBLE_FORMATS to listOf(BarcodeFormat.QR_CODE))
        QRCodeReader().decode(BinaryBitmap(HybridBinarizer(source)), hints).text
    } catch (_: ReaderException) {
        null
    }
