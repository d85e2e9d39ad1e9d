// One phone. Read next: Community.swift, then Revisions.swift.

import Foundation
@_exported import KithCore

/// The version of the core's surface that this library was written for.
private let api: UInt32 = 1

/// One phone: one folder, opened once, by one process.
///
/// Everything is written on this phone first and never waits for the network; ``sync(progress:)`` exchanges it.
public final class Kith: Sendable {
    let core: KithCore.Kith

    private init(_ core: KithCore.Kith) {
        self.core = core
    }

    /// Opens the phone in the folder `home`, making it if need be.
    ///
    /// - Parameters:
    ///   - keys: where the device's secrets lie; on iOS the Keychain.
    ///   - log: hears the log, which never holds anything anyone wrote.
    /// - Throws: `Retry` while the folder is open elsewhere or the keys cannot be read; `KeyGone`; `UpdateNeeded`
    ///   for a folder of a newer version; `StorageFull`.
    public static func open(
        at home: URL, keys: any SecureStore, log: (any LogSink)? = nil
    ) async throws(KithError) -> Kith {
        try failing { try requireApi(api: api) }
        return Kith(try await failing { try await KithCore.Kith.open(home: home.path, keys: keys, log: log) })
    }

    /// The communities this phone belongs to, in a stable order.
    public func communities() async throws(KithError) -> [CommunityRow] {
        try await failing { try await core.communities() }
    }

    /// One community, to look at and to act in. One that is not on this phone is `NotFound` at the first call.
    public func community(_ id: CommunityId) -> Community {
        Community(core.community(id: id))
    }

    /// Founds a community that lives at `server`, as the server printed its address. Works offline.
    public func found(at server: String) async throws(KithError) -> Community {
        Community(try await failing { try await core.found(server: server) })
    }

    /// What an invite link says, to show before anybody joins by it.
    public func preview(of link: String) async throws(KithError) -> InvitePreview {
        try await failing { try await core.lookAt(link: link) }
    }

    /// Joins by an invite link. Works offline.
    public func join(by link: String) async throws(KithError) -> Community {
        Community(try await failing { try await core.join(link: link) })
    }

    /// Reads a supplier's price list from the bytes of its file. A bad line is in the answer, with why.
    public func readPriceList(_ file: Data) async throws(KithError) -> ReadPriceList {
        try await failing { try await core.readPriceList(file: file) }
    }

    /// Reads the track of a run from the bytes of its GPX file: its length and the time in motion.
    ///
    /// - Parameter trimMetres: left out at both ends, so that it shows nobody's door.
    public func readRun(_ file: Data, trimMetres: UInt32 = 200) async throws(KithError) -> VisitRun {
        try await failing { try await core.readRun(file: file, trimMetres: trimMetres) }
    }

    /// How somebody wants their app.
    public func settings() async throws(KithError) -> Settings {
        try await failing { try await core.settings() }
    }

    /// Keeps how somebody wants their app.
    public func keep(_ settings: Settings) async throws(KithError) {
        try await failing { try await core.keepSettings(settings: settings) }
    }

    /// Wants this phone to be woken at the web address a push service gave for it; none to be woken no more. Each
    /// community's server is told with the next sync. What then comes has no content: it only means *sync*.
    public func wake(at endpoint: String?) async throws(KithError) {
        try await failing { try await core.wakeAt(endpoint: endpoint) }
    }

    /// How it stands with waking this phone: where, and which communities' servers do so.
    public func wakes() async throws(KithError) -> Wakes {
        try await failing { try await core.wakes() }
    }

    /// How many objects of this phone are held, this one included: for tests for leaks.
    public var objects: UInt32 { core.objects() }

    /// Exchanges with the servers of all communities what is new on either side.
    ///
    /// Cancelling the task stops it after what is being taken in: the report then says `cancelled`, nothing is
    /// half done, and the rest comes next time.
    ///
    /// - Throws: `Offline` when no server at all could be reached. One community's trouble among several is in
    ///   the report.
    @discardableResult
    public func sync() async throws(KithError) -> SyncReport {
        let run = try failing { try core.sync() }
        return try await failing {
            try await withTaskCancellationHandler {
                try await run.finished()
            } onCancel: {
                run.cancel()
            }
        }
    }

    /// Revisions of this phone: one now, then one whenever a screen may show something new.
    public var revisions: Revisions {
        Revisions { [core] in try core.observe(observer: $0) }
    }

    /// Ends everything under way and lets go of the folder; all calls answer `Closed` from then on. May be called
    /// twice.
    public func shutDown() async throws(KithError) {
        try await failing { try await core.shutDown() }
    }
}
