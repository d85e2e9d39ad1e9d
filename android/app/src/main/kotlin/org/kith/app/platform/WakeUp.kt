package org.kith.app.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/**
 * A wake-up from a UnifiedPush distributor: it carries nothing, and all it does is ask for a sync. What came is worked
 * out on this phone. The app is right without one, too.
 */
class WakeUp : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        if (intent.action == MESSAGE) SyncWorker.soon(context)
    }

    private companion object {
        const val MESSAGE = "org.unifiedpush.android.connector.MESSAGE"
    }
}
