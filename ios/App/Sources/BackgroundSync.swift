// Syncing while the app is closed: a short refresh when the system thinks fit, a longer one on power. Both are
// asked for and never promised; the app is right without either.

import BackgroundTasks
import KithModels
import os

@MainActor
enum BackgroundSync {
    /// As named in the app's Info.plist.
    private static let refresh = "org.kith.app.refresh"
    private static let processing = "org.kith.app.processing"

    /// Says what runs. To be called before the app has finished launching.
    static func register(_ model: AppModel) {
        for name in [refresh, processing] {
            BGTaskScheduler.shared.register(forTaskWithIdentifier: name, using: .main) { task in
                // Given to this closure alone, on the main queue.
                nonisolated(unsafe) let task = task
                MainActor.assumeIsolated { run(task, model) }
            }
        }
    }

    /// Asks for both, in place of what was asked before.
    static func ask() {
        let soon = BGAppRefreshTaskRequest(identifier: refresh)
        soon.earliestBeginDate = .now.addingTimeInterval(15 * 60)
        let later = BGProcessingTaskRequest(identifier: processing)
        later.requiresNetworkConnectivity = true
        later.requiresExternalPower = true
        for request in [soon, later] as [BGTaskRequest] {
            do {
                try BGTaskScheduler.shared.submit(request)
            } catch {
                Logger(subsystem: "org.kith.app", category: "background").info("not scheduled: \(error)")
            }
        }
    }

    private static func run(_ task: BGTask, _ model: AppModel) {
        ask()
        let work = Task {
            await model.syncInBackground()
            await Reminders.renew(model)
            task.setTaskCompleted(success: !Task.isCancelled)
        }
        // The system takes its time back: the sync stops after what it is taking in.
        task.expirationHandler = { work.cancel() }
    }
}
