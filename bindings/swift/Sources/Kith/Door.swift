// The door: posters that many may ask by, asking to be let in, and saying yes.

import KithCore

extension Kith {
    /// What a poster's link says (its path is `/poster`), to show before anybody asks by it.
    public func preview(ofPoster link: String) async throws(KithError) -> InvitePreview {
        try await failing { try await core.lookAtPoster(link: link) }
    }

    /// Asks to be let in by a poster, under this name. Works offline; goes out with the next sync.
    public func askIn(by link: String, as name: String) async throws(KithError) -> Community {
        Community(try await failing { try await core.askIn(link: link, name: name) })
    }
}

extension Community {
    /// This phone's own asking, while it has not been let in.
    public func askedIn() async throws(KithError) -> AskedRow? {
        try await failing { try await core.askedIn() }
    }

    /// Hangs a poster: for so many days, at most 90, so many people may come in by it, at most 100, each with
    /// a coordinator's yes.
    public func hangPoster(uses: UInt32, days: UInt32) async throws(KithError) -> MadeInvite {
        try await failing { try await core.hangPoster(uses: uses, days: days) }
    }

    /// All posters there ever were; `withdraw(invite:)` takes one down.
    public func posters() async throws(KithError) -> [PosterRow] {
        try await failing { try await core.posters() }
    }

    /// Who asks to be let in; empty for who is no coordinator.
    public func knocks() async throws(KithError) -> [KnockRow] {
        try await failing { try await core.knocks() }
    }

    /// Lets somebody in who asked. Works offline.
    public func letIn(_ knock: KnockRow) async throws(KithError) {
        try await failing { try await core.letIn(id: knock.id) }
    }

    /// Asks no more about somebody on this phone.
    public func turnAway(_ knock: KnockRow) async throws(KithError) {
        try await failing { try await core.turnAway(id: knock.id) }
    }

    /// Lets the neighbourhood go by the newest rules this app knows; a phone whose app does not know them
    /// reads no further until it is updated.
    @discardableResult
    public func raiseRules() async throws(KithError) -> Outcome {
        try await failing { try await core.raiseRules() }
    }

    /// Corrects what the server cut off, where the status says *server fault*.
    public func putRight() async throws(KithError) -> PutRight {
        try await failing { try await core.putRight() }
    }
}
