// A concern is not yet received until a lead has said so.

import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct ConcernTests {
    @Test func itIsNotYetReceivedUntilALeadHasReadIt() async throws {
        let server = try Server()
        let (ada, ben) = try (Hand("Ada"), Hand("Ben"))
        try await ada.founds(at: server.address)
        try await ada.syncs()
        try await ada.here.people.makeInvite()
        try await ada.syncs()
        try await ben.joins(by: #require(ada.here.people.invite).link)
        try await settle([ben, ada])
        try await ada.here.community.grant(.lead, to: ada.here.me.id)
        try await settle([ada, ben])

        let his = try ben.here.concerns
        his.text = "Harold has not opened his door for two days"
        #expect(await his.raise())
        #expect(his.text.isEmpty)
        await his.live.refresh()
        #expect(his.live.rows?.rows.map(\.receipt) == [.notYetReceived])
        // Its author's phone has handed the words over and cannot open them.
        #expect(his.live.rows?.rows.first?.text == nil)

        try await settle([ben, ada])
        let hers = try ada.here.concerns
        await hers.live.refresh()
        let told = try #require(hers.live.rows?.rows.first)
        #expect(told.text == "Harold has not opened his door for two days")
        await hers.acknowledge(told)
        try #require(hers.doing.refusal == nil)
        try await settle([ada, ben])
        await his.live.refresh()
        #expect(his.live.rows?.rows.map(\.receipt) == [.received])
    }
}
