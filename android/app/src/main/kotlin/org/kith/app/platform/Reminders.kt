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
import org.kith.app.theme.speaking
import org.kith.app.words.Words
import org.kith.app.words.time
import org.kith.core.CommunityRow
import org.kith.core.Kith
import org.kith.model.Formats
import org.kith.model.Reminder
import org.kith.model.Today
import org.kith.model.reminders

/** Notices this phone makes by itself from what it has: nothing about anybody travels to a push service. */
class Reminders(
    private val context: Context,
) {
    private val notices = context.getSystemService(NotificationManager::class.java)
    private val shown = context.getSharedPreferences("reminders", Context.MODE_PRIVATE)

    /** One notice for each thing to be reminded of, once: what was put away stays away. */
    suspend fun show(kith: Kith) {
        val settings = kith.settings()
        val row = kith.communities().firstOrNull(CommunityRow::belongs) ?: return
        val due = reminders(kith.community(row.id).home(), settings, Today.day())
        val before = shown.getStringSet(SHOWN, emptySet()).orEmpty()
        val speaking = context.speaking(settings.language)
        val words = Words(speaking.resources)
        val formats = Formats(speaking.resources.configuration.locales[0])
        notices.createNotificationChannel(NotificationChannel(CHANNEL, words.remindChannel, NotificationManager.IMPORTANCE_DEFAULT))
        val (known, fresh) = due.partition { it.key in before }
        val now = fresh.take(MOST)
        for (reminder in now) notices.notify(reminder.key.hashCode(), notice(reminder, words, formats))
        shown.edit().putStringSet(SHOWN, (known + now).map(Reminder::key).toSet()).apply()
    }

    private fun notice(
        reminder: Reminder,
        words: Words,
        formats: Formats,
    ): Notification {
        val (title, text) = said(reminder, words, formats)
        val open = Intent(Intent.ACTION_VIEW, Uri.parse("kith://open/${reminder.route.path}"), context, MainActivity::class.java)
        return Notification
            .Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.ic_notice)
            .setContentTitle(title)
            .setContentText(text)
            .setStyle(Notification.BigTextStyle().bigText(text))
            .setAutoCancel(true)
            .setContentIntent(PendingIntent.getActivity(context, reminder.key.hashCode(), open, PendingIntent.FLAG_IMMUTABLE))
            .build()
    }

    private fun said(
        reminder: Reminder,
        words: Words,
        formats: Formats,
    ): Pair<String, String> =
        when (reminder) {
            is Reminder.Closing ->
                words.remindClosing(reminder.round.title ?: words.roundsUntitled, formats.day(reminder.day)) to words.remindClosingHelp
            is Reminder.Agree ->
                words.remindAgree(reminder.entry.notedBy.name, words.time(formats, reminder.entry.minutes.toLong())) to words.remindAgreeHelp
            is Reminder.Visit ->
                words.remindVisit(reminder.host.host?.name ?: words.visitsSomeone) to
                    reminder.host.plan?.let { words.remindVisitHelp(it.times) }.orEmpty()
        }

    /** The channel of these notices. */
    companion object {
        const val CHANNEL = "reminders"
        private const val SHOWN = "shown"
        private const val MOST = 5
    }
}
