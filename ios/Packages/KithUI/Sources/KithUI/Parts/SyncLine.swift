// The one quiet line about syncing. It never covers anything and never spins over what is there.

import KithModels
import SwiftUI

struct SyncLineView: View {
    let sync: SyncModel
    let open: @MainActor () -> Void
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        if let line = sync.line {
            Button(action: open) {
                Label(words.line(line, format), systemImage: line.symbol)
                    .font(.footnote)
                    .foregroundStyle(.secondary)
                    .multilineTextAlignment(.leading)
                    .frame(maxWidth: .infinity, minHeight: Size.finger, alignment: .leading)
            }
            .buttonStyle(.plain)
            .accessibilityHint(words.phoneSyncHelp)
            .accessibilityIdentifier("sync-line")
        }
    }
}

extension QuietLine {
    var symbol: String {
        switch self {
        case .running: "arrow.triangle.2.circlepath"
        case .offline: "wifi.slash"
        case .needsALook, .trouble: "exclamationmark.triangle"
        case .waiting: "tray.full"
        case .upToDate: "checkmark.circle"
        case .never: "iphone"
        }
    }
}
