// Opening a round: from a price list that is kept here, or one that is read from a supplier's file first.

import Foundation
import Kith
import Observation

/// What is written on the sheet, kept as it is typed.
public struct RoundDraft: Codable, Equatable, Sendable {
    /// The price list it is ordered from.
    public var list: String? { didSet { if list != oldValue { without = [] } } }
    /// The headings of the list that are not on offer.
    public var without: Set<String> = []
    public var title = ""
    public var supplier = ""
    /// The day it is meant to close.
    public var closes = RoundDraft.fortnight()
    /// The supplier's smallest order, in pounds as typed.
    public var minimum: Decimal?
    /// What delivery costs, in pounds as typed.
    public var delivery: Decimal?
    public var deliveryBy = DeliveryBy.goodsValue

    private static func fortnight() -> Day { Days.today(.now.addingTimeInterval(14 * 24 * 60 * 60)) }
}

/// One heading of a price list.
public struct ListHeading: Identifiable, Equatable, Sendable {
    public let name: String
    public let articles: Int
    public var id: String { name }
}

@MainActor @Observable
public final class OpenRoundModel {
    public var draft = RoundDraft() {
        didSet { if draft != oldValue { kept.keep(draft) } }
    }
    /// The price lists there are.
    public let lists: Live<PriceListPage>
    /// The headings of the list that is chosen, and how many articles stand under each.
    public private(set) var headings: [ListHeading] = []
    /// What a file says, until its list is kept or put away.
    public private(set) var read: ReadPriceList?
    /// What the list that was read shall be called.
    public var listTitle = ""
    public let doing = Doing()
    @ObservationIgnored private let kith: Kith
    @ObservationIgnored private let community: Community
    @ObservationIgnored let kept: Draft<RoundDraft>

    init(_ kith: Kith, _ community: Community) {
        self.kith = kith
        self.community = community
        kept = Draft(community, "round")
        lists = Live(community.revisions) { try await community.priceLists(.most) }
    }

    /// Shows what was typed before, if it was not opened.
    public func open() async {
        if let form = await kept.kept() { draft = form }
    }

    /// Shows the headings of the list that is chosen.
    public func lookIntoList() async {
        guard let list = draft.list, let all = try? await articles(of: list) else {
            headings = []
            return
        }
        let counts = all.reduce(into: [String: Int]()) { counts, article in counts[article.category, default: 0] += 1 }
        headings = counts.keys.sorted().map { ListHeading(name: $0, articles: counts[$0] ?? 0) }
    }

    /// Puts a heading on offer, or leaves it out.
    public func offer(_ heading: ListHeading, _ on: Bool) {
        if on { draft.without.remove(heading.name) } else { draft.without.insert(heading.name) }
    }

    /// Chooses a list; its supplier is the round's, unless another was typed.
    public func choose(_ list: PriceListRow) {
        draft.list = list.name
        if draft.supplier.isEmpty { draft.supplier = list.supplier }
    }

    /// Shows what a file says; nothing of it is kept.
    public func read(_ file: URL) async {
        await doing.run {
            #if canImport(Darwin)
                let inside = file.startAccessingSecurityScopedResource()
                defer { if inside { file.stopAccessingSecurityScopedResource() } }
            #endif
            read = try await kith.readPriceList(try Data(contentsOf: file))
        }
    }

    /// Puts away what was read.
    public func putAway() { read = nil }

    /// Whether all is there that keeping the list needs.
    public var keepable: Bool { read?.articles.isEmpty == false && !listTitle.isEmpty && !draft.supplier.isEmpty }

    /// Keeps what was read for everybody, and chooses it.
    public func keep() async {
        guard let read else { return }
        await doing.run {
            draft.list = try await community.keepPriceList(
                title: listTitle, supplier: draft.supplier, articles: read.articles)
            self.read = nil
        }
    }

    /// Whether all is there that a round needs.
    public var complete: Bool { draft.list != nil && !draft.title.isEmpty && !draft.supplier.isEmpty }

    /// Opens it for everybody.
    ///
    /// - Returns: its name, if it is on this phone now.
    public func save() async -> String? {
        guard let list = draft.list else { return nil }
        var opened: String?
        await doing.run {
            opened = try await community.open(
                NewRound(
                    title: draft.title, supplier: draft.supplier,
                    minimumPence: draft.minimum.flatMap(Format.pence) ?? 0,
                    deliveryPence: draft.delivery.flatMap(Format.pence) ?? 0, deliveryBy: draft.deliveryBy,
                    closes: draft.closes,
                    articles: try await articles(of: list).filter { !draft.without.contains($0.category) }))
        }
        if opened != nil { await kept.drop() }
        return opened
    }

    /// All of a list, page by page.
    private func articles(of list: String) async throws(KithError) -> [Article] {
        var all: [Article] = []
        while true {
            let page = try await community.articles(ofPriceList: list, Page(offset: UInt32(all.count)))
            all += page.rows
            if page.rows.isEmpty || all.count >= Int(page.total) { return all }
        }
    }
}
