// My bill with every part of it, and why I get what I get.

import Kith
import KithModels
import SwiftUI

struct BillView: View {
    @State var round: RoundModel
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Place(live: round.live) { row in
            if let bill = round.bill {
                List {
                    if row.stage == .open { Text(words.billProvisional) }
                    ForEach(bill.lines) { line in BillLine(line: line) }
                    Section {
                        LabeledContent(words.billDelivery, value: format.money(bill.deliveryPence))
                        if bill.leftOverPence > 0 {
                            LabeledContent(words.billLeftOver, value: format.money(bill.leftOverPence))
                        }
                        LabeledContent(words.billTotal, value: format.money(bill.totalPence)).bold()
                    } footer: {
                        if let saving = bill.savingPence, saving > 0 {
                            Text(words.billSaving(money: format.money(saving)))
                        }
                    }
                    Section {
                        ForEach(row.articles) { article in
                            if let own = article.allocations.first(where: { $0.mine }) {
                                LabeledContent(article.article.name) { Text(words.why(own.why)) }
                            }
                        }
                    } header: {
                        Text(words.whyTitle)
                    }
                }
            } else {
                Nothing(title: words.billTitle, help: words.billEmpty, symbol: "sterlingsign.circle")
            }
        }
        .navigationTitle(words.billTitle)
    }
}

private struct BillLine: View {
    let line: BillLineRow
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Section {
            LabeledContent(
                words.billUnits(units: "\(line.units)", unit: line.unit), value: format.money(line.totalPence))
            LabeledContent(words.billGoods, value: format.money(line.netPence))
            if line.vatPence > 0 { LabeledContent(words.billVat, value: format.money(line.vatPence)) }
            if line.depositPence > 0 {
                LabeledContent(words.billDeposit, value: format.money(line.depositPence))
            }
        } header: {
            Text(line.name)
        }
    }
}
