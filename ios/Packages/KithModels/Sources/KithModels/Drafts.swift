// What a person is typing, kept on the phone as they type it: a call comes, the battery dies, nothing is lost.

import Foundation

/// Where drafts lie. Never a fact: what was saved is in the core, what was not is here.
public final class Drafts: Sendable {
    private let folder: URL

    /// Keeps drafts in `folder`, which need not be there yet.
    public init(in folder: URL) {
        self.folder = folder
    }

    /// The draft of this name, if it reads.
    func kept<Draft: Decodable>(as name: String) -> Draft? {
        guard let data = try? Data(contentsOf: file(name)) else { return nil }
        return try? JSONDecoder().decode(Draft.self, from: data)
    }

    /// Keeps a draft in place of the one before. A full disk loses a draft and never what was saved.
    func keep(_ draft: some Encodable, as name: String) {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? JSONEncoder().encode(draft).write(to: file(name), options: .atomic)
    }

    /// Forgets a draft, once what it says was saved.
    func drop(_ name: String) {
        try? FileManager.default.removeItem(at: file(name))
    }

    private func file(_ name: String) -> URL {
        folder.appending(path: name.replacing("/", with: "-") + ".json")
    }
}
