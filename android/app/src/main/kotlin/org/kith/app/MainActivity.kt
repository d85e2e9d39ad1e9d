package org.kith.app

import android.Manifest
import android.app.NotificationManager
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.provider.Settings
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.lifecycleScope
import java.io.File
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.kith.app.platform.Asked
import org.kith.app.platform.ScanActivity
import org.kith.app.platform.SyncWorker
import org.kith.app.platform.Waking
import org.kith.app.screens.WakeChoice
import org.kith.app.theme.KithTheme
import org.kith.core.valueOrNull
import org.kith.model.AppModel
import org.kith.model.Route

/** The one window. It hands on what comes from outside and does what only an activity can. */
class MainActivity : ComponentActivity() {
    private val model: AppModel get() = (application as KithApp).model

    /** The person says where the file with all their data goes. */
    private val export = registerForActivityResult(ActivityResultContracts.CreateDocument("application/zip")) { it?.let(::write) }

    private val opener = registerForActivityResult(ActivityResultContracts.OpenDocument()) { it?.let(::opened) }
    private var chosen: ((ByteArray) -> Unit)? = null

    private val ask =
        registerForActivityResult(ActivityResultContracts.RequestPermission()) { granted ->
            reminding = granted
            if (!granted && !shouldShowRequestPermissionRationale(Manifest.permission.POST_NOTIFICATIONS)) settings()
        }
    private val scanner =
        registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { result ->
            result.data?.getStringExtra(ScanActivity.TEXT)?.let { scanned?.invoke(it) }
        }
    private var scanned: ((String) -> Unit)? = null
    private var reminding by mutableStateOf(true)
    private var wakers by mutableStateOf<WakeChoice?>(null)

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        savedInstanceState?.getStringArrayList(PLACES)?.let(model.places::restore)
        if (savedInstanceState == null) take(intent)
        val camera = packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY)
        setContent {
            val looks by model.looks.collectAsStateWithLifecycle()
            val allow = ::allow.takeUnless { reminding }
            val doings = Doings(::share, { export.launch("kith.zip") }, allow, ::scan.takeIf { camera }, wakers, ::open)
            KithTheme(looks = looks) { Shell(model, doings) }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        take(intent)
    }

    override fun onStart() {
        super.onStart()
        reminding = mayRemind()
        wakers = wakers()
        model.syncNow()
    }

    override fun onStop() {
        super.onStop()
        // What was written just now goes out even if nobody opens the app again today.
        SyncWorker.soon(this)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        outState.putStringArrayList(PLACES, ArrayList(model.places.saved()))
    }

    private fun take(intent: Intent) {
        when (val asked = Asked.of(intent)) {
            is Asked.Join -> model.invite.value = asked.link
            is Asked.Open -> model.places.open(asked.route)
            is Asked.Run -> {
                model.sharedRun.value = contentResolver.openInputStream(asked.file)?.use { it.readNBytes(MOST_RUN) }
                model.places.place(Route.Visits)
            }
            null -> Unit
        }
    }

    private fun share(text: String) {
        val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        startActivity(Intent.createChooser(send, null))
    }

    private fun write(place: Uri) {
        lifecycleScope.launch {
            val folder = File(cacheDir, "export").apply { deleteRecursively() }
            val files = model.export(folder.path).valueOrNull().orEmpty().map(::File)
            withContext(Dispatchers.IO) {
                contentResolver.openOutputStream(place)?.let(::ZipOutputStream)?.use { zip ->
                    for (file in files) {
                        zip.putNextEntry(ZipEntry(file.name))
                        file.inputStream().use { it.copyTo(zip) }
                    }
                }
                folder.deleteRecursively()
            }
        }
    }

    /** What can wake this app, for the person to choose; null where nothing can. */
    private fun wakers(): WakeChoice? {
        val waking = Waking(this)
        val apps = waking.choices()
        if (apps.isEmpty() && waking.chosen == null) return null
        return WakeChoice(apps, waking.chosen) { app ->
            waking.choose(app)
            wakers = wakers()
        }
    }

    private fun mayRemind() = getSystemService(NotificationManager::class.java).areNotificationsEnabled()

    /** The phone asks the person; who once said no for good is led to where it can be changed. */
    private fun allow() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) ask.launch(Manifest.permission.POST_NOTIFICATIONS) else settings()
    }

    private fun settings() = startActivity(Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, packageName))

    private fun scan(then: (String) -> Unit) {
        scanned = then
        scanner.launch(Intent(this, ScanActivity::class.java))
    }

    private fun open(then: (ByteArray) -> Unit) {
        chosen = then
        opener.launch(LISTS)
    }

    /** One byte more than the largest price list tells the core that a file is too large. */
    private fun opened(file: Uri) {
        val bytes = runCatching { contentResolver.openInputStream(file)?.use { it.readNBytes(MOST_LIST) } }.getOrNull()
        chosen?.invoke(bytes ?: ByteArray(0))
        chosen = null
    }

    private companion object {
        const val PLACES = "places"

        /** More than any afternoon's run comes to. */
        const val MOST_RUN = 8 * 1024 * 1024

        /** Apps give these types to CSV and BNN files, and often none of them. */
        val LISTS = arrayOf("text/*", "application/csv", "application/vnd.ms-excel", "application/octet-stream")
        const val MOST_LIST = 4 * 1024 * 1024 + 1
    }
}
