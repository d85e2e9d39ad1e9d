// A case as a crate with slots: those that are spoken for, and those still open. Says the same in words.

import Kith
import KithModels
import SwiftUI

/// How full the case is that is being filled.
struct Crate: View {
    let row: ArticleRow
    @Environment(\.words) private var words
    /// Cases of more than this are drawn as a bar: slots would be too small to count.
    private static let most = 24

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            if row.article.caseSize > 1 {
                ProgressView(value: Double(row.filled), total: Double(row.article.caseSize))
                    .accessibilityHidden(true)
            }
            Text(caption)
                .font(.footnote)
                .foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }

    private var caption: String {
        if row.missingUnits > 0 { return words.roundMissing(count: Int(row.missingUnits)) }
        if row.cases > 0 { return words.roundCasesFull }
        return words.roundNotStarted
    }
}
