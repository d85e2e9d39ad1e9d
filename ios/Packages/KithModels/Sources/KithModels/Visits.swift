// Visits: one's pairings, what was noted of each visit, and the sheet to log one on.

import Foundation
import Kith
import Observation

@MainActor @Observable
public final class VisitsModel {
    public let live: Live<PairingPage>
    public let doing = Doing()
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

    public enum Part: String, CaseIterable, Codable, Sendable { case morning, afternoon, evening, night }
    public enum Kind: String, CaseIterable, Codable, Sendable { case visit, call, errand, noAnswer, notWell }
    public enum Length: String, CaseIterable, Codable, Sendable { case short, medium, long }
}

@MainActor @Observable
public final class LogVisitModel {
    public var draft: VisitDraft {
        didSet { drafts.keep(draft, as: name) }
    }
    public let doing = Doing()
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let pairing: SpaceId
    @ObservationIgnored private let drafts: Drafts

    init(_ community: Community, _ pairing: SpaceId, _ drafts: Drafts) {
        self.community = community
        self.pairing = pairing
        self.drafts = drafts
        draft = drafts.kept(as: "visit \(pairing)") ?? VisitDraft()
    }

    /// Notes it. A visit that happened is never refused for coming late.
    ///
    /// - Returns: whether it is on this phone now.
    public func save() async -> Bool {
        let logged = await doing.run {
            try await community.log(draft.note, in: pairing)
        }
        if logged { drafts.drop(name) }
        return logged
    }

    private var name: String { "visit \(pairing)" }
}

extension VisitDraft {
    /// The visit as the core takes it.
    var note: VisitNote {
        VisitNote(
            day: day, part: part.word, kind: kind.word, length: length?.word,
            brought: brought.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) },
            words: words, followUp: followUp)
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
