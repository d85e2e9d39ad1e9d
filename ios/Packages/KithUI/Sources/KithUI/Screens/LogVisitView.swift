// Log a visit: with one thumb, in under a minute, kept as it is typed.

import Kith
import KithModels
import SwiftUI

struct LogVisitView: View {
    @State var visit: LogVisitModel
    let done: @MainActor () -> Void
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Form {
            Choice(words.logWhat, VisitDraft.Kind.allCases, $visit.draft.kind) { words.name(of: $0.word) }
            DayPicker(title: words.logWhen, day: $visit.draft.day)
            Choice(words.logWhen, VisitDraft.Part.allCases, $visit.draft.part) { words.name(of: $0.word) }
            Choice(words.logLong, [nil] + VisitDraft.Length.allCases, $visit.draft.length) { length in
                length.map { words.name(of: $0.word) } ?? words.actionChoose
            }
            Section {
                TextField(words.logBrought, text: $visit.draft.brought)
            } footer: {
                Text(words.logBroughtHelp)
            }
            Section {
                TextField(words.logWords, text: $visit.draft.words, axis: .vertical)
                    .accessibilityIdentifier("words")
            } footer: {
                Text(words.logWordsHelp)
            }
            Toggle(words.logFollowUp, isOn: $visit.draft.followUp)
            Section {
                if let run = visit.draft.run {
                    Text(words.logRun(km: format.distance(run.metres)))
                    Button(words.logRunRemove) { visit.draft.run = nil }
                } else {
                    Text(words.logRunNone).foregroundStyle(.secondary)
                }
            } footer: {
                Text(words.logKept)
            }
        }
        .navigationTitle(words.logTitle)
        .task { await visit.open() }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.logSave, doing: visit.doing) {
                if await visit.save() { done() }
            }
        }
    }
}

/// One of a few words.
private struct Choice<Value: Hashable>: View {
    let title: String
    let values: [Value]
    @Binding var value: Value
    let name: (Value) -> String

    init(_ title: String, _ values: [Value], _ value: Binding<Value>, name: @escaping (Value) -> String) {
        self.title = title
        self.values = values
        self._value = value
        self.name = name
    }

    var body: some View {
        Picker(title, selection: $value) {
            ForEach(values, id: \.self) { value in Text(name(value)).tag(value) }
        }
    }
}
