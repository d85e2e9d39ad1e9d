// Files that the share extension left. The app takes them when it comes to the front; the extension never opens
// the core, since one process alone may.

import Foundation
import KithModels

@MainActor
enum Inbox {
    /// Takes what lies there, the newest run last. The model removes each once it was read.
    static func empty(into model: AppModel) {
        guard let inbox = Places.inbox,
            let files = try? FileManager.default.contentsOfDirectory(
                at: inbox, includingPropertiesForKeys: [.creationDateKey])
        else { return }
        for file in files.sorted(by: { made($0) < made($1) }) where file.pathExtension == "gpx" {
            model.follow(.run(file))
        }
    }

    private static func made(_ file: URL) -> Date {
        (try? file.resourceValues(forKeys: [.creationDateKey]))?.creationDate ?? .distantPast
    }
}
