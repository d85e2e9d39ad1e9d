// Where this phone stands with the server: one quiet line, the details behind it, and syncing now.

import Kith
import Observation

/// The quiet line. It comes from what the core says, never from hope.
public enum QuietLine: Equatable, Sendable {
    case running
    /// The last try found no server.
    case offline
    /// This many of one's own commands were not taken.
    case needsALook(UInt32)
    /// This many commands wait to be sent.
    case waiting(UInt32)
    /// The last sync found something wrong, and what.
    case trouble(String)
    /// The server has all there is; it last answered then, in seconds since 1970.
    case upToDate(Int64)
    case never
}

@MainActor @Observable
public final class SyncModel {
    /// The details: what waits, by name, and what went wrong.
    public let live: Live<Status>
    /// Why the last sync came to nothing, if it did.
    public private(set) var trouble: KithError?
    public private(set) var running = false
    public let doing = Doing()
    @ObservationIgnored private let kith: Kith
    @ObservationIgnored private let community: Community
    @ObservationIgnored private let home: HomeModel

    init(_ kith: Kith, _ community: Community, _ home: HomeModel) {
        self.kith = kith
        self.community = community
        self.home = home
        live = Live(community.revisions) { try await community.status() }
    }

    /// The quiet line; none before Home was asked for.
    public var line: QuietLine? {
        if running { return .running }
        guard let home = home.live.rows else { return nil }
        if home.notTakenTotal > 0 { return .needsALook(home.notTakenTotal) }
        if trouble == .Offline { return .offline }
        switch home.line.word {
        case .upToDate: return home.line.lastContact.map { .upToDate($0) } ?? .never
        case .waiting: return .waiting(home.line.unsent)
        case .trouble: return .trouble(home.line.why)
        }
    }

    /// Meets the server. Cancelling the task stops it, and what was taken in stays.
    public func sync() async {
        guard !running else { return }
        running = true
        defer { running = false }
        do throws(KithError) {
            let report = try await kith.sync()
            trouble = report.troubles.first { $0.community == community.id }?.error
        } catch {
            trouble = error
        }
        await home.live.refresh()
        await live.refresh()
    }

    /// Forgets something that needs a look, now that its person has read why.
    public func dismiss(_ item: OutboxRow) async {
        await doing.run { try await community.dismiss(item) }
        await live.refresh()
    }
}
