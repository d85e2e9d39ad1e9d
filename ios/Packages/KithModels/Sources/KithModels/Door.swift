// The door: posters, who asks to be let in by one, and a newcomer who waits for a coordinator's yes.

import Kith
import Observation

/// Who asks to be let in, and the posters they ask by.
public struct AtTheDoor: Sendable {
    public let asking: [KnockRow]
    /// Those that hang come first.
    public let posters: [PosterRow]
}

@MainActor @Observable
public final class DoorModel {
    public let live: Live<AtTheDoor>
    /// How many may come in by the next poster.
    public var uses: UInt32 = 10
    /// For how many days it hangs.
    public var days: UInt32 = 30
    /// The poster that was made last. Its link is kept nowhere else.
    public private(set) var made: MadeInvite?
    public let doing = Doing()
    @ObservationIgnored private let community: Community

    init(_ community: Community) {
        self.community = community
        live = Live(community.revisions) {
            let posters = try await community.posters()
            return AtTheDoor(
                asking: try await community.knocks(), posters: posters.filter(\.open) + posters.filter { !$0.open })
        }
    }

    /// Who asks, as Home and People say it.
    public var asking: [KnockRow] { live.rows?.asking ?? [] }

    /// Whether the neighbourhood's rules know no posters yet.
    public var oldRules: Bool {
        if case .Refused("older-rules", _) = doing.refusal { true } else { false }
    }

    public func hang() async {
        await doing.run { made = try await community.hangPoster(uses: uses, days: days) }
    }

    /// Lets the neighbourhood go by rules that know posters.
    public func raiseRules() async {
        await doing.run { try await community.raiseRules() }
    }

    /// Forgets the poster once it was handed over.
    public func handedOver() { made = nil }

    public func letIn(_ asking: KnockRow) async {
        await doing.run { try await community.letIn(asking) }
    }

    /// Is asked about somebody no more on this phone.
    public func turnAway(_ asking: KnockRow) async {
        await doing.run { try await community.turnAway(asking) }
    }

    public func takeDown(_ poster: PosterRow) async {
        await doing.run { try await community.withdraw(invite: poster.id) }
    }
}

/// A newcomer who asked by a poster and waits.
@MainActor @Observable
public final class WaitingModel {
    /// Their asking; none once they are in.
    public let live: Live<AskedRow?>
    /// Why the last sync came to nothing, if it did.
    public let doing = Doing()
    @ObservationIgnored private let kith: Kith
    @ObservationIgnored private let arrived: @MainActor () async -> Void
    @ObservationIgnored private let leave: @MainActor () -> Void

    init(
        _ kith: Kith, _ community: Community, arrived: @escaping @MainActor () async -> Void,
        leave: @escaping @MainActor () -> Void
    ) {
        self.kith = kith
        self.arrived = arrived
        self.leave = leave
        live = Live(community.revisions) { try await community.askedIn() }
    }

    /// Meets the server, and goes in if there was a yes.
    public func look() async {
        await doing.run {
            let report = try await kith.sync()
            if let trouble = report.troubles.first?.error { throw trouble }
        }
        await live.refresh()
        if case .shown(nil) = live.showing { await arrived() }
    }

    /// Goes back to the welcome, with another invite.
    public func other() { leave() }
}
