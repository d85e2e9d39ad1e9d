// One community: its screens and its commands. They stand by pillar in Rounds.swift, Hours.swift, Board.swift,
// Pairings.swift, Members.swift and Status.swift.

/// One community on this phone.
///
/// A command returns when it is durable on this phone and never waits for the network. Cancelling its task does
/// not stop it: it is done whole, or not at all.
public struct Community: Sendable, Identifiable {
    public let id: CommunityId
    let core: KithCore.Community

    init(_ core: KithCore.Community) {
        self.core = core
        self.id = core.id()
    }

    /// This community as it is for who speaks for a member without a phone: commands state what that member says,
    /// and screens show what is theirs.
    public func speaking(for member: MemberId) -> Community {
        Community(core.speakFor(member: member))
    }

    /// Revisions: one now, then one whenever a screen may show something new.
    public var revisions: Revisions {
        Revisions { [core] in try core.observe(observer: $0) }
    }

    /// What `look` gives, now and again after every change. What it throws comes out as a ``KithError``.
    ///
    /// ```swift
    /// for try await page in community.updates({ try await $0.rounds() }) { … }
    /// ```
    public func updates<Rows: Sendable>(
        _ look: @escaping @Sendable (Community) async throws -> Rows
    ) -> Updates<Rows> {
        Updates(revisions: revisions) { try await look(self) }
    }
}

extension Page {
    /// The first hundred rows.
    public static let first = Page()
    /// As many rows as one page can have: a thousand.
    public static let most = Page(limit: 1_000)
}
