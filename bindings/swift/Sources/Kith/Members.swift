// Who belongs: names, households, roles, phones, invites.

extension Community {
    /// All who belong or ever did: those present first, by name.
    public func members(_ page: Page = .first) async throws(KithError) -> MemberPage {
        try await failing { try await core.members(page: page) }
    }

    /// Makes an invite for one person, good for seven days. Works offline.
    public func invite() async throws(KithError) -> MadeInvite {
        try await failing { try await core.invite() }
    }

    /// Takes an unused invite back.
    @discardableResult
    public func withdraw(invite: SigningKey) async throws(KithError) -> Outcome {
        try await failing { try await core.withdrawInvite(invite: invite) }
    }

    /// Enters a member who has no phone.
    @discardableResult
    public func enterMember(name: String, home: String = "") async throws(KithError) -> Outcome {
        try await failing { try await core.enterMember(name: name, home: home) }
    }

    /// Says who writes for a member without a phone; naming the member themselves ends it.
    @discardableResult
    public func name(proxy: MemberId, for member: MemberId) async throws(KithError) -> Outcome {
        try await failing { try await core.nameProxy(member: member, proxy: proxy) }
    }

    /// Makes a member coordinator or safeguarding lead.
    @discardableResult
    public func grant(_ role: Role, to member: MemberId) async throws(KithError) -> Outcome {
        try await failing { try await core.grantRole(member: member, role: role) }
    }

    /// Takes a role back, or gives up one's own.
    @discardableResult
    public func withdraw(_ role: Role, from member: MemberId) async throws(KithError) -> Outcome {
        try await failing { try await core.withdrawRole(member: member, role: role) }
    }

    /// Leaves the community. What was written stays; nothing new can be.
    @discardableResult
    public func leave() async throws(KithError) -> Outcome {
        try await failing { try await core.leave() }
    }

    /// Removes a member.
    @discardableResult
    public func remove(_ member: MemberId) async throws(KithError) -> Outcome {
        try await failing { try await core.removeMember(member: member) }
    }

    /// Says that a lost phone counts no longer.
    @discardableResult
    public func revoke(_ device: DeviceTag) async throws(KithError) -> Outcome {
        try await failing { try await core.revokeDevice(device: device) }
    }

    /// Records who lives together and shares bills.
    @discardableResult
    public func formHousehold(of members: [MemberId]) async throws(KithError) -> Outcome {
        try await failing { try await core.formHousehold(members: members) }
    }
}
