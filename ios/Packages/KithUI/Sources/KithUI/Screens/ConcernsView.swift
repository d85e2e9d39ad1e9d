// Raise a concern, and see in plain sight whether a lead has received it.

import Kith
import KithModels
import SwiftUI

struct ConcernsView: View {
    @Bindable var concerns: ConcernsModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: concerns.live) { page in
            List {
                Section {
                    TextField(words.concernLabel, text: $concerns.text, axis: .vertical)
                        .accessibilityIdentifier("concern")
                } header: {
                    Text(words.concernDanger)
                } footer: {
                    Text(words.concernHelp)
                }
                ForEach(page.rows) { concern in ConcernCard(concern: concern, concerns: concerns) }
            }
        }
        .navigationTitle(words.concernTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.concernSend, doing: concerns.doing) { _ = await concerns.raise() }
                .disabled(concerns.text.isEmpty)
        }
    }
}

private struct ConcernCard: View {
    let concern: ConcernRow
    let concerns: ConcernsModel
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            if let day = concern.day { Text(format.day(day)).font(.headline) }
            if let text = concern.text { Text(text) }
            switch concern.receipt {
            case .notYetReceived:
                Label(words.concernNotYet, systemImage: "hourglass").bold()
            case .received:
                ForEach(concern.received.indices, id: \.self) { index in
                    Label(
                        words.concernReceived(name: concern.received[index].lead.name),
                        systemImage: "checkmark.circle.fill")
                }
            }
            SyncSign(sync: concern.sync)
            if !concern.mine, concern.receipt == .notYetReceived {
                Button(words.concernRead) { Task { await concerns.acknowledge(concern) } }
            }
        }
        .padding(.vertical, 4)
    }
}
