package org.kith.app.platform

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import org.kith.app.MainActivity
import org.kith.app.R
import org.kith.app.words.Words
import org.kith.core.CommunityRow
import org.kith.core.Kith
import org.kith.core.RoundRow
import org.kith.model.Formats
import org.kith.model.Route

/** Notices this phone makes by itself from what it has: nothing about anybody travels to a push service. */
class Reminders(
    private val context: Context,
) {
    private val words = Words(context.resources)
    private val formats = Formats(context.resources.configuration.locales[0])
    private val notices = context.getSystemService(NotificationManager::class.java)

    /** One notice for each order that is about to close, while reminders are wanted. Shown again, it stays one. */
    suspend fun show(kith: Kith) {
        if (!kith.settings().remindClosing) return
        val row = kith.communities().firstOrNull(CommunityRow::belongs) ?: return
        notices.createNotificationChannel(NotificationChannel(CHANNEL, words.remindChannel, NotificationManager.IMPORTANCE_DEFAULT))
        for (round in kith.community(row.id).home().closing.take(MOST)) {
            notices.notify(round.name.hashCode(), notice(round, round.closes ?: continue))
        }
    }

    private fun notice(
        round: RoundRow,
        day: String,
    ): Notification =
        Notification
            .Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.ic_notice)
            .setContentTitle(words.remindClosing(round.title ?: words.roundsUntitled, formats.day(day)))
            .setContentText(words.remindClosingHelp)
            .setAutoCancel(true)
            .setOnlyAlertOnce(true)
            .setContentIntent(PendingIntent.getActivity(context, round.name.hashCode(), open(round), PendingIntent.FLAG_IMMUTABLE))
            .build()

    private fun open(round: RoundRow) =
        Intent(Intent.ACTION_VIEW, Uri.parse("kith://open/${Route.Round(round.name).path}"), context, MainActivity::class.java)

    /** The channel of these notices. */
    companion object {
        const val CHANNEL = "reminders"
        private const val MOST = 3
    }
}
