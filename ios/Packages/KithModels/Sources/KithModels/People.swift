// People and phone: who belongs, inviting, one's own devices.

import Kith
import Observation

@MainActor @Observable
public final class PeopleModel {
    public let live: Live<MemberPage>
    /// What the list is narrowed to.
    public var search = ""
    /// The invite that was made last, to show once.
    public private(set) var invite: MadeInvite?
    public let doing = Doing()
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let left: @MainActor () async -> Void

    init(_ community: Community, left: @escaping @MainActor () async -> Void) {
        self.community = community
        self.left = left
        live = Live(community.revisions) { try await community.members(.most) }
    }

    /// Who belongs or did, narrowed to what was searched for.
    public var found: [MemberRow] {
        let rows = live.rows?.rows ?? []
        return search.isEmpty ? rows : rows.filter { $0.name.localizedCaseInsensitiveContains(search) }
    }

    /// Oneself.
    public var me: MemberRow? { live.rows?.rows.first { $0.me } }

    public func member(_ id: MemberId) -> MemberRow? { live.rows?.rows.first { $0.id == id } }

    /// Makes an invite for one person; works offline.
    public func makeInvite() async {
        await doing.run { invite = try await community.invite() }
    }

    /// Forgets the invite once it was handed over: whoever holds it can join.
    public func handedOver() { invite = nil }

    public func grant(_ role: Role, to member: MemberRow) async {
        await doing.run { try await community.grant(role, to: member.id) }
    }

    /// Enters somebody who has no phone; this person writes for them until somebody else does.
    ///
    /// - Returns: whether they are entered on this phone now.
    public func enter(name: String, home: String) async -> Bool {
        await doing.run { try await community.enterMember(name: name, home: home) }
    }

    /// Says who writes for a member without a phone; naming the member themselves ends it.
    ///
    /// - Returns: whether it is said on this phone now.
    public func name(writer: MemberId, for member: MemberRow) async -> Bool {
        await doing.run { try await community.name(proxy: writer, for: member.id) }
    }

    /// Whether this person looks after who belongs.
    public var coordinating: Bool { me?.roles.contains(.coordinator) == true }

    /// Those who could live with a member.
    public func others(than member: MemberRow) -> [MemberRow] {
        (live.rows?.rows ?? []).filter { $0.present && $0.id != member.id }
    }

    /// Says who lives with a member and shares their bills.
    ///
    /// - Returns: whether it is said on this phone now.
    public func household(of member: MemberRow, with others: Set<MemberId>) async -> Bool {
        await doing.run { try await community.formHousehold(of: others.sorted() + [member.id]) }
    }

    /// Removes a member.
    public func remove(_ member: MemberRow) async {
        await doing.run { try await community.remove(member.id) }
    }

    /// Leaves the neighbourhood.
    public func leave() async {
        if await doing.run({ try await community.leave() }) { await left() }
    }

    /// Those who could write for a member: all who belong and have a phone, but for the member.
    public func writers(for member: MemberRow) -> [MemberRow] {
        (live.rows?.rows ?? []).filter { $0.present && $0.id != member.id && !$0.devices.isEmpty }
    }

    /// Says that a lost phone counts no longer.
    public func revoke(_ device: DeviceRow) async {
        await doing.run { try await community.revoke(device.tag) }
    }

    /// Writes one's own page, whole.
    public func setPage(name: String, home: String, about: String) async -> Bool {
        await doing.run {
            try await community.setPage(name: name, home: home, about: about)
        }
    }
}
