package org.kith.app.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/**
 * What the app that wakes this one says. A wake-up carries nothing, and all it does is ask for a sync: what came is
 * worked out on this phone. Kith is right without one, too.
 */
class WakeUp : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) = Waking(context).hear(intent)
}
