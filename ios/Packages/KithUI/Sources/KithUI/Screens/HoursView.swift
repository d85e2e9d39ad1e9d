// Hours: where I stand, what waits for my yes, what was noted.

import Kith
import KithModels
import SwiftUI

struct HoursView: View {
    let neighbourhood: NeighbourhoodModel
    private var hours: HoursModel { neighbourhood.hours }
    @Environment(\.words) private var words

    var body: some View {
        Place(live: hours.live) { rows in
            List {
                if let balance = hours.balance { BalanceCard(minutes: balance.minutes) }
                if !hours.waiting.isEmpty {
                    Section {
                        ForEach(hours.waiting) { entry in link(entry) }
                    } header: {
                        Text(words.hoursWaiting)
                    }
                }
                Section {
                    if rows.entries.isEmpty {
                        Nothing(title: words.hoursEmpty, help: words.hoursEmptyHelp, symbol: "clock")
                    }
                    ForEach(rows.entries) { entry in link(entry) }
                } header: {
                    Text(words.hoursHistory)
                }
                DisclosureGroup(words.hoursEveryone) {
                    ForEach(rows.balances) { balance in
                        LabeledContent(balance.member.name, value: words.signed(balance.minutes))
                    }
                }
            }
            .refreshable { await neighbourhood.sync.sync() }
        }
        .navigationTitle(words.hoursTitle)
        .toolbar { NavigationLink(words.boardTitle, value: Screen.board) }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.hoursNote, symbol: "plus", doing: hours.doing) {
                neighbourhood.stack.open(.noteHours)
            }
        }
    }

    private func link(_ entry: EntryRow) -> some View {
        NavigationLink(value: Screen.entry(entry.claim)) { EntryCard(entry: entry) }
    }
}

/// A balance without praise or blame.
private struct BalanceCard: View {
    let minutes: Int64
    @Environment(\.words) private var words

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(words.hoursBalance)
            Text(words.signed(minutes)).font(.largeTitle).bold()
            Text(help).foregroundStyle(.secondary)
        }
        .accessibilityElement(children: .combine)
    }

    private var help: String {
        minutes == 0
            ? words.hoursBalanceEven : minutes > 0 ? words.hoursBalanceGiven : words.hoursBalanceReceived
    }
}

struct EntryCard: View {
    let entry: EntryRow
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(words.hoursLine(giver: entry.giver.name, receiver: entry.receiver.name)).font(.headline)
            Text(verbatim: "\(entry.kind), \(words.time(UInt64(entry.minutes)))")
            Text(format.day(entry.day)).font(.footnote)
            if let awaits = entry.awaits { Text(words.hoursAwaits(name: awaits.name)).font(.footnote) }
            SyncSign(sync: entry.sync)
        }
        .padding(.vertical, 4)
    }
}

/// One note of help, and what may be done with it.
struct EntryView: View {
    let claim: ItemId
    let hours: HoursModel
    @State private var asking = false
    @Environment(\.words) private var words

    var body: some View {
        Place(live: hours.live) { _ in
            if let entry = hours.entry(claim) {
                List {
                    EntryCard(entry: entry)
                    Text(entry.why)
                    if let note = entry.note, !note.isEmpty { Text(note) }
                    ForEach(entry.questions.indices, id: \.self) { index in
                        Question(question: entry.questions[index], entry: entry, hours: hours)
                    }
                    Refusal(doing: hours.doing)
                    if entry.deeds.contains(.agree) {
                        Button(words.hoursAgree) { Task { await hours.agree(to: entry) } }
                            .buttonStyle(.borderedProminent)
                            .controlSize(.large)
                    }
                    if entry.deeds.contains(.question) {
                        Button(words.hoursQuestion) { asking = true }
                    }
                    if entry.deeds.contains(.withdraw) {
                        Button(words.hoursWithdraw, role: .destructive) {
                            Task { await hours.withdraw(entry) }
                        }
                    }
                }
                .sheet(isPresented: $asking) { QuestionSheet(entry: entry, hours: hours) }
            }
        }
        .navigationTitle(words.hoursTitle)
    }
}

private struct Question: View {
    let question: QuestionRow
    let entry: EntryRow
    let hours: HoursModel
    @Environment(\.words) private var words

    var body: some View {
        Text(
            question.words.map { words.hoursQuestioned(name: question.by.name, words: $0) }
                ?? words.hoursQuestionedPlain(name: question.by.name))
        if hours.isMine(question) {
            Button(words.hoursLift) { Task { await hours.lift(question, on: entry) } }
        }
    }
}

private struct QuestionSheet: View {
    let entry: EntryRow
    let hours: HoursModel
    @State private var text = ""
    @Environment(\.dismiss) private var dismiss
    @Environment(\.words) private var words

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    TextField(words.hoursQuestionLabel, text: $text, axis: .vertical)
                } footer: {
                    Text(words.hoursQuestionHelp)
                }
            }
            .navigationTitle(words.hoursQuestion)
            .toolbar { Button(words.actionCancel) { dismiss() } }
            .safeAreaInset(edge: .bottom) {
                MainButton(words.hoursQuestionSend, doing: hours.doing) {
                    if await hours.question(entry, words: text) { dismiss() }
                }
            }
        }
    }
}
