// For the organiser: the one next step, what it does, and once more before it is done.

import Kith
import KithModels
import SwiftUI

struct OrganiseView: View {
    @State var round: RoundModel
    @State private var asked = false
    @State private var received: [ItemId: UInt64] = [:]
    @State private var invoice: Decimal?
    @Environment(\.words) private var words
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        Place(live: round.live) { row in
            List {
                if let step = Step(row.stage) {
                    Text(words.help(for: step))
                    if step == .deliver { arrivals(row) }
                    if step == .settle {
                        TextField(words.roundInvoice, value: $invoice, format: .number)
                            .keyboardType(.decimalPad)
                    }
                } else {
                    Text(words.name(of: row.stage))
                }
                EraseButton(
                    title: words.roundErase, asks: words.eraseRoundTitle, help: words.eraseRoundHelp,
                    doing: round.doing
                ) {
                    if await round.erase() { dismiss() }
                }
            }
            .safeAreaInset(edge: .bottom) {
                if let step = Step(row.stage) {
                    MainButton(words.name(of: step), doing: round.doing) { asked = true }
                        .confirmationDialog(
                            words.name(of: step), isPresented: $asked, titleVisibility: .visible
                        ) {
                            Button(words.name(of: step)) { Task { await take(step) } }
                        } message: {
                            Text(words.help(for: step))
                        }
                }
            }
        }
        .navigationTitle(words.roundOrganise)
    }

    /// What came, article by article, beginning with what was ordered.
    private func arrivals(_ row: Round) -> some View {
        Section {
            ForEach(row.articles.filter { $0.orderedUnits > 0 }) { article in
                Stepper(
                    value: Binding {
                        received[article.id] ?? article.orderedUnits
                    } set: {
                        received[article.id] = $0
                    }, in: 0...999_999
                ) {
                    LabeledContent(article.article.name, value: "\(received[article.id] ?? article.orderedUnits)")
                    Text(words.roundOrdered(number: "\(article.orderedUnits)")).font(.footnote)
                }
            }
        } header: {
            Text(words.roundCame)
        }
    }

    private func take(_ step: Step) async {
        switch step {
        case .seal: await round.seal()
        case .place: await round.place()
        case .deliver: await round.deliver(received: received)
        case .settle: await round.settle(invoice: invoice)
        }
    }
}
