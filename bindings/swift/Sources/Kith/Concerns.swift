// Concerns: told to the safeguarding leads, sealed to everybody else.

extension Community {
    /// The concerns this phone may see: those raised here, and those told to its member as a lead.
    public func concerns(_ page: Page = .first) async throws(KithError) -> ConcernPage {
        try await failing { try await core.concerns(page: page) }
    }

    /// Tells the safeguarding leads of a worry. Works offline.
    ///
    /// - Parameter leads: whom to tell; empty, all there are but oneself and whom it is about.
    @discardableResult
    public func raiseConcern(
        _ text: String, about member: MemberId? = nil, to leads: [MemberId] = []
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.raiseConcern(text: text, about: member, to: leads) }
    }

    /// Says, as a lead, that one has read it.
    @discardableResult
    public func acknowledge(_ concern: ConcernRow) async throws(KithError) -> Outcome {
        try await failing { try await core.acknowledgeConcern(space: concern.space) }
    }

    /// Shows it, as a lead, to another lead.
    @discardableResult
    public func share(_ concern: ConcernRow, with lead: MemberId) async throws(KithError) -> Outcome {
        try await failing { try await core.shareConcern(space: concern.space, lead: lead) }
    }
}
