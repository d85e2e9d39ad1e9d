// Pairings and visits: from a suggestion to a visit noted at the door.

extension Community {
    /// The pairings this phone may read, those that go on first.
    public func pairings(_ page: Page = .first) async throws(KithError) -> PairingPage {
        try await failing { try await core.pairings(page: page) }
    }

    /// Opens a pairing for a host. `coordinators` look after it, oneself and a safeguarding lead among them.
    @discardableResult
    public func openPairing(
        for host: MemberId, coordinators: [MemberId], plan: PlanText? = nil
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.openPairing(host: host, coordinators: coordinators, plan: plan) }
    }

    /// Lets another coordinator look after it too.
    @discardableResult
    public func addCoordinator(_ member: MemberId, to pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.addPairingCoordinator(space: pairing, member: member) }
    }

    /// Says where, when and what the host would like, whole.
    @discardableResult
    public func setPlan(_ plan: PlanText, of pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.setPlan(space: pairing, plan: plan) }
    }

    /// Suggests a visitor to the host.
    @discardableResult
    public func suggest(
        _ visitor: MemberId, why: String, in pairing: SpaceId
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.suggestVisitor(space: pairing, visitor: visitor, why: why) }
    }

    /// The host chooses by a suggestion.
    @discardableResult
    public func choose(_ suggestion: SuggestionRow, in pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.chooseVisitor(space: pairing, suggestion: suggestion.id) }
    }

    /// Says yes, as one of two people, to the visitor whom the host chose.
    @discardableResult
    public func approve(_ visitor: MemberId, in pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.approveVisitor(space: pairing, visitor: visitor) }
    }

    /// Notes that host and visitor have met.
    @discardableResult
    public func introduce(_ pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.introduce(space: pairing) }
    }

    /// Lets the pairing rest, or go on.
    @discardableResult
    public func hold(_ pairing: SpaceId, _ on: Bool) async throws(KithError) -> Outcome {
        try await failing { try await core.holdPairing(space: pairing, on: on) }
    }

    /// Ends the pairing.
    @discardableResult
    public func end(_ pairing: SpaceId, because reason: EndReason) async throws(KithError) -> Outcome {
        try await failing { try await core.endPairing(space: pairing, reason: reason) }
    }

    /// Notes that the visitor's phone has sent all it had.
    @discardableResult
    public func handOver(_ pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.handOverPairing(space: pairing) }
    }

    /// Lets somebody go from the pairing.
    @discardableResult
    public func release(_ member: MemberId, from pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.releaseFromPairing(space: pairing, member: member) }
    }

    /// Notes a visit. A visit that happened is never refused for coming late.
    @discardableResult
    public func log(_ visit: VisitNote, in pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.logVisit(space: pairing, note: visit) }
    }

    /// Says, as the host, what a visit was like, in one's own words.
    @discardableResult
    public func say(
        _ words: String, about visit: ItemId, in pairing: SpaceId
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.sayOwnWords(space: pairing, visit: visit, text: words) }
    }
}
