// Home: what needs me, then what I can do, then one quiet line.

import Kith
import KithModels
import SwiftUI

struct HomeView: View {
    @Bindable var neighbourhood: NeighbourhoodModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: neighbourhood.home.live) { rows in
            let needs = neighbourhood.home.needs(rows)
            List {
                Section {
                    if needs.isEmpty {
                        Nothing(
                            title: words.homeNothing, help: words.homeNothingHelp, symbol: "checkmark.circle")
                    }
                    ForEach(needs) { need in
                        NeedRow(need: need) { neighbourhood.open(need) }
                    }
                } header: {
                    Text(words.homeNeeds)
                }
                Section {
                    Action(title: words.homePledge, symbol: "shippingbox") {
                        neighbourhood.stack.tab = .order
                    }
                    Action(title: words.homeNoteHours, symbol: "clock") {
                        neighbourhood.stack.open(.noteHours, in: .hours)
                    }
                    Action(title: words.homeLogVisit, symbol: "figure.walk") {
                        neighbourhood.openLogVisit()
                    }
                    Action(title: words.homeInvite, symbol: "person.badge.plus") {
                        neighbourhood.stack.open(.invite, in: .people)
                    }
                } header: {
                    Text(words.homeDo)
                }
                Section {
                    SyncLineView(sync: neighbourhood.sync) {
                        neighbourhood.stack.open(.syncDetails, in: .people)
                    }
                }
            }
            .refreshable { await neighbourhood.sync.sync() }
        }
        .navigationTitle(words.homeHello(name: neighbourhood.me.name))
    }
}

extension NeighbourhoodModel {
    /// Opens the place that a need speaks of.
    func open(_ need: Need) {
        switch need {
        case .look: stack.open(.syncDetails, in: .people)
        case .agree(let entry): stack.open(.entry(entry.claim), in: .hours)
        case .closing(let round): stack.open(.round(round.name), in: .order)
        case .visit(let pairing): stack.open(.pairing(pairing.space), in: .visits)
        }
    }
}

/// One thing that needs the person.
private struct NeedRow: View {
    let need: Need
    let open: @MainActor () -> Void
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Button(action: open) {
            Label {
                VStack(alignment: .leading, spacing: 2) {
                    Text(title).font(.headline)
                    Text(help).foregroundStyle(.secondary)
                }
            } icon: {
                Image(systemName: symbol)
            }
            .frame(minHeight: Size.finger)
        }
        .buttonStyle(.plain)
        .accessibilityElement(children: .combine)
        .accessibilityAddTraits(.isButton)
    }

    private var title: String {
        switch need {
        case .look(let count): words.synclineLook(count: Int(count))
        case .agree(let entry):
            words.homeAgree(name: entry.notedBy.name, time: words.time(UInt64(entry.minutes)))
        case .closing(let round):
            words.homeClosing(round: round.title ?? words.roundsUntitled, day: format.day(round.closes ?? ""))
        case .visit(let pairing): words.homeVisit(name: pairing.host?.name ?? words.visitsSomeone)
        }
    }

    private var help: String {
        switch need {
        case .look: words.homeLookHelp
        case .agree: words.homeAgreeHelp
        case .closing: words.homeClosingHelp
        case .visit(let pairing):
            pairing.visits.last?.note.map { words.homeVisitLast(day: format.day($0.day)) } ?? words.homeVisitNone
        }
    }

    private var symbol: String {
        switch need {
        case .look: "exclamationmark.triangle"
        case .agree: "clock"
        case .closing: "shippingbox"
        case .visit: "figure.walk"
        }
    }
}

/// Something one can do from Home.
private struct Action: View {
    let title: String
    let symbol: String
    let open: @MainActor () -> Void

    var body: some View {
        Button(action: open) {
            Label(title, systemImage: symbol).frame(minHeight: Size.finger)
        }
    }
}
