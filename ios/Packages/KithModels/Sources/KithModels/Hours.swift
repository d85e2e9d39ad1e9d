// Hours: where one stands, what was noted, what waits for an answer; and the sheet to note help on.

import Kith
import Observation

/// What the hours screen shows.
public struct HoursRows: Sendable {
    public let entries: [EntryRow]
    public let balances: [Balance]
}

@MainActor @Observable
public final class HoursModel {
    public let live: Live<HoursRows>
    public let doing = Doing()
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let me: Person

    init(_ community: Community, _ me: Person) {
        self.community = community
        self.me = me
        live = Live(community.revisions) {
            HoursRows(
                entries: try await community.hours().rows, balances: try await community.balances())
        }
    }

    /// Where one stands oneself.
    public var balance: Balance? { live.rows?.balances.first { $0.member.id == me.id } }

    /// Notes that wait for one's own answer.
    public var waiting: [EntryRow] { live.rows?.entries.filter { isAwaited($0) } ?? [] }

    /// The note that a screen is about.
    public func entry(_ claim: ItemId) -> EntryRow? { live.rows?.entries.first { $0.claim == claim } }

    /// Whether it waits for one's own answer.
    public func isAwaited(_ entry: EntryRow) -> Bool { entry.awaits?.id == me.id }

    /// Whether a question is one's own.
    public func isMine(_ question: QuestionRow) -> Bool { question.by.id == me.id }

    public func agree(to entry: EntryRow) async {
        await doing.run { try await community.agree(to: entry) }
    }

    /// Doubts a note, with words if there are any.
    ///
    /// - Returns: whether the question is on this phone now.
    public func question(_ entry: EntryRow, words: String) async -> Bool {
        await doing.run {
            try await community.question(entry, words: words.isEmpty ? nil : words)
        }
    }

    public func lift(_ question: QuestionRow, on entry: EntryRow) async {
        await doing.run { try await community.liftQuestion(question, on: entry) }
    }

    public func withdraw(_ entry: EntryRow) async {
        await doing.run { try await community.withdraw(entry) }
    }

    public func witness(_ entry: EntryRow) async {
        await doing.run { try await community.witness(entry) }
    }
}

/// What is written on the sheet, kept as it is typed.
public struct HoursDraft: Codable, Equatable, Sendable {
    /// Whether one gave the help, or received it.
    public var gave = true
    /// Who the other was.
    public var other: MemberId?
    public var minutes: UInt32 = 60
    public var day = Days.today()
    public var kind = ""
    public var words = ""
}

@MainActor @Observable
public final class NoteHoursModel {
    public var draft = HoursDraft() {
        didSet { if draft != oldValue { kept.keep(draft) } }
    }
    public let doing = Doing()
    /// Whom it can have been with.
    public let members: Live<MemberPage>
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let me: Person
    @ObservationIgnored let kept: Draft<HoursDraft>

    init(_ community: Community, _ me: Person) {
        self.community = community
        self.me = me
        kept = Draft(community, "hours")
        members = Live(community.revisions) { try await community.members(.most) }
    }

    /// Shows what was typed before, if it was not saved.
    public func open() async {
        if let form = await kept.kept() { draft = form }
    }

    /// Those it can have been with: all who belong, but for oneself.
    public var others: [MemberRow] { members.rows?.rows.filter { $0.present && !$0.me } ?? [] }

    /// Whether all is there that a note needs.
    public var complete: Bool { draft.other != nil && !draft.kind.isEmpty }

    /// Notes it; the other's phone asks them to agree.
    ///
    /// - Returns: whether it is on this phone now.
    public func save() async -> Bool {
        guard let other = draft.other else { return false }
        let noted = await doing.run {
            try await community.note(
                NewHours(
                    giver: draft.gave ? me.id : other, receiver: draft.gave ? other : me.id,
                    minutes: draft.minutes, day: draft.day, kind: draft.kind,
                    note: draft.words.isEmpty ? nil : draft.words))
        }
        if noted { await kept.drop() }
        return noted
    }
}
