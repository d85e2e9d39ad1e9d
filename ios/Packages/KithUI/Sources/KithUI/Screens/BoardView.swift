// Offers and requests: what neighbours could do, and what would help them.

import Kith
import KithModels
import SwiftUI

struct BoardView: View {
    @Bindable var board: BoardModel
    @State private var posting = false
    @Environment(\.words) private var words

    var body: some View {
        Place(live: board.live) { page in
            List {
                if page.rows.isEmpty {
                    if board.search.isEmpty {
                        Nothing(title: words.boardEmpty, help: words.boardEmptyHelp, symbol: "pin")
                    } else {
                        Text(words.boardNone(text: board.search))
                    }
                }
                Notices(title: words.boardOffers, rows: page.rows.filter { $0.kind == .offer }, board: board)
                Notices(title: words.boardRequests, rows: page.rows.filter { $0.kind == .request }, board: board)
            }
        }
        .id(board.search)
        .searchable(text: $board.search, prompt: words.boardSearch)
        .navigationTitle(words.boardTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.boardPost, symbol: "plus", doing: board.doing) { posting = true }
        }
        .sheet(isPresented: $posting) { PostSheet(board: board) }
    }
}

private struct Notices: View {
    let title: String
    let rows: [NoticeRow]
    let board: BoardModel
    @Environment(\.words) private var words

    var body: some View {
        if !rows.isEmpty {
            Section {
                ForEach(rows) { notice in
                    VStack(alignment: .leading, spacing: 4) {
                        Text(notice.title).font(.headline)
                        if !notice.text.isEmpty { Text(notice.text) }
                        Text(notice.member.name).font(.footnote)
                        SyncSign(sync: notice.sync)
                        if notice.mine, !notice.closed {
                            Button(words.boardClose) { Task { await board.close(notice) } }
                        }
                    }
                }
            } header: {
                Text(title)
            }
        }
    }
}

private struct PostSheet: View {
    let board: BoardModel
    @State private var kind = NoticeKind.offer
    @State private var title = ""
    @State private var text = ""
    @Environment(\.dismiss) private var dismiss
    @Environment(\.words) private var words

    var body: some View {
        NavigationStack {
            Form {
                Picker(words.boardTitle, selection: $kind) {
                    Text(words.boardOffer).tag(NoticeKind.offer)
                    Text(words.boardRequest).tag(NoticeKind.request)
                }
                .pickerStyle(.segmented)
                TextField(words.boardTitleLabel, text: $title)
                TextField(words.boardTextLabel, text: $text, axis: .vertical)
            }
            .navigationTitle(words.boardPost)
            .toolbar { Button(words.actionCancel) { dismiss() } }
            .safeAreaInset(edge: .bottom) {
                MainButton(words.boardPost, doing: board.doing) {
                    if await board.post(kind, title: title, text: text) { dismiss() }
                }
                .disabled(title.isEmpty)
            }
        }
    }
}
