// The app's only window: opening, the welcome, a neighbourhood, or why the phone does not open.

import KithModels
import SwiftUI

/// Everything the person sees. The app target shows one.
public struct KithRoot: View {
    let app: AppModel
    @Environment(\.scenePhase) private var phase

    public init(_ app: AppModel) {
        self.app = app
    }

    public var body: some View {
        Group {
            switch app.stage {
            case .opening: Opening()
            case .welcome(let welcome): WelcomeView(welcome: welcome)
            case .waiting(let waiting): WaitingView(waiting: waiting)
            case .at(let neighbourhood): NeighbourhoodView(neighbourhood: neighbourhood)
            case .stuck(let error): Fault(error: error) { await app.start() }
            }
        }
        .task { await app.start() }
        .onOpenURL { app.follow(DeepLink($0)) }
        .onChange(of: phase) {
            // Back in the hand: meet the server, quietly.
            if phase == .active, case .at(let neighbourhood) = app.stage {
                Task { await neighbourhood.sync.sync() }
            }
            if phase == .active, case .waiting(let waiting) = app.stage {
                Task { await waiting.look() }
            }
        }
    }
}

private struct Opening: View {
    @Environment(\.words) private var words

    var body: some View {
        ProgressView(words.loadingOpening)
    }
}

/// Five places at the bottom, each with what was opened on top of it.
struct NeighbourhoodView: View {
    @Bindable var neighbourhood: NeighbourhoodModel
    @Environment(\.words) private var words

    var body: some View {
        TabView(selection: $neighbourhood.stack.tab) {
            ForEach(KithModels.Tab.allCases, id: \.self) { tab in
                SwiftUI.Tab(words.name(of: tab), systemImage: tab.symbol, value: tab) {
                    NavigationStack(path: $neighbourhood.stack.screens) {
                        TabPlace(tab: tab, neighbourhood: neighbourhood)
                            .navigationDestination(for: Screen.self) { screen in
                                ScreenView(screen: screen, neighbourhood: neighbourhood)
                            }
                    }
                }
            }
        }
        .task { await neighbourhood.visits.live.refresh() }
        .task { await neighbourhood.sync.sync() }
        .task { await neighbourhood.door.live.follow() }
    }
}

/// A tab's own screen.
private struct TabPlace: View {
    let tab: KithModels.Tab
    let neighbourhood: NeighbourhoodModel

    var body: some View {
        switch tab {
        case .home: HomeView(neighbourhood: neighbourhood)
        case .order: RoundsView(neighbourhood: neighbourhood)
        case .hours: HoursView(neighbourhood: neighbourhood)
        case .visits: VisitsView(neighbourhood: neighbourhood)
        case .people: PeopleView(neighbourhood: neighbourhood)
        }
    }
}

/// A screen on top.
private struct ScreenView: View {
    let screen: Screen
    let neighbourhood: NeighbourhoodModel

    var body: some View {
        switch screen {
        case .openRound:
            OpenRoundView(opening: neighbourhood.openRound()) { name in
                back()
                neighbourhood.stack.open(.round(name))
            }
        case .round(let name): RoundView(round: neighbourhood.round(name), neighbourhood: neighbourhood)
        case .bill(let name): BillView(round: neighbourhood.round(name))
        case .organise(let name): OrganiseView(round: neighbourhood.round(name))
        case .noteHours: NoteHoursView(note: neighbourhood.noteHours(), done: back)
        case .entry(let claim): EntryView(claim: claim, hours: neighbourhood.hours)
        case .board: BoardView(board: neighbourhood.board)
        case .pairing(let space): PairingView(space: space, neighbourhood: neighbourhood)
        case .logVisit(let space): LogVisitView(visit: neighbourhood.logVisit(space), done: back)
        case .concerns: ConcernsView(concerns: neighbourhood.concerns)
        case .member(let id): MemberView(id: id, people: neighbourhood.people)
        case .household(let id): HouseholdView(id: id, people: neighbourhood.people, done: back)
        case .door: DoorView(door: neighbourhood.door)
        case .hangPoster: HangPosterView(door: neighbourhood.door)
        case .invite: InviteView(people: neighbourhood.people)
        case .enter: EnterView(people: neighbourhood.people, done: back)
        case .writer(let id): WriterView(id: id, people: neighbourhood.people, done: back)
        case .writeFor(let id):
            if let writing = neighbourhood.writing(for: id) { WriteForView(writing: writing) }
        case .roundFor(let id, let name):
            if let writing = neighbourhood.writing(for: id) {
                ForSomebody(name: writing.member.name) {
                    RoundView(round: writing.round(name), neighbourhood: neighbourhood)
                }
            }
        case .noteHoursFor(let id):
            if let writing = neighbourhood.writing(for: id) {
                ForSomebody(name: writing.member.name) {
                    NoteHoursView(note: writing.noteHours(), done: back)
                }
            }
        case .addPhone(let id):
            AddPhoneView(member: id, neighbourhood: neighbourhood, carried: neighbourhood.carried())
        case .carried: CarriedView(carried: neighbourhood.carried())
        case .phone: PhoneView(neighbourhood: neighbourhood)
        case .syncDetails: SyncDetailsView(sync: neighbourhood.sync)
        case .help: HelpView()
        case .licences: LicencesView()
        }
    }

    private func back() {
        neighbourhood.stack.back()
    }
}

extension KithModels.Tab {
    var symbol: String {
        switch self {
        case .home: "house"
        case .order: "shippingbox"
        case .hours: "clock"
        case .visits: "figure.walk"
        case .people: "person.2"
        }
    }
}
