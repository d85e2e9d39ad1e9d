// Note hours: who helped whom, how long, when, what. Kept as it is typed.

import Kith
import KithModels
import SwiftUI

struct NoteHoursView: View {
    @State var note: NoteHoursModel
    let done: @MainActor () -> Void
    @Environment(\.words) private var words

    var body: some View {
        Form {
            Picker(words.noteTitle, selection: $note.draft.gave) {
                Text(words.noteGave).tag(true)
                Text(words.noteReceived).tag(false)
            }
            .pickerStyle(.segmented)
            Picker(words.noteWho, selection: $note.draft.other) {
                Text(words.actionChoose).tag(MemberId?.none)
                ForEach(note.others) { member in Text(member.name).tag(MemberId?.some(member.id)) }
            }
            Stepper(value: $note.draft.minutes, in: 5...1_440, step: 5) {
                LabeledContent(words.noteLong, value: words.time(UInt64(note.draft.minutes)))
            }
            DayPicker(title: words.noteDay, day: $note.draft.day)
            Section {
                TextField(words.noteKind, text: $note.draft.kind)
                    .accessibilityIdentifier("kind")
            } footer: {
                Text(words.noteKindHelp)
            }
            Section {
                TextField(words.noteWords, text: $note.draft.words, axis: .vertical)
            } footer: {
                Text(words.noteKept)
            }
        }
        .navigationTitle(words.noteTitle)
        .task { await note.open() }
        .task { await note.members.follow() }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.noteSave, doing: note.doing) {
                if await note.save() { done() }
            }
            .disabled(!note.complete)
        }
    }
}

/// A day. Pickers speak of moments, the core of days: they meet at midnight in Greenwich.
struct DayPicker: View {
    let title: String
    @Binding var day: Day

    var body: some View {
        DatePicker(
            title,
            selection: Binding {
                Days.date(of: day) ?? .now
            } set: {
                day = Days.day(of: $0)
            }, displayedComponents: .date
        )
        .environment(\.timeZone, .gmt)
    }
}
