// Writing for somebody without a phone: what is done here counts as theirs.

import Kith
import Observation

@MainActor @Observable
public final class ForModel {
    /// For whom.
    public let member: Person
    public let order: OrderModel
    public let hours: HoursModel
    @ObservationIgnored private let community: Community

    init(_ community: Community, _ member: Person) {
        self.member = member
        self.community = community.speaking(for: member.id)
        order = OrderModel(self.community)
        hours = HoursModel(self.community, member)
    }

    /// The rounds in which they can still ask for something.
    public var open: [RoundRow] { order.live.rows?.rows.filter { $0.stage == .open } ?? [] }

    /// One round, with the pledges made here being theirs.
    public func round(_ name: String) -> RoundModel { RoundModel(community, name) }

    /// The sheet on which their help is noted.
    public func noteHours() -> NoteHoursModel { NoteHoursModel(community, member) }
}
