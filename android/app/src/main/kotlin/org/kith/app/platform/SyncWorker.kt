package org.kith.app.platform

import android.content.Context
import android.os.Build
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import org.kith.app.KithApp
import org.kith.core.Answer
import org.kith.core.KithException
import org.kith.core.answer
import org.kith.core.syncNow
import java.util.concurrent.TimeUnit

/** Syncs while the app is closed, then sets the reminders that follow from what came. */
class SyncWorker(
    context: Context,
    parameters: WorkerParameters,
) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val app = applicationContext as KithApp
        answer { Waking(applicationContext).tell(app.kith()) }
        val synced = answer { app.kith().syncNow() }
        answer { Reminders(applicationContext).show(app.kith()) }
        return when (synced) {
            is Answer.Done -> Result.success()
            is Answer.Failed -> if (again(synced.error)) Result.retry() else Result.success()
        }
    }

    /** Whether trying sooner than next time helps: the backoff spaces it. */
    private fun again(error: KithException) = error is KithException.Offline || error is KithException.Retry

    companion object {
        /** The work that comes back by itself. */
        const val NAME = "sync"

        /** The work somebody's action or a wake-up asks for. */
        const val SOON = "sync-soon"

        private val connected = Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build()

        /** Every few hours while there is a network; one such work, however often it is asked for. */
        fun schedule(context: Context) {
            val work =
                PeriodicWorkRequestBuilder<SyncWorker>(HOURS, TimeUnit.HOURS)
                    .setConstraints(connected)
                    .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, BACKOFF, TimeUnit.SECONDS)
                    .build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(NAME, ExistingPeriodicWorkPolicy.KEEP, work)
        }

        /** As soon as there is a network. */
        fun soon(context: Context) = once(context, ExistingWorkPolicy.KEEP)

        /** The same after one that runs: what wakes this phone may have come after that one looked. */
        fun woken(context: Context) = once(context, ExistingWorkPolicy.APPEND_OR_REPLACE)

        private fun once(
            context: Context,
            policy: ExistingWorkPolicy,
        ) {
            val work =
                OneTimeWorkRequestBuilder<SyncWorker>()
                    .setConstraints(connected)
                    .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, BACKOFF, TimeUnit.SECONDS)
            // Before Android 12 such work would have to show a notification for as long as it runs.
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) work.setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
            WorkManager.getInstance(context).enqueueUniqueWork(SOON, policy, work.build())
        }

        private const val HOURS = 3L
        private const val BACKOFF = 30L
    }
}
