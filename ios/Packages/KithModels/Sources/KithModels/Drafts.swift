// What a person is typing, kept by the core as they type it: a call comes, the battery dies, nothing is lost.

import Foundation
import Kith

/// The draft of one form. Never a fact: what was saved is in a document, what was not is here.
@MainActor
final class Draft<Form: Codable & Equatable & Sendable> {
    private let community: Community
    private let name: String
    /// The last thing asked of the core; each waits for the one before, so that the newest is what stays.
    private var last: Task<Void, Never>?

    init(_ community: Community, _ name: String) {
        self.community = community
        self.name = name
    }

    /// What was kept, if it reads.
    func kept() async -> Form? {
        guard let text = try? await community.draft(of: name) else { return nil }
        return try? JSONDecoder().decode(Form.self, from: Data(text.utf8))
    }

    /// Keeps a form in place of the one before. A full disk loses a draft and never what was saved.
    func keep(_ form: Form) {
        then { [community, name] in
            let text = try JSONEncoder().encode(form)
            try await community.keepDraft(String(decoding: text, as: UTF8.self), of: name)
        }
    }

    /// Forgets it, once what it says was saved.
    func drop() async {
        then { [community, name] in try await community.dropDraft(of: name) }
        await settled()
    }

    /// Returns when all that was typed is kept.
    func settled() async {
        await last?.value
    }

    private func then(_ work: @escaping @Sendable () async throws -> Void) {
        last = Task { [last] in
            await last?.value
            try? await work()
        }
    }
}
