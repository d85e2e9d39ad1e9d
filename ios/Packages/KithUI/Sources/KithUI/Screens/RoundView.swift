// One round: what is on offer, how full each case is, and what I asked for.

import Kith
import KithModels
import SwiftUI

struct RoundView: View {
    @State var round: RoundModel
    let neighbourhood: NeighbourhoodModel
    @State private var pledge: PledgeModel?
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Place(live: round.live) { row in
            List {
                RoundHead(row: row)
                if round.shelves.isEmpty, !round.search.isEmpty {
                    Text(words.roundSearchNone(text: round.search))
                }
                ForEach(round.shelves) { shelf in
                    Section {
                        ForEach(shelf.articles) { article in
                            ArticleCard(row: article, open: row.stage == .open) {
                                pledge = round.pledge(article.id)
                            }
                        }
                    } header: {
                        Text(shelf.heading)
                    }
                }
                ForEach(row.late.indices, id: \.self) { index in
                    LabeledContent(row.late[index].article) { Text(words.roundLateNote) }
                }
            }
            .searchable(text: $round.search, prompt: words.roundSearch)
            .toolbar {
                if row.own {
                    NavigationLink(words.roundOrganise, value: Screen.organise(round: row.name))
                }
            }
            .safeAreaInset(edge: .bottom) {
                if let bill = round.bill {
                    NavigationLink(value: Screen.bill(round: row.name)) {
                        LabeledContent(words.roundBill, value: format.money(bill.totalPence))
                            .frame(minHeight: Size.finger)
                    }
                    .padding()
                    .background(.bar)
                }
            }
        }
        .navigationTitle(round.live.rows?.title ?? words.roundsUntitled)
        .sheet(item: $pledge) { PledgeSheet(pledge: $0) }
    }
}

private struct RoundHead: View {
    let row: Round
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Section {
            if let supplier = row.supplier { Text(words.roundsFrom(supplier: supplier)) }
            if let organiser = row.organiser { Text(words.roundOrganiser(name: organiser.name)) }
            Text(words.name(of: row.stage)).bold()
            if row.stage == .open, let closes = row.closes {
                Text(words.roundsCloses(day: format.day(closes)))
            }
            if let note = row.note, !note.isEmpty { Text(note) }
            if let problem = row.problem { Label(problem, systemImage: "exclamationmark.triangle") }
            SyncSign(sync: row.sync)
        }
    }
}

private struct ArticleCard: View {
    let row: ArticleRow
    let open: Bool
    let ask: @MainActor () -> Void
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Text(row.article.name).font(.headline)
            Text(words.roundPrice(money: format.price(row.grossE4), unit: row.article.unit))
            if row.article.caseSize > 1 {
                Text(words.roundCaseOf(size: "\(row.article.caseSize)")).font(.footnote)
                Crate(row: row)
            } else {
                Text(words.roundSingle).font(.footnote)
            }
            if let mine = row.mine { OwnPledge(mine: mine, allocation: row.allocations.first { $0.mine }) }
            if open {
                Button(row.mine == nil ? words.roundAdd : words.roundChange, action: ask)
                    .buttonStyle(.bordered)
                    .controlSize(.large)
                    .accessibilityIdentifier("ask-\(row.id)")
            }
        }
        .padding(.vertical, 4)
    }
}

/// What I asked for, what I get, and why.
private struct OwnPledge: View {
    let mine: PledgeRow
    let allocation: AllocationRow?
    @Environment(\.words) private var words

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(
                mine.upTo > mine.want
                    ? words.roundYoursUpTo(want: "\(mine.want)", up_to: "\(mine.upTo)")
                    : words.roundYours(want: "\(mine.want)"))
            if let allocation {
                Text(words.roundYoursGet(units: "\(allocation.allocated)")).bold()
                Text(words.why(allocation.why)).font(.footnote)
            }
            if mine.priceRose { Label(words.roundPriceRose, systemImage: "arrow.up") }
            if mine.clash { Label(words.roundClash, systemImage: "exclamationmark.triangle") }
            SyncSign(sync: mine.sync)
        }
    }
}
