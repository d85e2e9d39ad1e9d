package org.kith.app.platform

import android.content.Context
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
        fun soon(context: Context) {
            val work =
                OneTimeWorkRequestBuilder<SyncWorker>()
                    .setConstraints(connected)
                    .setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
                    .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, BACKOFF, TimeUnit.SECONDS)
                    .build()
            WorkManager.getInstance(context).enqueueUniqueWork(SOON, ExistingWorkPolicy.KEEP, work)
        }

        private const val HOURS = 3L
        private const val BACKOFF = 30L
    }
}
