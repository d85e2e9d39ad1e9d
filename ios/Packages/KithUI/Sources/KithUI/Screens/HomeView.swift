// Home: what needs me, then what I can do, then one quiet line.

import Kith
import KithModels
import SwiftUI

struct HomeView: View {
    @Bindable var neighbourhood: NeighbourhoodModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: neighbourhood.home.live) { home in
            List {
                Section {
                    ForEach(neighbourhood.door.asking) { asking in
                        Action(
                            title: words.doorWaits(name: asking.name ?? words.doorUnnamed),
                            symbol: "door.left.hand.open"
                        ) {
                            neighbourhood.stack.open(.door, in: .people)
                        }
                    }
                    if home.needs.isEmpty, neighbourhood.door.asking.isEmpty {
                        Nothing(
                            title: words.homeNothing, help: words.homeNothingHelp, symbol: "checkmark.circle")
                    }
                    ForEach(home.needs) { need in
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
        case .notTaken: stack.open(.syncDetails, in: .people)
        case .look(let row): open(row.about)
        case .agree(let entry): stack.open(.entry(entry.claim), in: .hours)
        case .closing(let round): stack.open(.round(round.name), in: .order)
        case .short(let row): stack.open(.round(row.round), in: .order)
        case .visit(let host): stack.open(.pairing(host.space), in: .visits)
        }
    }

    private func open(_ about: LookAbout) {
        switch about {
        case .round(let name): stack.open(.round(name), in: .order)
        case .hours(_, let claim): stack.open(.entry(claim), in: .hours)
        case .pairing(let space): stack.open(.pairing(space), in: .visits)
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
        case .notTaken(let item): item.words
        case .look(let row): row.called ?? words.syncNeedsALook
        case .agree(let entry):
            words.homeAgree(name: entry.notedBy.name, time: words.time(UInt64(entry.minutes)))
        case .closing(let round):
            round.closes.map { words.homeClosing(round: round.title ?? words.roundsUntitled, day: format.day($0)) }
                ?? round.title ?? words.roundsUntitled
        case .short(let row): words.homeShort(article: row.name, missing: "\(row.missingUnits)")
        case .visit(let host): words.homeVisit(name: host.host?.name ?? words.visitsSomeone)
        }
    }

    private var help: String {
        switch need {
        case .notTaken(let item): item.next ?? words.homeLookHelp
        case .look(let row): row.why
        case .agree: words.homeAgreeHelp
        case .closing: words.homeClosingHelp
        case .short(let row): row.title ?? words.roundsUntitled
        case .visit(let host): host.last.map { words.homeVisitLast(day: format.day($0)) } ?? words.homeVisitNone
        }
    }

    private var symbol: String {
        switch need {
        case .notTaken, .look: "exclamationmark.triangle"
        case .agree: "clock"
        case .closing, .short: "shippingbox"
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
