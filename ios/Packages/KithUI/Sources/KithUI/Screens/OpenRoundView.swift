// Opening a round: which price list, what it is called, until when; and what a supplier's file says before it is kept.

import Kith
import KithModels
import SwiftUI

#if canImport(UniformTypeIdentifiers)
    import UniformTypeIdentifiers
#endif

struct OpenRoundView: View {
    @State var opening: OpenRoundModel
    let done: @MainActor (String) -> Void
    @State private var choosing = false
    @Environment(\.words) private var words

    var body: some View {
        Place(live: opening.lists) { page in
            if let read = opening.read {
                ReadListView(opening: opening, read: read)
            } else {
                form(page.rows)
            }
        }
        .navigationTitle(opening.read == nil ? words.roundsOpen : words.listTitle)
        .task { await opening.open() }
        .task(id: opening.draft.list) { await opening.lookIntoList() }
        .fileImporter(isPresented: $choosing, allowedContentTypes: [.commaSeparatedText, .plainText, .data]) { chosen in
            guard let file = try? chosen.get() else { return }
            Task { await opening.read(file) }
        }
    }

    private func form(_ lists: [PriceListRow]) -> some View {
        Form {
            Section {
                if lists.isEmpty {
                    Nothing(title: words.openListNone, help: words.openListNoneHelp, symbol: "list.bullet.rectangle")
                }
                ForEach(lists) { list in
                    ListLine(list: list, chosen: opening.draft.list == list.name) { opening.choose(list) }
                }
                Button(words.openRead, systemImage: "doc.badge.plus") { choosing = true }
                    .frame(minHeight: Size.finger)
            } header: {
                Text(words.openList)
            } footer: {
                Text(words.openReadHelp)
            }
            if opening.headings.count > 1 {
                Section {
                    ForEach(opening.headings) { heading in
                        Toggle(
                            words.openHeading(
                                heading: heading.name.isEmpty ? words.openNoHeading : heading.name,
                                articles: words.openArticles(count: heading.articles)),
                            isOn: Binding {
                                !opening.draft.without.contains(heading.name)
                            } set: {
                                opening.offer(heading, $0)
                            })
                    }
                } header: {
                    Text(words.openOffer)
                } footer: {
                    Text(words.openOfferHelp)
                }
            }
            Section {
                TextField(words.openName, text: $opening.draft.title).accessibilityIdentifier("title")
                TextField(words.openSupplier, text: $opening.draft.supplier)
                DayPicker(title: words.openCloses, day: $opening.draft.closes)
            } footer: {
                Text(words.openClosesHelp)
            }
            Section {
                TextField(words.openMinimum, value: $opening.draft.minimum, format: .number)
                    .keyboardType(.decimalPad)
                TextField(words.openDelivery, value: $opening.draft.delivery, format: .number)
                    .keyboardType(.decimalPad)
                if opening.draft.delivery != nil {
                    Picker(words.openDeliveryBy, selection: $opening.draft.deliveryBy) {
                        Text(words.openByValue).tag(DeliveryBy.goodsValue)
                        Text(words.openByHousehold).tag(DeliveryBy.household)
                        Text(words.openByUnits).tag(DeliveryBy.units)
                    }
                }
            } footer: {
                Text(words.openHelp)
            }
        }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.openNow, doing: opening.doing) {
                if let name = await opening.save() { done(name) }
            }
            .disabled(!opening.complete)
        }
    }
}

/// A price list to choose.
private struct ListLine: View {
    let list: PriceListRow
    let chosen: Bool
    let choose: @MainActor () -> Void
    @Environment(\.words) private var words

    var body: some View {
        Button(action: choose) {
            Label {
                VStack(alignment: .leading, spacing: 2) {
                    Text(list.title).font(.headline)
                    Text(
                        words.openListRow(
                            supplier: list.supplier, articles: words.openArticles(count: Int(list.articles)))
                    )
                    .foregroundStyle(.secondary)
                }
            } icon: {
                Image(systemName: chosen ? "checkmark.circle.fill" : "circle")
            }
            .frame(minHeight: Size.finger)
        }
        .buttonStyle(.plain)
        .accessibilityElement(children: .combine)
        .accessibilityAddTraits(chosen ? [.isButton, .isSelected] : .isButton)
    }
}

/// What a file says: a few articles to see whether they were read for what they are, then what was not read.
private struct ReadListView: View {
    @Bindable var opening: OpenRoundModel
    let read: ReadPriceList
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Form {
            if read.articles.isEmpty {
                Nothing(title: words.listNone, help: words.openReadHelp, symbol: "doc.questionmark")
            } else {
                Section {
                    ForEach(Array(read.articles.prefix(4).enumerated()), id: \.offset) { _, article in
                        LabeledContent("\(article.name), \(article.unit)", value: format.price(article.netE4))
                    }
                    if read.articles.count > 4 { Text(words.listMore(count: read.articles.count - 4)) }
                } header: {
                    Text(words.listRead(count: read.articles.count))
                }
            }
            if !read.refused.isEmpty {
                Section {
                    ForEach(read.refused, id: \.line) { note in line(note) }
                } header: {
                    Text(words.listRefused)
                } footer: {
                    Text(words.listRefusedHelp)
                }
            }
            if !read.mended.isEmpty {
                Section {
                    ForEach(read.mended, id: \.line) { note in line(note) }
                } header: {
                    Text(words.listMended)
                }
            }
            Section {
                TextField(words.listName, text: $opening.listTitle)
                TextField(words.openSupplier, text: $opening.draft.supplier)
                Button(words.actionCancel, role: .cancel) { opening.putAway() }
            } footer: {
                Text(words.listKeepHelp)
            }
        }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.listKeep, doing: opening.doing) { await opening.keep() }
                .disabled(!opening.keepable)
        }
    }

    private func line(_ note: LineNote) -> some View {
        LabeledContent(words.listLine(line: "\(note.line)"), value: note.note)
    }
}
