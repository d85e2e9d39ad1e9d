// The one thing to do on a screen: wide, in words, at the bottom where a thumb reaches it.

import KithModels
import SwiftUI

struct MainButton: View {
    let title: String
    var symbol: String?
    let doing: Doing
    let action: @MainActor () async -> Void

    init(
        _ title: String, symbol: String? = nil, doing: Doing, action: @escaping @MainActor () async -> Void
    ) {
        self.title = title
        self.symbol = symbol
        self.doing = doing
        self.action = action
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Refusal(doing: doing)
            Button {
                Task { await action() }
            } label: {
                Group {
                    if let symbol {
                        Label(title, systemImage: symbol)
                    } else {
                        Text(title)
                    }
                }
                .frame(maxWidth: .infinity, minHeight: Size.finger)
            }
            .buttonStyle(.borderedProminent)
            .controlSize(.large)
            .disabled(doing.busy)
        }
        .padding()
        .background(.bar)
    }
}
