// One neighbourhood: where the person is in it, and the models of its screens.

import Foundation
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
    public let concerns: ConcernsModel
    public let people: PeopleModel
    public let door: DoorModel
    public let phone: PhoneModel
    @ObservationIgnored let community: Community
    @ObservationIgnored private let kith: Kith

    /// `left` is called once this person has left.
    init(_ kith: Kith, _ row: CommunityRow, left: @escaping @MainActor () async -> Void) {
        community = kith.community(row.id)
        me = row.me
        self.kith = kith
        home = HomeModel(community)
        sync = SyncModel(kith, community, home)
        order = OrderModel(community)
        hours = HoursModel(community, me)
        board = BoardModel(community)
        visits = VisitsModel(community, me)
        concerns = ConcernsModel(community)
        people = PeopleModel(community, left: left)
        door = DoorModel(community)
        phone = PhoneModel(kith, community)
    }

    /// One round.
    public func round(_ name: String) -> RoundModel {
        RoundModel(community, name)
    }

    /// The sheet on which a round is opened.
    public func openRound() -> OpenRoundModel { OpenRoundModel(kith, community) }

    /// What this person does for somebody without a phone; none for who is not known here.
    public func writing(for member: MemberId) -> ForModel? {
        people.member(member).map { ForModel(community, Person(name: $0.name, id: $0.id)) }
    }

    /// What goes from hand to hand.
    public func carried() -> CarriedModel { CarriedModel(kith) }

    /// Begins the record that adds the phone whose keys were scanned to a member.
    public func addPhone(_ carried: CarriedModel, to member: MemberId) async {
        await carried.add(to: member, of: community)
    }

    /// The sheet on which help is noted.
    public func noteHours() -> NoteHoursModel {
        NoteHoursModel(community, me)
    }

    /// Opens the sheet for the only pairing in which one visits, or the pairings to choose from.
    public func openLogVisit() {
        let mine = visits.live.rows?.rows.filter { visits.isVisitor(of: $0) } ?? []
        stack.tab = .visits
        if mine.count == 1, let only = mine.first { stack.open(.logVisit(only.space)) }
    }

    /// Reads a run that another app handed over, and opens the sheet it goes with. Its file is not needed again.
    public func attach(run file: URL) async {
        let read = await visits.doing.run {
            let track = try Data(contentsOf: file)
            visits.attach(try await kith.readRun(track))
        }
        try? FileManager.default.removeItem(at: file)
        await visits.live.refresh()
        if read { openLogVisit() }
    }

    /// The sheet on which a visit is logged.
    public func logVisit(_ pairing: SpaceId) -> LogVisitModel {
        LogVisitModel(community, pairing, visits)
    }
}
