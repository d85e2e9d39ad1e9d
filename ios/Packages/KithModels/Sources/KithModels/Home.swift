// Home: what needs this person, in the order in which it presses.

import Kith
import Observation

/// Something that needs the person. Opens the place it speaks of.
public enum Need: Identifiable, Sendable {
    /// This many of one's own commands need a look.
    case look(UInt32)
    /// A note of help that waits for one's answer.
    case agree(EntryRow)
    /// A round that is open, and meant to close.
    case closing(RoundRow)
    /// A pairing in which one visits.
    case visit(PairingRow)

    public var id: String {
        switch self {
        case .look: "look"
        case .agree(let entry): entry.claim
        case .closing(let round): round.name
        case .visit(let pairing): pairing.space
        }
    }
}

/// All that Home shows: four calls to the core.
public struct HomeRows: Sendable {
    public let status: Status
    public let hours: EntryPage
    public let rounds: RoundPage
    public let pairings: PairingPage
}

@MainActor @Observable
public final class HomeModel {
    public let live: Live<HomeRows>
    @ObservationIgnored private let me: Person

    init(_ community: Community, _ me: Person) {
        self.me = me
        live = Live(community.revisions) {
            HomeRows(
                status: try await community.status(), hours: try await community.hours(),
                rounds: try await community.rounds(), pairings: try await community.pairings())
        }
    }

    /// What needs this person, as the core's rows say: nothing is weighed here, only put in order.
    public func needs(_ rows: HomeRows) -> [Need] {
        var needs: [Need] = []
        if rows.status.needsALook > 0 { needs.append(.look(rows.status.needsALook)) }
        needs += rows.hours.rows.filter { $0.awaits?.id == me.id }.map { .agree($0) }
        needs += rows.rounds.rows.filter { $0.stage == .open && $0.closes != nil }.map { .closing($0) }
        needs += rows.pairings.rows
            .filter { row in row.stage == .introduced && row.visitors.contains { $0.id == me.id } }
            .map { .visit($0) }
        return needs
    }
}
