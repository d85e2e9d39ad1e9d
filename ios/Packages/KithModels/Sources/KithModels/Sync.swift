// Where this phone stands with the server: one quiet line, the details behind it, and syncing now.

import Kith
import Observation

/// The quiet line. It comes from what the core says, never from hope.
public enum SyncLine: Equatable, Sendable {
    case running
    /// The last try found no server; this many commands wait.
    case offline
    case needsALook(UInt32)
    case waiting(UInt32)
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

    init(_ kith: Kith, _ community: Community) {
        self.kith = kith
        self.community = community
        live = Live(community.revisions) { try await community.status() }
    }

    /// The quiet line; none before the phone was asked.
    public var line: SyncLine? {
        if running { return .running }
        guard let status = live.rows else { return nil }
        if status.needsALook > 0 { return .needsALook(status.needsALook) }
        if trouble == .Offline { return .offline }
        if status.unsent > 0 { return .waiting(status.unsent) }
        return status.lastContact.map { .upToDate($0) } ?? .never
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
        await live.refresh()
    }

    /// Forgets something that needs a look, now that its person has read why.
    public func dismiss(_ item: OutboxRow) async {
        await doing.run { try await community.dismiss(item) }
        await live.refresh()
    }
}
