// Home: what needs this person. The core says what, and in which order each kind comes.

import Kith
import Observation

@MainActor @Observable
public final class HomeModel {
    public let live: Live<Home>

    init(_ community: Community) {
        live = Live(community.revisions) { try await community.home() }
    }
}

/// Something that needs the person. Opens the place it speaks of.
public enum Need: Identifiable, Sendable {
    /// A command of one's own that was not taken.
    case notTaken(OutboxRow)
    /// A round, a note or a pairing with something odd about it.
    case look(LookRow)
    /// A note of help that waits for one's answer.
    case agree(EntryRow)
    /// A round that is open.
    case closing(RoundRow)
    /// An article short of a case.
    case short(ShortRow)
    /// A host one visits.
    case visit(HostRow)

    public var id: String {
        switch self {
        case .notTaken(let item): "not taken \(item.id)"
        case .look(let row): "look \(row.about)"
        case .agree(let entry): "agree \(entry.claim)"
        case .closing(let round): "closing \(round.name)"
        case .short(let row): "short \(row.round) \(row.article)"
        case .visit(let host): "visit \(host.space)"
        }
    }
}

extension Home {
    /// Everything that needs the person, in the order in which the screen shows it.
    public var needs: [Need] {
        notTaken.map { .notTaken($0) } + toLookAt.map { .look($0) } + toAgree.map { .agree($0) }
            + closing.map { .closing($0) } + short.map { .short($0) } + toVisit.map { .visit($0) }
    }
}
