// Nothing that the core offers is forgotten here: every method in bindings/api.txt is called by some source of Kith.

import Foundation
import Testing

@Suite struct SurfaceTests {
    @Test func everyMethodOfTheCoreIsOffered() throws {
        let bindings = repository.appending(path: "bindings")
        let sources = bindings.appending(path: "swift/Sources/Kith")
        let files = try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)
        let code = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let api = try String(contentsOf: bindings.appending(path: "api.txt"), encoding: .utf8)
        var object: Substring = ""
        var forgotten: [String] = []
        for line in api.split(separator: "\n") {
            if !line.hasPrefix(" ") { object = line }
            guard object.hasPrefix("object "), let method = line.firstMatch(of: /^ +(?:async )?(?:new )?(\w+)\(/) else {
                continue
            }
            let parts = method.1.split(separator: "_")
            let name = parts[0] + parts.dropFirst().map(\.capitalized).joined()
            if !code.contains(".\(name)(") { forgotten.append("\(object).\(name)") }
        }
        // What `Revisions` and `sync` have no use for.
        #expect(
            forgotten == ["object Subscription.isActive", "object Subscription.revision", "object SyncRun.progress"])
    }
}

/// The root of the repository.
let repository = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }
