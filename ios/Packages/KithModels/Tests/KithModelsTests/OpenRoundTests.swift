// A round from a supplier's file to a neighbour's list.

import Foundation
import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct OpenRoundTests {
    private func fixture(_ name: String) -> URL { repository.appending(path: "tests/fixtures/\(name)") }

    @Test func adaReadsHerSuppliersListAndOpensARoundThatBenSees() async throws {
        let server = try Server()
        let (ada, ben) = try (Hand("Ada"), Hand("Ben"))
        try await ada.founds(at: server.address)
        let opening = try ada.here.openRound()
        await opening.lists.refresh()
        #expect(opening.lists.rows?.rows.isEmpty == true)

        // What is no list stays out, with the core's own word on it.
        await opening.read(fixture("ui-states/door.json"))
        #expect(opening.read == nil)
        #expect(opening.doing.refusal != nil)
        await opening.read(fixture("messy-price-list.csv"))
        #expect(opening.read?.refused.isEmpty == false)
        opening.putAway()

        await opening.read(fixture("wholefoods-price-list.csv"))
        let read = try #require(opening.read)
        #expect(!opening.keepable)
        (opening.listTitle, opening.draft.supplier) = ("Medway, autumn", "Medway Wholefoods")
        #expect(opening.keepable)
        await opening.keep()
        try #require(opening.doing.refusal == nil)
        #expect(opening.read == nil)
        #expect(!opening.complete)
        opening.draft.title = "December wholefoods"
        opening.draft.minimum = 250
        await opening.kept.settled()

        // The app goes away; what was typed is there again.
        try await ada.restarts()
        let again = try ada.here.openRound()
        await again.open()
        #expect(again.draft == opening.draft)
        // It is too long for one round, in the core's own words; Ada leaves a few headings out.
        #expect(await again.save() == nil)
        guard case .Invalid("articles", _) = again.doing.refusal else {
            Issue.record("\(String(describing: again.doing.refusal))")
            return
        }
        await again.lookIntoList()
        let leftOut = ["Tins & jars", "Herbs & spices", "Household", "Drinks"]
        for heading in again.headings where leftOut.contains(heading.name) { again.offer(heading, false) }
        #expect(again.draft.without.count == leftOut.count)
        let name = try #require(await again.save())
        let round = try await ada.here.community.round(name)
        #expect(round.articles.count < read.articles.count)
        #expect(!round.articles.contains { leftOut.contains($0.article.category) })
        #expect(round.minimumPence == 25_000)
        #expect(round.own)

        let people = try ada.here.people
        await people.makeInvite()
        try await ada.syncs()
        try await ben.joins(by: #require(people.invite).link)
        try await settle([ben, ada])
        let order = try ben.here.order
        await order.live.refresh()
        #expect(order.live.rows?.rows.map(\.title) == ["December wholefoods"])
    }
}
