// How every screen gets its rows: asked of the core, and asked again whenever something changed.

import Kith
import Observation

/// What a screen has to show.
public enum Showing<Rows: Sendable>: Sendable {
    /// Not asked yet. Takes milliseconds, so a screen shows its frame and no spinner.
    case loading
    case shown(Rows)
    /// The core could not say; a change may help.
    case failed(KithError)

    /// The rows, if there are any.
    public var rows: Rows? {
        if case .shown(let rows) = self { rows } else { nil }
    }
}

/// The rows of one screen, kept fresh while the screen is there.
@MainActor @Observable
public final class Live<Rows: Sendable> {
    public private(set) var showing: Showing<Rows> = .loading
    @ObservationIgnored private let revisions: Revisions
    @ObservationIgnored private let look: @Sendable () async throws -> Rows

    init(_ revisions: Revisions, _ look: @escaping @Sendable () async throws -> Rows) {
        self.revisions = revisions
        self.look = look
    }

    /// The rows, if there are any.
    public var rows: Rows? { showing.rows }

    /// Asks once.
    public func refresh() async {
        do {
            showing = .shown(try await look())
        } catch {
            showing = .failed(KithError(error))
        }
    }

    /// Asks now and after every change, until the task that follows is cancelled.
    public func follow() async {
        for await _ in revisions { await refresh() }
    }
}

/// What a person does on a screen: one thing at a time, and what came of it.
@MainActor @Observable
public final class Doing {
    /// Something is being done: its button waits.
    public private(set) var busy = false
    /// Why the last thing was not done, until the person has read it.
    public var refusal: KithError?

    /// Does `work` unless something is being done already.
    ///
    /// - Returns: whether it was done.
    @discardableResult
    func run(_ work: () async throws -> Void) async -> Bool {
        guard !busy else { return false }
        busy = true
        defer { busy = false }
        do {
            try await work()
            refusal = nil
            return true
        } catch {
            refusal = KithError(error)
            return false
        }
    }
}
