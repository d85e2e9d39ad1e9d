// Observers: told at once, then the latest, and nothing once nobody listens.

import Kith
import KithTesting
import Testing

@Suite struct RevisionTests {
    @Test func revisionsRiseAndTheLastIsNeverLeftOut() async throws {
        let (_, _, community) = try await founded()
        var revisions = community.revisions.makeAsyncIterator()
        var last = try #require(await revisions.next())
        var outcome = try await community.setPage(name: "Asha")
        for line in 0..<40 {
            outcome = try await community.setPage(name: "Asha", about: "line \(line)")
        }
        while last < outcome.revision {
            let next = try #require(await revisions.next())
            #expect(next > last)
            last = next
        }
    }

    @Test func everyLoopIsToldForItself() async throws {
        let (_, _, community) = try await founded()
        let revisions = community.revisions
        var first = revisions.makeAsyncIterator()
        let now = try #require(await first.next())
        var second = revisions.makeAsyncIterator()
        #expect(await second.next() == now)
    }

    @Test func cancellingTheTaskEndsTheLoop() async throws {
        let (_, _, community) = try await founded()
        let (told, tell) = AsyncStream.makeStream(of: Void.self)
        let loop = Task {
            for await _ in community.revisions { tell.yield() }
        }
        for await _ in told { break }
        loop.cancel()
        await loop.value
    }

    @Test func shuttingDownEndsTheLoop() async throws {
        let (_, kith, community) = try await founded()
        let (told, tell) = AsyncStream.makeStream(of: Void.self)
        let loop = Task {
            for await _ in community.revisions { tell.yield() }
        }
        for await _ in told { break }
        try await kith.shutDown()
        await loop.value
        // And begun afterwards, it ends before it starts.
        for await _ in community.revisions { Issue.record("a phone that is shut down told something") }
    }

    @Test func rowsAreAskedForAnewAtEveryChange() async throws {
        let (_, _, community) = try await founded()
        var updates = community.updates { try await $0.rounds() }.makeAsyncIterator()
        #expect(try await updates.next()?.total == 0)
        _ = try await community.open(november)
        #expect(try await updates.next()?.total == 1)
    }

    @Test func whatALookThrowsEndsTheRows() async throws {
        let (_, _, community) = try await founded()
        var updates = community.updates { try await $0.round("nobody/nothing") }.makeAsyncIterator()
        await #expect(throws: KithError.self) { _ = try await updates.next() }
    }
}
