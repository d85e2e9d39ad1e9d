// "Share to Kith" from a running app: drops the run's file into the app's inbox and is done. It never opens the
// core: one process alone may, and this is another.

import UIKit
import UniformTypeIdentifiers

final class ShareViewController: UIViewController {
    private static let group = "group.org.kith.app"

    override func viewDidAppear(_ animated: Bool) {
        super.viewDidAppear(animated)
        Task {
            for provider in attachments { await drop(provider) }
            await extensionContext?.completeRequest(returningItems: nil)
        }
    }

    private var attachments: [NSItemProvider] {
        let items = extensionContext?.inputItems as? [NSExtensionItem] ?? []
        return items.flatMap { $0.attachments ?? [] }
    }

    /// Copies one file, under a name of its own.
    private func drop(_ provider: NSItemProvider) async {
        guard let type = provider.registeredContentTypes(conformingTo: .xml).first ?? UTType("com.topografix.gpx")
        else { return }
        let copied = AsyncStream<Void> { done in
            _ = provider.loadFileRepresentation(for: type) { file, _, _ in
                if let file { Self.copy(file) }
                done.finish()
            }
        }
        for await _ in copied {}
    }

    private nonisolated static func copy(_ file: URL) {
        let files = FileManager.default
        guard let shared = files.containerURL(forSecurityApplicationGroupIdentifier: group) else { return }
        let inbox = shared.appending(path: "inbox")
        try? files.createDirectory(
            at: inbox, withIntermediateDirectories: true,
            attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
        try? files.copyItem(at: file, to: inbox.appending(path: "\(UUID().uuidString).gpx"))
    }
}
