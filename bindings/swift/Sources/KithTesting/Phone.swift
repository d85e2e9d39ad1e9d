// Somebody's phone: a folder and the secrets that belong to it.

import Foundation
import Kith
import Synchronization

/// A phone that can be opened, shut and opened again.
public final class Phone: Sendable {
    public let folder: Folder
    public let keys = Pocket()

    public init() throws {
        folder = try Folder("phone")
    }

    public func open() async throws(KithError) -> Kith {
        try await Kith.open(at: folder.url, keys: keys)
    }
}

/// Secrets in memory.
public final class Pocket: SecureStore {
    private let secrets = Mutex<[String: Data]>([:])

    public init() {}

    public func get(name: String) -> Data? {
        secrets.withLock { $0[name] }
    }

    public func put(name: String, secret: Data) {
        secrets.withLock { $0[name] = secret }
    }
}

/// A store that does not answer, as on a phone that was not unlocked since it started.
public final class Locked: SecureStore {
    private struct StillLocked: Error {}

    public init() {}

    public func get(name: String) throws -> Data? { throw StillLocked() }
    public func put(name: String, secret: Data) throws { throw StillLocked() }
}
