// One neighbourhood: where the person is in it, and the models of its screens.

import Kith
import Observation

@MainActor @Observable
public final class NeighbourhoodModel {
    /// Where the person is. Views bind to it; links and reminders write it.
    public var stack = BackStack()
    /// Oneself here.
    public let me: Person
    public let sync: SyncModel
    public let home: HomeModel
    public let order: OrderModel
    public let hours: HoursModel
    public let board: BoardModel
    public let visits: VisitsModel
    public let people: PeopleModel
    @ObservationIgnored let community: Community
    @ObservationIgnored let drafts: Drafts

    init(_ kith: Kith, _ row: CommunityRow, _ drafts: Drafts) {
        community = kith.community(row.id)
        me = row.me
        self.drafts = drafts
        sync = SyncModel(kith, community)
        home = HomeModel(community, me)
        order = OrderModel(community)
        hours = HoursModel(community, me)
        board = BoardModel(community)
        visits = VisitsModel(community, me)
        people = PeopleModel(community)
    }

    /// One round.
    public func round(_ name: String) -> RoundModel {
        RoundModel(community, name)
    }

    /// The sheet on which help is noted.
    public func noteHours() -> NoteHoursModel {
        NoteHoursModel(community, me, drafts)
    }

    /// Opens the sheet for the only pairing in which one visits, or the pairings to choose from.
    public func openLogVisit() {
        let mine = visits.live.rows?.rows.filter { visits.isVisitor(of: $0) } ?? []
        stack.tab = .visits
        if mine.count == 1, let only = mine.first { stack.open(.logVisit(only.space)) }
    }

    /// The sheet on which a visit is logged.
    public func logVisit(_ pairing: SpaceId) -> LogVisitModel {
        LogVisitModel(community, pairing, drafts)
    }
}
