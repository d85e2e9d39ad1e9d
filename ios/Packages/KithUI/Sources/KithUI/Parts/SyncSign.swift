// Where an item stands: a small sign with its word, never by colour alone. A tap says why.

import Kith
import KithModels
import SwiftUI

struct SyncSign: View {
    let sync: Sync
    @State private var asked = false
    @Environment(\.words) private var words

    var body: some View {
        Button {
            asked = true
        } label: {
            Label(words.name(of: sync.word), systemImage: sync.word.symbol)
                .font(.footnote)
                .foregroundStyle(sync.word == .needsALook ? Color.orange : Color.secondary)
        }
        .buttonStyle(.borderless)
        .frame(minHeight: Size.finger)
        .accessibilityHint(sync.why)
        .popover(isPresented: $asked) {
            Text(sync.why)
                .padding()
                .presentationCompactAdaptation(.popover)
        }
    }
}

extension SyncWord {
    var symbol: String {
        switch self {
        case .onThisPhone: "iphone"
        case .sent: "checkmark"
        case .counted: "checkmark.circle.fill"
        case .late: "clock.badge.exclamationmark"
        case .waitingForKey: "key"
        case .needsALook: "exclamationmark.triangle"
        }
    }
}

/// Sizes that hold everywhere.
enum Size {
    /// The least that a finger hits surely.
    static let finger: CGFloat = 44
    static let corner: CGFloat = 14
}
