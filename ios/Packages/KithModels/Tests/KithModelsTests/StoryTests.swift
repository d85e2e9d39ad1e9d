// The app's own story: pledging, noting hours and logging a visit without a connection, then meeting.

import Foundation
import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct StoryTests {
    /// Ada began it, Cleo looks after pairings with her, Ben visits Harold, who could have chosen Dora.
    private func street(_ server: Server) async throws -> (ada: Hand, ben: Hand, cleo: Hand, harold: Hand) {
        let hands = try (ada: Hand("Ada"), ben: Hand("Ben"), cleo: Hand("Cleo"), harold: Hand("Harold"))
        let (ada, ben, cleo, harold) = hands
        let dora = try Hand("Dora")
        try await ada.founds(at: server.address)
        try await ada.syncs()
        for guest in [ben, cleo, dora, harold] {
            let people = try ada.here.people
            await people.makeInvite()
            try await ada.syncs()
            try await guest.joins(by: #require(people.invite).link)
            people.handedOver()
            try await guest.syncs()
        }
        let all = [ada, ben, cleo, dora, harold]
        try await settle(all)
        // Two people, one of them a safeguarding lead, say yes to a visitor.
        let community = try ada.here.community
        try await community.grant(.coordinator, to: cleo.here.me.id)
        try await community.grant(.lead, to: cleo.here.me.id)
        try await settle(all)
        let plan = PlanText(place: "The blue door", times: "Saturday mornings", wishes: "A paper")
        try await community.openPairing(
            for: harold.here.me.id, coordinators: [ada.here.me.id, cleo.here.me.id], plan: plan)
        let space = try #require(try await community.pairings().rows.first).space
        try await community.suggest(dora.here.me.id, why: "lives next door", in: space)
        try await community.suggest(ben.here.me.id, why: "runs past", in: space)
        try await settle(all)
        let offered = try #require(try await harold.here.community.pairings().rows.first)
        let his = try harold.here.visits
        let bens = try ben.here.me.id
        await his.choose(try #require(offered.suggestions.first { $0.visitor?.id == bens }), in: offered)
        try #require(his.doing.refusal == nil, "\(String(describing: his.doing.refusal))")
        try await settle(all)
        try await community.approve(ben.here.me.id, in: space)
        try await settle(all)
        try await cleo.here.community.approve(ben.here.me.id, in: space)
        try await settle(all)
        try await community.introduce(space)
        try await settle(all)
        return hands
    }

    @Test func pledgesNotesHoursAndLogsAVisitOfflineThenConverges() async throws {
        let server = try Server()
        let (ada, ben, cleo, harold) = try await street(server)
        let name = try await ada.here.community.open(november)
        try await settle([ada, ben])

        // Ben has no connection. He pledges.
        let here = try ben.here
        let round = here.round(name)
        await round.live.refresh()
        let oats = try #require(round.shelves.first).articles[0]
        let pledge = try #require(round.pledge(oats.id))
        pledge.want = 3
        pledge.upTo = 5
        await pledge.look()
        #expect(pledge.effect?.now.allocated == 0)
        #expect(pledge.effect?.then.allocated == 4)
        #expect(await pledge.save())
        await round.live.refresh()
        #expect(round.live.rows?.articles[0].mine?.sync.word == .onThisPhone)

        // He notes an hour with Harold.
        let note = here.noteHours()
        await note.members.refresh()
        #expect(note.others.map(\.name) == ["Ada", "Cleo", "Dora", "Harold"])
        #expect(!note.complete)
        note.draft.other = try harold.here.me.id
        note.draft.kind = "gardening"
        #expect(note.complete)
        #expect(await note.save())

        // He logs a visit. His phone dies halfway through typing; the draft is still there.
        await here.visits.live.refresh()
        let space = try #require(here.visits.live.rows?.rows.first).space
        let typing = here.logVisit(space)
        typing.draft.words = "A good mor"
        await typing.kept.settled()
        try await ben.restarts()
        let visit = try ben.here.logVisit(space)
        await visit.open()
        #expect(visit.draft.words == "A good mor")
        visit.draft.words = "A good morning"
        visit.draft.brought = "paper, apples"
        #expect(await visit.save())
        let next = try ben.here.logVisit(space)
        await next.open()
        #expect(next.draft == VisitDraft())

        // All of it waits on this phone, and the quiet line says so.
        try await ben.here.home.live.refresh()
        guard case .waiting(3) = try ben.here.sync.line else {
            Issue.record("\(String(describing: try ben.here.sync.line))")
            return
        }

        // They meet. Harold sees both, and agrees to the hour.
        try await settle([ben, harold, ada, cleo])
        let his = try harold.here
        await his.hours.live.refresh()
        #expect(his.hours.waiting.map(\.kind) == ["gardening"])
        await his.hours.agree(to: his.hours.waiting[0])
        await his.visits.live.refresh()
        let seen = try #require(his.visits.pairing(space)?.visits.first)
        #expect(seen.note?.words == "A good morning")
        #expect(seen.note?.brought == ["paper", "apples"])
        let pairing = try #require(his.visits.pairing(space))
        #expect(await his.visits.say("We laughed", about: seen, in: pairing))
        try await settle([harold, ben, ada, cleo])

        try await ben.here.hours.live.refresh()
        #expect(try ben.here.hours.balance?.minutes == 60)
        try await ben.here.visits.live.refresh()
        #expect(try ben.here.visits.pairing(space)?.visits.first?.ownWords == "We laughed")
        var shared: Set<String> = []
        for hand in [ada, ben, cleo, harold] { shared.insert(try await hand.here.community.digests().shared) }
        #expect(shared.count == 1)
        try await ben.here.home.live.refresh()
        guard case .upToDate = try ben.here.sync.line else {
            Issue.record("\(String(describing: try ben.here.sync.line))")
            return
        }
    }

    @Test func theOrganiserClosesPlacesReceivesAndSettles() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let round = try ada.here.round(try await ada.here.community.open(november))
        await round.live.refresh()
        let article = try #require(round.shelves.first).articles[0].id
        let pledge = try #require(round.pledge(article))
        pledge.want = 4
        #expect(await pledge.save())
        var steps: [Step] = []
        while let step = Step(try #require(await fresh(round.live)).stage) {
            steps.append(step)
            switch step {
            case .seal: await round.seal()
            case .place: await round.place()
            case .deliver: await round.deliver(received: [article: 2])
            case .settle: await round.settle()
            }
            try #require(round.doing.refusal == nil, "\(step): \(String(describing: round.doing.refusal))")
        }
        #expect(steps == [.seal, .place, .deliver, .settle])
        // Two of four came: 2 × £1.30 and £5.00 for delivery.
        #expect(round.bill?.totalPence == 760)
        #expect(round.live.rows?.articles[0].allocations[0].why == .shortDelivery)
    }

    @Test func aRefusalStaysWithWhatWasTyped() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let round = try ada.here.round(try await ada.here.community.open(november))
        await round.live.refresh()
        let oats = try #require(round.shelves.first).articles[0]
        let pledge = try #require(round.pledge(oats.id))
        await round.seal()
        pledge.want = 7
        #expect(await pledge.save() == false)
        guard case .Refused("already-sealed", _) = pledge.doing.refusal else {
            Issue.record("\(String(describing: pledge.doing.refusal))")
            return
        }
        #expect(pledge.want == 7)
    }

    private func fresh<Rows>(_ live: Live<Rows>) async -> Rows? {
        await live.refresh()
        return live.rows
    }
}

let november = NewRound(
    title: "November wholefoods", supplier: "Medway", deliveryPence: 500, deliveryBy: .goodsValue,
    closes: "2026-11-28",
    articles: [Article(name: "Oats", unit: "1 kg", caseSize: 4, netE4: 13_000, category: "Grains")])
