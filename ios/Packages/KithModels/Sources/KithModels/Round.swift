// One round: its articles, one's own pledge and bill, and the organiser's steps.

import Foundation
import Kith
import Observation

@MainActor @Observable
public final class RoundModel {
    public let live: Live<Round>
    /// What the list is narrowed to.
    public var search = ""
    public let doing = Doing()
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let name: String

    init(_ community: Community, _ name: String) {
        self.community = community
        self.name = name
        live = Live(community.revisions) { try await community.round(name) }
    }

    /// The articles under their headings, narrowed to what was searched for.
    public var shelves: [Shelf] {
        let found = (live.rows?.articles ?? []).filter { $0.article.matches(search) }
        let headings = found.map(\.article.category).reduce(into: [String]()) { headings, heading in
            if headings.last != heading { headings.append(heading) }
        }
        return headings.map { heading in
            Shelf(heading: heading, articles: found.filter { $0.article.category == heading })
        }
    }

    /// One's own household's bill.
    public var bill: BillRow? { live.rows?.bills.first { $0.mine } }

    /// The sheet on which to pledge for an article.
    public func pledge(_ article: ItemId) -> PledgeModel? {
        guard let row = live.rows?.articles.first(where: { $0.id == article }) else { return nil }
        return PledgeModel(community, round: name, row)
    }

    /// Closes the round over exactly what this screen shows.
    public func seal() async {
        guard let shown = live.rows else { return }
        await doing.run { try await community.seal(shown) }
    }

    /// The order went to the supplier.
    public func place() async {
        await doing.run { try await community.placeRound(name) }
    }

    /// The goods are here. `received` names what came other than as ordered.
    public func deliver(received: [ItemId: UInt64] = [:]) async {
        await doing.run {
            try await community.deliverRound(name, received: received)
        }
    }

    /// Erases the round everywhere, for good.
    ///
    /// - Returns: whether it is erased on this phone now.
    public func erase() async -> Bool {
        await doing.run { try await community.erase(.round, named: name) }
    }

    /// The supplier is paid and every household charged. `invoice` is what the supplier asks, in pounds as typed.
    public func settle(invoice: Decimal? = nil) async {
        let invoicePence = invoice.flatMap(Format.pence)
        await doing.run {
            try await community.settleRound(name, invoicePence: invoicePence)
        }
    }
}

/// Articles under one heading of the supplier's.
public struct Shelf: Identifiable, Sendable {
    public let heading: String
    public let articles: [ArticleRow]
    public var id: String { heading }
}

extension Article {
    func matches(_ search: String) -> Bool {
        let words = search.split(separator: " ")
        let text = [name, category, producer, origin, note ?? ""].joined(separator: " ")
        return words.allSatisfy { text.localizedCaseInsensitiveContains($0) }
    }
}

/// The sheet on which a person says what they would take of an article.
@MainActor @Observable
public final class PledgeModel: @preconcurrency Identifiable {
    public var id: ItemId { article.id }
    public let article: ArticleRow
    /// Units they want.
    public var want: UInt32 { didSet { keepInOrder() } }
    /// Units they would take to fill a case.
    public var upTo: UInt32 { didSet { keepInOrder() } }
    /// Fewer, and they would rather have none.
    public var atLeast: UInt32 { didSet { keepInOrder() } }
    /// The most it may cost, in pounds as typed.
    public var cap: Decimal?
    /// What it would do, as the core works it out; none until it has.
    public private(set) var effect: PledgeEffect?
    public let doing = Doing()
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let round: String

    init(_ community: Community, round: String, _ article: ArticleRow) {
        self.community = community
        self.round = round
        self.article = article
        want = article.mine?.want ?? 1
        upTo = article.mine?.upTo ?? 1
        atLeast = article.mine?.atLeast ?? 0
        cap = article.mine?.capPence.map(Format.pounds)
    }

    /// Moving one amount takes the others along, so that they never contradict each other on the sheet.
    private func keepInOrder() {
        if upTo < want { upTo = want }
        if atLeast > want { atLeast = want }
    }

    /// As the core takes it.
    public var pledge: Pledge {
        Pledge(atLeast: atLeast, want: want, upTo: upTo, capPence: cap.flatMap(Format.pence))
    }

    /// Asks what it would do. Nothing is written.
    public func look() async {
        effect = try? await community.effect(of: pledge, for: article.id, in: round)
    }

    /// Says it, in place of what was said before.
    ///
    /// - Returns: whether it is on this phone now.
    public func save() async -> Bool {
        await doing.run {
            try await community.pledge(pledge, of: article.id, in: round)
        }
    }

    /// Takes it back.
    public func withdraw() async -> Bool {
        await doing.run {
            try await community.withdrawPledge(of: article.id, in: round)
        }
    }
}

extension ArticleRow {
    /// Units spoken for in the case that is being filled, for drawing it.
    public var filled: UInt64 {
        if missingUnits > 0 { return UInt64(article.caseSize) - min(missingUnits, UInt64(article.caseSize)) }
        return cases > 0 ? UInt64(article.caseSize) : 0
    }
}

/// The organiser's next step with a round.
public enum Step: Sendable {
    case seal, place, deliver, settle

    /// The step that a stage leads to; none once all is done.
    public init?(_ stage: RoundStage) {
        switch stage {
        case .open: self = .seal
        case .sealed: self = .place
        case .placed: self = .deliver
        case .delivered: self = .settle
        case .settled: return nil
        }
    }
}
