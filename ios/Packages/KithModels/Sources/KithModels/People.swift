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

    init(_ community: Community) {
        self.community = community
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
