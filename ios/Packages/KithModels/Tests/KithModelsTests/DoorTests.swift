// In by a poster, living together, and out again.

import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct DoorTests {
    @Test func idrisAsksByAPosterIsLetInLivesWithAdaAndLeaves() async throws {
        let server = try Server()
        let (ada, idris) = try (Hand("Ada"), Hand("Idris"))
        try await ada.founds(at: server.address)
        let door = try ada.here.door
        await door.hang()
        if door.oldRules {
            await door.raiseRules()
            await door.hang()
        }
        let link = try #require(door.made).link
        try await ada.syncs()

        await idris.app.start()
        let welcome = try idris.welcome
        welcome.link = link
        #expect(welcome.isPoster)
        await welcome.look()
        try #require(welcome.preview != nil, "\(String(describing: welcome.doing.refusal))")
        welcome.name = "Idris"
        await welcome.ask()
        let waiting = try idris.waiting
        await waiting.look()
        try #require(waiting.doing.refusal == nil)
        let word = try #require(waiting.live.rows.flatMap { $0 }).word

        try await ada.syncs()
        await door.live.refresh()
        let asking = try #require(door.asking.first)
        #expect(asking.name == "Idris")
        #expect(asking.word == word)
        await door.letIn(asking)
        await door.live.refresh()
        #expect(door.asking.isEmpty)
        #expect(door.live.rows?.posters.map(\.used) == [1])
        try await ada.syncs()
        await waiting.look()
        try await ada.syncs()
        if case .waiting(let still) = idris.app.stage { await still.look() }
        try await settle([idris, ada])

        let people = try ada.here.people
        await people.live.refresh()
        let him = try #require(people.found.first { $0.name == "Idris" })
        #expect(try await people.household(of: him, with: [ada.here.me.id]))
        await people.live.refresh()
        #expect(people.member(him.id)?.housemates.map(\.name) == ["Ada"])

        try await idris.here.people.leave()
        _ = try idris.welcome
    }

    @Test func whoIsRemovedBelongsNoMore() async throws {
        let server = try Server()
        let (ada, ben) = try (Hand("Ada"), Hand("Ben"))
        try await ada.founds(at: server.address)
        let people = try ada.here.people
        await people.makeInvite()
        try await ada.syncs()
        try await ben.joins(by: #require(people.invite).link)
        try await settle([ben, ada])
        await people.live.refresh()
        await people.remove(try #require(people.found.first { $0.name == "Ben" }))
        try #require(people.doing.refusal == nil)
        await people.live.refresh()
        #expect(people.found.first { $0.name == "Ben" }?.departed == .removed)
        // The last coordinator stays: somebody has to let others in.
        await people.leave()
        guard case .Refused("last-coordinator", _) = people.doing.refusal else {
            Issue.record("\(String(describing: people.doing.refusal))")
            return
        }
    }
}
