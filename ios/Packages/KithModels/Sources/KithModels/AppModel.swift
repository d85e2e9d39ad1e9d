// The app as a whole: opening the phone, then either the welcome or a neighbourhood. Read next: Welcome.swift,
// Neighbourhood.swift; every screen has a file of its own.

import Foundation
import Kith
import Observation

/// The whole app. The app target makes one, with the device's Keychain; tests make several.
@MainActor @Observable
public final class AppModel {
    /// Where the app is.
    public enum Stage {
        case opening
        /// Belongs nowhere yet.
        case welcome(WelcomeModel)
        /// Asked to be let in somewhere.
        case waiting(WaitingModel)
        case at(NeighbourhoodModel)
        /// The phone does not open, and why.
        case stuck(KithError)
    }

    public private(set) var stage: Stage = .opening
    @ObservationIgnored private let home: URL
    @ObservationIgnored private let keys: any SecureStore
    @ObservationIgnored private let log: (any LogSink)?
    @ObservationIgnored private var kith: Kith?
    @ObservationIgnored private var link: DeepLink?

    public init(home: URL, keys: any SecureStore, log: (any LogSink)? = nil) {
        self.home = home
        self.keys = keys
        self.log = log
    }

    /// Opens the phone and shows what belongs on it. Called again, it tries again.
    public func start() async {
        if case .at = stage { return }
        do throws(KithError) {
            if kith == nil { kith = try await Kith.open(at: home, keys: keys, log: log) }
            try await arrive()
        } catch {
            stage = .stuck(error)
        }
    }

    /// Follows a link that was opened, scanned or shared: now, or as soon as the phone is open.
    public func follow(_ link: DeepLink) {
        switch (stage, link) {
        case (.at(let neighbourhood), .screen(let screen, let tab)):
            neighbourhood.stack.open(screen, in: tab)
        case (.at(let neighbourhood), .logVisit):
            neighbourhood.openLogVisit()
        case (.at(let neighbourhood), .run(let file)):
            Task { await neighbourhood.attach(run: file) }
        case (.welcome(let welcome), .invite(let invite)):
            welcome.link = invite
        default:
            self.link = link
        }
    }

    /// Meets the servers, as a wake-up in the background does. Cancelling the task stops it.
    public func syncInBackground() async {
        if kith == nil { await start() }
        if case .at(let neighbourhood) = stage { await neighbourhood.sync.sync() }
    }

    /// Lets go of the folder, so that another part of the app may open it.
    public func shutDown() async throws(KithError) {
        try await kith?.shutDown()
        kith = nil
        stage = .opening
    }

    /// Looks anew where this phone belongs: after leaving, and once somebody was let in.
    private func again() async {
        stage = .opening
        await start()
    }

    private func welcome() {
        guard let kith else { return }
        stage = .welcome(WelcomeModel(kith) { [weak self] in await self?.start() })
    }

    private func arrive() async throws(KithError) {
        guard let kith else { return }
        let rows = try await kith.communities()
        var asked: [CommunityRow] = []
        for row in rows where try await kith.community(row.id).askedIn() != nil { asked.append(row) }
        if let row = rows.first(where: { row in row.belongs && !asked.contains { $0.id == row.id } }) {
            stage = .at(NeighbourhoodModel(kith, row) { [weak self] in await self?.again() })
        } else if let row = asked.first {
            let waiting = WaitingModel(kith, kith.community(row.id)) { [weak self] in
                await self?.again()
            } leave: { [weak self] in
                self?.welcome()
            }
            stage = .waiting(waiting)
        } else {
            welcome()
        }
        if let link {
            self.link = nil
            follow(link)
        }
    }
}
