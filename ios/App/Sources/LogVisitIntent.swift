// "Log a visit" for Siri, Shortcuts and the action button: opens the sheet, so that a person reads what is noted
// before it is.

import AppIntents
import KithModels

struct LogVisitIntent: AppIntent {
    static let title: LocalizedStringResource = "Log a visit"
    static let openAppWhenRun = true

    @Dependency private var app: AppModel

    @MainActor
    func perform() async throws -> some IntentResult {
        app.follow(.logVisit)
        return .result()
    }
}

struct KithShortcuts: AppShortcutsProvider {
    static var appShortcuts: [AppShortcut] {
        AppShortcut(
            intent: LogVisitIntent(), phrases: ["Log a visit in \(.applicationName)"], shortTitle: "Log a visit",
            systemImageName: "figure.walk")
    }
}
