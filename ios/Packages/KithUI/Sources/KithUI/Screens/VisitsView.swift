// Visits: my pairings, and one of them with its plan and what was noted.

import Kith
import KithModels
import SwiftUI

struct VisitsView: View {
    let neighbourhood: NeighbourhoodModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: neighbourhood.visits.live) { page in
            List {
                if page.rows.isEmpty {
                    Nothing(title: words.visitsEmpty, help: words.visitsEmptyHelp, symbol: "figure.walk")
                }
                ForEach(page.rows) { pairing in
                    NavigationLink(value: Screen.pairing(pairing.space)) {
                        VStack(alignment: .leading, spacing: 4) {
                            Text(words.title(of: pairing, host: neighbourhood.visits.isHost(of: pairing)))
                                .font(.headline)
                            Text(words.name(of: pairing.stage))
                            Text(words.visitsCount(count: Int(pairing.count.visits))).font(.footnote)
                            SyncSign(sync: pairing.sync)
                        }
                    }
                }
            }
            .refreshable { await neighbourhood.sync.sync() }
        }
        .navigationTitle(words.visitsTitle)
    }
}

struct PairingView: View {
    let space: SpaceId
    let neighbourhood: NeighbourhoodModel
    @State private var speaking: VisitRow?
    private var visits: VisitsModel { neighbourhood.visits }
    @Environment(\.words) private var words

    var body: some View {
        Place(live: visits.live) { _ in
            if let pairing = visits.pairing(space) {
                List {
                    PlanSection(pairing: pairing)
                    Section {
                        if pairing.visits.isEmpty { Text(words.visitsHistoryNone) }
                        ForEach(pairing.visits) { visit in
                            VisitCard(visit: visit, speak: speak(visit, pairing))
                        }
                    } header: {
                        Text(words.visitsHistory)
                    }
                    Section {
                        Text(
                            pairing.coordinators.first.map { words.visitsCall(name: $0.name) }
                                ?? words.visitsCallNone)
                        NavigationLink(words.concernTitle, value: Screen.concerns)
                            .frame(minHeight: Size.finger)
                    }
                    if visits.isCoordinator(of: pairing) {
                        EraseButton(
                            title: words.visitsErase, asks: words.erasePairingTitle,
                            help: words.erasePairingHelp, doing: visits.doing
                        ) {
                            if await visits.erase(pairing) { neighbourhood.stack.back() }
                        }
                    }
                }
                .navigationTitle(words.title(of: pairing, host: visits.isHost(of: pairing)))
                .safeAreaInset(edge: .bottom) {
                    if visits.isVisitor(of: pairing) {
                        MainButton(words.visitsLog, symbol: "plus", doing: visits.doing) {
                            neighbourhood.stack.open(.logVisit(space))
                        }
                    }
                }
                .sheet(item: $speaking) { OwnWordsSheet(visit: $0, pairing: pairing, visits: visits) }
            }
        }
    }

    /// The host may say how a visit was, in their own words.
    private func speak(_ visit: VisitRow, _ pairing: PairingRow) -> (@MainActor () -> Void)? {
        guard visits.isHost(of: pairing), visit.ownWords == nil else { return nil }
        return { speaking = visit }
    }
}

private struct PlanSection: View {
    let pairing: PairingRow
    @Environment(\.words) private var words

    var body: some View {
        Section {
            Text(words.name(of: pairing.stage)).bold()
            if let plan = pairing.plan {
                if !plan.place.isEmpty { LabeledContent(words.visitsPlace, value: plan.place) }
                if !plan.times.isEmpty { LabeledContent(words.visitsTimes, value: plan.times) }
                if !plan.wishes.isEmpty { LabeledContent(words.visitsWishes, value: plan.wishes) }
            } else if pairing.sync.word == .waitingForKey {
                Text(words.visitsPlanWaits)
            }
            SyncSign(sync: pairing.sync)
        }
    }
}

private struct VisitCard: View {
    let visit: VisitRow
    let speak: (@MainActor () -> Void)?
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            if let note = visit.note {
                Text(format.day(note.day)).font(.headline)
                Text(verbatim: "\(words.name(of: note.kind)), \(words.name(of: note.part))")
                if !note.words.isEmpty { Text(note.words) }
                if let run = note.run { Text(words.visitsRun(km: format.distance(run.metres))).font(.footnote) }
            } else {
                Text(words.visitsUnreadable)
            }
            if let own = visit.ownWords {
                Text(words.visitsOwnWordsOf(name: words.visitsSomeone, words: own)).italic()
            }
            if let speak { Button(words.visitsOwnWords, action: speak) }
            SyncSign(sync: visit.sync)
        }
        .padding(.vertical, 4)
    }
}

private struct OwnWordsSheet: View {
    let visit: VisitRow
    let pairing: PairingRow
    let visits: VisitsModel
    @State private var text = ""
    @Environment(\.dismiss) private var dismiss
    @Environment(\.words) private var words

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    TextField(words.visitsOwnWordsLabel, text: $text, axis: .vertical)
                } footer: {
                    Text(words.visitsOwnWordsHelp)
                }
            }
            .navigationTitle(words.visitsOwnWords)
            .toolbar { Button(words.actionCancel) { dismiss() } }
            .safeAreaInset(edge: .bottom) {
                MainButton(words.actionSave, doing: visits.doing) {
                    if await visits.say(text, about: visit, in: pairing) { dismiss() }
                }
            }
        }
    }
}

extension Words {
    /// A pairing as the person in it would call it.
    func title(of pairing: PairingRow, host: Bool) -> String {
        if host { return pairing.visitors.first.map { visitsHosting(name: $0.name) } ?? visitsHostingNone }
        return visitsVisiting(name: pairing.host?.name ?? visitsSomeone)
    }
}
