// Erasing: what goes, that it is gone for good, and once more before it is done.

import KithModels
import SwiftUI

/// A button that says what it takes away before it does.
struct EraseButton: View {
    let title: String
    let asks: String
    let help: String
    let doing: Doing
    let erase: @MainActor () async -> Void
    @State private var asked = false
    @Environment(\.words) private var words

    var body: some View {
        Section {
            Button(title, role: .destructive) { asked = true }
                .frame(minHeight: Size.finger)
                .confirmationDialog(asks, isPresented: $asked, titleVisibility: .visible) {
                    Button(words.eraseNow, role: .destructive) { Task { await erase() } }
                } message: {
                    Text(verbatim: "\(help) \(words.eraseForever)")
                }
            Refusal(doing: doing)
        }
    }
}
