// The four states of a screen: a moment, nothing yet, the rows, or what went wrong and what to do.

import Kith
import KithModels
import SwiftUI

/// A screen over rows from the core.
struct Place<Rows: Sendable, Content: View>: View {
    let live: Live<Rows>
    @ViewBuilder let content: (Rows) -> Content
    @Environment(\.words) private var words

    var body: some View {
        Group {
            switch live.showing {
            case .loading:
                ProgressView(words.loadingScreen)
                    .frame(maxWidth: .infinity, maxHeight: .infinity)
            case .shown(let rows):
                content(rows)
            case .failed(let error):
                Fault(error: error) { await live.refresh() }
            }
        }
        .task { await live.follow() }
    }
}

/// Nothing here yet: what will stand here, and how it comes about.
struct Nothing: View {
    let title: String
    let help: String
    let symbol: String

    var body: some View {
        ContentUnavailableView {
            Label(title, systemImage: symbol)
        } description: {
            Text(help)
        }
    }
}

/// What went wrong, that nothing is lost, and one thing to do.
struct Fault: View {
    let error: KithError
    let again: @MainActor () async -> Void
    @Environment(\.words) private var words

    var body: some View {
        ContentUnavailableView {
            Label(words.title(of: error), systemImage: error.symbol)
        } description: {
            Text(words.help(for: error))
        } actions: {
            Button(words.actionTryAgain) {
                Task { await again() }
            }
            .buttonStyle(.borderedProminent)
            .controlSize(.large)
        }
    }
}

/// Why something was not done, where the finger was; what was typed is kept.
struct Refusal: View {
    let doing: Doing
    @Environment(\.words) private var words

    var body: some View {
        if let error = doing.refusal {
            VStack(alignment: .leading, spacing: 4) {
                Label(words.title(of: error), systemImage: error.symbol)
                    .font(.headline)
                Text(words.help(for: error))
            }
            .foregroundStyle(Color.red)
            .accessibilityElement(children: .combine)
            .accessibilityIdentifier("refusal")
        }
    }
}

extension KithError {
    var symbol: String {
        switch self {
        case .Refused, .Invalid: "hand.raised"
        case .NotFound: "questionmark.folder"
        case .Offline: "wifi.slash"
        case .Retry: "hourglass"
        case .KeyGone: "key.slash"
        case .ServerFault: "exclamationmark.icloud"
        case .UpdateNeeded: "arrow.down.app"
        case .StorageFull: "internaldrive"
        case .Closed, .Internal: "exclamationmark.triangle"
        }
    }
}
