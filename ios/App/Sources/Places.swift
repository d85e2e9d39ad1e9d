// Where things lie on the phone. The app alone opens the core's folder; extensions drop files into the inbox.

import Foundation
import os

enum Places {
    /// What the app and its extensions share.
    static let group = "group.org.kith.app"

    private static let support = URL.applicationSupportDirectory.appending(path: "Kith")

    /// The core's folder.
    static let phone = support.appending(path: "phone")

    /// Files that an extension left for the app; none where the group is not set up.
    static var inbox: URL? {
        FileManager.default.containerURL(forSecurityApplicationGroupIdentifier: group)?.appending(path: "inbox")
    }

    /// Readable after the first unlock, so that a sync in the background finds it; in no backup, since the
    /// device's keys are in none either.
    static func protect() {
        do {
            try FileManager.default.createDirectory(
                at: support, withIntermediateDirectories: true,
                attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
            var folder = support
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            try folder.setResourceValues(values)
        } catch {
            Logger(subsystem: "org.kith.app", category: "places").error("not protected: \(error)")
        }
    }
}
