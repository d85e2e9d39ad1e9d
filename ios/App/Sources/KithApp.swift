// The iOS app: one window over the models, and what only a phone has: Keychain, camera, background, reminders.

import AppIntents
import KithModels
import KithUI
import SwiftUI

@main
struct KithApp: App {
    @State private var model: AppModel
    @Environment(\.scenePhase) private var phase
    private let taps: ReminderTaps

    init() {
        Places.protect()
        let model = AppModel(home: Places.phone, keys: Keychain(), log: SystemLog())
        self.model = model
        taps = ReminderTaps(model)
        // Both must be known before the app has finished launching.
        BackgroundSync.register(model)
        AppDependencyManager.shared.add(dependency: model)
    }

    var body: some Scene {
        WindowGroup {
            KithRoot(model)
                .environment(\.pictureCode, .drawn)
                .environment(\.scanner, .camera)
                .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in
                    if let link = activity.webpageURL { model.follow(DeepLink(link)) }
                }
        }
        .onChange(of: phase) {
            switch phase {
            case .active: Inbox.empty(into: model)
            case .background: BackgroundSync.ask()
            default: break
            }
        }
    }
}
