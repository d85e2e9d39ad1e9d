// The first screen, what waits on this phone, and what is kept here alone: drafts. And taking everything along.

import Foundation

extension Community {
    /// Everything the first screen shows. Costs the same with ten rounds and with a thousand.
    public func home() async throws(KithError) -> Home {
        try await failing { try await core.home() }
    }

    /// What waits and what went wrong.
    public func status() async throws(KithError) -> Status {
        try await failing { try await core.status() }
    }

    /// Forgets a command that needs a look, once its person has read why. Work that waits is never dropped.
    ///
    /// - Returns: whether there was such a one.
    @discardableResult
    public func dismiss(_ item: OutboxRow) async throws(KithError) -> Bool {
        try await failing { try await core.dismiss(item: item.id) }
    }

    /// Keeps what somebody typed into a form, in place of what was kept before. 16 KiB at most; no observer hears.
    public func keepDraft(_ text: String, of form: String) async throws(KithError) {
        try await failing { try await core.keepDraft(form: form, text: text) }
    }

    /// What was typed into a form and kept.
    public func draft(of form: String) async throws(KithError) -> String? {
        try await failing { try await core.draft(form: form) }
    }

    /// The forms with a draft, the newest first.
    public func drafts() async throws(KithError) -> [DraftRow] {
        try await failing { try await core.drafts() }
    }

    /// Forgets a draft, once its command was given.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public func dropDraft(of form: String) async throws(KithError) -> Bool {
        try await failing { try await core.dropDraft(form: form) }
    }

    /// Writes all that this phone may read to files in `folder`. The tables are not sealed.
    ///
    /// - Returns: the files.
    public func takeAlong(as form: ExportForm, to folder: URL) async throws(KithError) -> [URL] {
        let paths = try await failing { try await core.takeAlong(form: form, folder: folder.path) }
        return paths.map { URL(fileURLWithPath: $0) }
    }

    /// Digests to compare two phones by, for support.
    public func digests() async throws(KithError) -> Digests {
        try await failing { try await core.digests() }
    }
}
