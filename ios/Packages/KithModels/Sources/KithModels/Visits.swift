// Visits: one's pairings, what was noted of each visit, and the sheet to log one on.

import Foundation
import Kith
import Observation

@MainActor @Observable
public final class VisitsModel {
    public let live: Live<PairingPage>
    public let doing = Doing()
    /// A run that was shared into the app and goes with the next visit.
    @ObservationIgnored private var run: VisitRun?
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let me: Person

    init(_ community: Community, _ me: Person) {
        self.community = community
        self.me = me
        live = Live(community.revisions) { try await community.pairings() }
    }

    /// The pairing that a screen is about.
    public func pairing(_ space: SpaceId) -> PairingRow? { live.rows?.rows.first { $0.space == space } }

    /// Whether one is visited in it, rather than visiting or looking after it.
    public func isHost(of pairing: PairingRow) -> Bool { pairing.host?.id == me.id }

    /// Whether one visits in it.
    public func isVisitor(of pairing: PairingRow) -> Bool { pairing.visitors.contains { $0.id == me.id } }

    /// Whether one looks after the pairing.
    public func isCoordinator(of pairing: PairingRow) -> Bool { pairing.coordinators.contains { $0.id == me.id } }

    func attach(_ run: VisitRun) { self.run = run }

    /// The run that waits, which then waits no longer.
    func takeRun() -> VisitRun? {
        defer { run = nil }
        return run
    }

    /// The host's own words about a visit.
    ///
    /// - Returns: whether they are on this phone now.
    public func say(_ words: String, about visit: VisitRow, in pairing: PairingRow) async -> Bool {
        await doing.run {
            try await community.say(words, about: visit.id, in: pairing.space)
        }
    }

    public func choose(_ suggestion: SuggestionRow, in pairing: PairingRow) async {
        await doing.run { try await community.choose(suggestion, in: pairing.space) }
    }

    public func approve(_ visitor: Person, in pairing: PairingRow) async {
        await doing.run {
            try await community.approve(visitor.id, in: pairing.space)
        }
    }

    public func introduce(_ pairing: PairingRow) async {
        await doing.run { try await community.introduce(pairing.space) }
    }

    /// Erases a pairing everywhere, its visits and its keys, for good.
    ///
    /// - Returns: whether it is erased on this phone now.
    public func erase(_ pairing: PairingRow) async -> Bool {
        await doing.run { try await community.erasePairing(pairing.space) }
    }

    public func hold(_ pairing: PairingRow, _ on: Bool) async {
        await doing.run { try await community.hold(pairing.space, on) }
    }
}

/// What is written on the sheet, kept as it is typed.
public struct VisitDraft: Codable, Equatable, Sendable {
    public var day = Days.today()
    public var part = Part.morning
    public var kind = Kind.visit
    public var length: Length? = .medium
    /// What was brought, with commas between.
    public var brought = ""
    public var words = ""
    public var followUp = false
    /// A run that goes with it.
    public var run: Run?

    public enum Part: String, CaseIterable, Codable, Sendable { case morning, afternoon, evening, night }
    public enum Kind: String, CaseIterable, Codable, Sendable { case visit, call, errand, noAnswer, notWell }
    /// How far and how long, as the core read it from a track.
    public struct Run: Codable, Equatable, Sendable {
        public let metres: UInt32
        public let movingSeconds: UInt32
    }

    public enum Length: String, CaseIterable, Codable, Sendable { case short, medium, long }
}

@MainActor @Observable
public final class LogVisitModel {
    public var draft = VisitDraft() {
        didSet { if draft != oldValue { kept.keep(draft) } }
    }
    public let doing = Doing()
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let pairing: SpaceId
    @ObservationIgnored let kept: Draft<VisitDraft>
    @ObservationIgnored private let visits: VisitsModel

    init(_ community: Community, _ pairing: SpaceId, _ visits: VisitsModel) {
        self.community = community
        self.pairing = pairing
        self.visits = visits
        kept = Draft(community, "visit/\(pairing)")
    }

    /// Shows what was typed before, if it was not saved, with the run that was shared since.
    public func open() async {
        if let form = await kept.kept() { draft = form }
        if let run = visits.takeRun() {
            draft.run = VisitDraft.Run(metres: run.metres, movingSeconds: run.movingSeconds)
        }
    }

    /// Notes it. A visit that happened is never refused for coming late.
    ///
    /// - Returns: whether it is on this phone now.
    public func save() async -> Bool {
        let logged = await doing.run {
            try await community.log(draft.note, in: pairing)
        }
        if logged { await kept.drop() }
        return logged
    }
}

extension VisitDraft {
    /// The visit as the core takes it.
    var note: VisitNote {
        VisitNote(
            day: day, part: part.word, kind: kind.word, length: length?.word,
            brought: brought.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) },
            words: words, run: run.map { VisitRun(metres: $0.metres, movingSeconds: $0.movingSeconds) },
            followUp: followUp)
    }
}

extension VisitDraft.Part {
    public var word: DayPart {
        switch self {
        case .morning: .morning
        case .afternoon: .afternoon
        case .evening: .evening
        case .night: .night
        }
    }
}

extension VisitDraft.Kind {
    public var word: VisitKind {
        switch self {
        case .visit: .visit
        case .call: .call
        case .errand: .errand
        case .noAnswer: .noAnswer
        case .notWell: .notWell
        }
    }
}

extension VisitDraft.Length {
    public var word: VisitLength {
        switch self {
        case .short: .short
        case .medium: .medium
        case .long: .long
        }
    }
}
