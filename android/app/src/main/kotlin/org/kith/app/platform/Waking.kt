package org.kith.app.platform

import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import org.kith.core.Kith
import java.util.UUID

/**
 * Being woken by an app the person chose, over the broadcasts of UnifiedPush
 * (unifiedpush.org, *Android specification*): this app asks one on the phone for an address to be woken at, and hands
 * it to the core, which tells the servers. What then comes has no content, so nothing here decrypts or reads any.
 */
class Waking(
    private val context: Context,
) {
    private val kept = context.getSharedPreferences("waking", Context.MODE_PRIVATE)

    /** The apps on this phone that can wake this one: package and name, by name. */
    fun choices(): List<Pair<String, String>> {
        val packages = context.packageManager
        return packages
            .queryBroadcastReceivers(Intent(REGISTER), 0)
            .map { it.activityInfo.packageName }
            .distinct()
            .map { it to packages.getApplicationInfo(it, 0).loadLabel(packages).toString() }
            .sortedBy { it.second }
    }

    /** The one that wakes this app; null for none. */
    val chosen: String? get() = kept.getString(APP, null)

    /** Lets [app] wake this one from now on; null for none. */
    fun choose(app: String?) {
        if (app == chosen) return
        chosen?.let { send(it, UNREGISTER) }
        forget()
        if (app != null) {
            kept.edit().putString(APP, app).putString(TOKEN, UUID.randomUUID().toString()).apply()
            again()
        }
        SyncWorker.soon(context)
    }

    /** Asks once more, as the address may have changed while nobody was there to hear it. */
    fun again() {
        chosen?.let { send(it, REGISTER) }
    }

    /** Takes in what the chosen app says; what comes without its token is from somebody else. */
    fun hear(intent: Intent) {
        val token = kept.getString(TOKEN, null)
        if (token == null || intent.getStringExtra(TOKEN) != token) return
        when (intent.action) {
            MESSAGE -> {
                intent.getStringExtra(ID)?.let { id -> chosen?.let { send(it, MESSAGE_ACK, id) } }
                SyncWorker.woken(context)
            }
            NEW_ENDPOINT -> {
                kept.edit().putString(ENDPOINT, intent.getStringExtra(ENDPOINT)).apply()
                SyncWorker.woken(context)
            }
            UNREGISTERED, REGISTRATION_FAILED -> {
                forget()
                SyncWorker.woken(context)
            }
        }
    }

    /** Hands the core where this phone is to be woken, ahead of a sync. */
    suspend fun tell(kith: Kith) {
        val endpoint = kept.getString(ENDPOINT, null)
        if (kith.wakes().endpoint != endpoint) kith.wakeAt(endpoint)
    }

    private fun forget() = kept.edit().clear().apply()

    private fun send(
        app: String,
        action: String,
        id: String? = null,
    ) {
        val intent = Intent(action).setPackage(app).putExtra(TOKEN, kept.getString(TOKEN, null))
        // Who asks: newer apps look at the first, older ones read the second.
        val me = PendingIntent.getBroadcast(context, 0, Intent().setPackage(context.packageName), PendingIntent.FLAG_IMMUTABLE)
        intent.putExtra("pi", me).putExtra("application", context.packageName)
        id?.let { intent.putExtra(ID, it) }
        context.sendBroadcast(intent)
    }

    private companion object {
        const val REGISTER = "org.unifiedpush.android.distributor.REGISTER"
        const val UNREGISTER = "org.unifiedpush.android.distributor.UNREGISTER"
        const val MESSAGE_ACK = "org.unifiedpush.android.distributor.MESSAGE_ACK"
        const val NEW_ENDPOINT = "org.unifiedpush.android.connector.NEW_ENDPOINT"
        const val MESSAGE = "org.unifiedpush.android.connector.MESSAGE"
        const val UNREGISTERED = "org.unifiedpush.android.connector.UNREGISTERED"
        const val REGISTRATION_FAILED = "org.unifiedpush.android.connector.REGISTRATION_FAILED"
        const val APP = "app"
        const val TOKEN = "token"
        const val ENDPOINT = "endpoint"
        const val ID = "id"
    }
}
