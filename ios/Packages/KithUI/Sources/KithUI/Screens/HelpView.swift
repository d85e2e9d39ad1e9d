// Help and licences: plain pages.

import KithModels
import SwiftUI

struct HelpView: View {
    @Environment(\.words) private var words

    var body: some View {
        List {
            answer(words.helpOfflineQ, words.helpOfflineA)
            answer(words.helpWordsQ, words.helpWordsA)
            answer(words.helpSeeQ, words.helpSeeA)
            answer(words.helpLostQ, words.helpLostA)
        }
        .navigationTitle(words.helpTitle)
    }

    private func answer(_ question: String, _ answer: String) -> some View {
        Section {
            Text(answer)
        } header: {
            Text(question)
        }
    }
}

struct LicencesView: View {
    @Environment(\.words) private var words

    var body: some View {
        List {
            Text(words.licencesKith)
            ForEach(Self.others, id: \.self) { Text($0) }
        }
        .navigationTitle(words.licencesTitle)
    }

    /// Names are not translated.
    private static let others = [
        "Automerge (MIT)", "SQLite (public domain)", "UniFFI (MPL 2.0)", "rustls, tokio, serde and other crates",
    ]
}
