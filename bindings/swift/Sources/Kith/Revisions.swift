// What changes, as sequences to loop over: revisions, and rows asked for anew at each.

/// Revisions: one now, then one whenever a screen may show something new, at most some fifteen a second.
///
/// A slow reader misses some of them and never the last. The sequence ends when its task is cancelled, or when
/// Kith is shut down. Each loop over it is a subscription of its own.
public struct Revisions: AsyncSequence, Sendable {
    let subscribe: @Sendable (any ChangeObserver) throws -> Subscription

    public func makeAsyncIterator() -> AsyncStream<UInt64>.Iterator {
        let (stream, told) = AsyncStream.makeStream(of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
        do {
            // The core holds the observer, the stream's end holds the subscription: neither holds the other.
            let subscription = try subscribe(Ear(told))
            told.onTermination = { _ in subscription.cancel() }
        } catch {
            // Only a phone that was shut down refuses; there is nothing more to tell.
            told.finish()
        }
        return stream.makeAsyncIterator()
    }
}

/// Passes revisions on.
private final class Ear: ChangeObserver {
    private let told: AsyncStream<UInt64>.Continuation

    init(_ told: AsyncStream<UInt64>.Continuation) {
        self.told = told
    }

    func onChange(revision: UInt64) {
        told.yield(revision)
    }

    deinit {
        // The core lets go of its observers when it is shut down.
        told.finish()
    }
}

/// Rows, asked for now and again at every revision.
///
/// What the look throws ends the sequence. It ends quietly when its task is cancelled, or when Kith is shut down.
public struct Updates<Rows: Sendable>: AsyncSequence, Sendable {
    let revisions: Revisions
    let look: @Sendable () async throws -> Rows

    public func makeAsyncIterator() -> Iterator {
        Iterator(revisions: revisions.makeAsyncIterator(), look: look)
    }

    public struct Iterator: AsyncIteratorProtocol {
        var revisions: AsyncStream<UInt64>.Iterator
        let look: @Sendable () async throws -> Rows

        public mutating func next(isolation actor: isolated (any Actor)?) async throws(KithError) -> Rows? {
            guard await revisions.next(isolation: actor) != nil else { return nil }
            return try await failing(look)
        }

        public mutating func next() async throws(KithError) -> Rows? {
            try await next(isolation: nil)
        }
    }
}
