// Order: which rounds there are, and how far each has come.

import Kith
import KithModels
import SwiftUI

struct RoundsView: View {
    let neighbourhood: NeighbourhoodModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: neighbourhood.order.live) { page in
            List {
                if page.rows.isEmpty {
                    Nothing(title: words.roundsEmpty, help: words.roundsEmptyHelp, symbol: "shippingbox")
                }
                ForEach(page.rows) { row in
                    NavigationLink(value: Screen.round(row.name)) { RoundCard(row: row) }
                }
            }
            .refreshable { await neighbourhood.sync.sync() }
        }
        .navigationTitle(words.roundsTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.roundsOpen, symbol: "plus", doing: neighbourhood.people.doing) {
                neighbourhood.stack.open(.openRound)
            }
        }
    }
}

private struct RoundCard: View {
    let row: RoundRow
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(row.title ?? words.roundsUntitled).font(.headline)
            if let supplier = row.supplier { Text(words.roundsFrom(supplier: supplier)) }
            HStack {
                Text(words.name(of: row.stage)).bold()
                if row.stage == .open, let closes = row.closes {
                    Text(words.roundsCloses(day: format.day(closes)))
                }
            }
            if row.minimumPence > 0 {
                ProgressView(
                    value: Double(min(row.reachedPence, row.minimumPence)), total: Double(row.minimumPence)
                )
                .accessibilityHidden(true)
                Text(
                    words.roundsReached(
                        reached: format.money(row.reachedPence), minimum: format.money(row.minimumPence))
                )
                .font(.footnote)
            }
            Text(words.roundsHouseholds(count: Int(row.households))).font(.footnote)
            Text(row.ownPence.map { words.roundsYours(money: format.money($0)) } ?? words.roundsYoursNone)
            SyncSign(sync: row.sync)
        }
        .padding(.vertical, 4)
    }
}
