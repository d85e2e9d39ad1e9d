// The story of bindings/story.json, played through Swift; Rust and Kotlin play the same.
//
// What the screens show must be what the story says. The outcome goes to the file KITH_STORY_OUT names, if it does.

import Foundation
import Kith
import KithTesting
import Testing

@Suite struct StoryTests {
    @Test func theStoryEndsAsItSays() async throws {
        let file = try Data(contentsOf: repository.appending(path: "bindings/story.json"))
        let told = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
        let steps = try #require(told["steps"] as? [[String: Any]]).map(Step.init)
        let shows = try await Player(Server()).play(steps)
        let outcome = try text(shows)
        if let out = ProcessInfo.processInfo.environment["KITH_STORY_OUT"] {
            try outcome.write(toFile: out, atomically: true, encoding: .utf8)
        }
        #expect(try outcome == text(told["shows"] ?? []))
    }

    /// As every player writes it: compact, keys sorted.
    private func text(_ shows: Any) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: shows, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }
}

/// One step, as it is written.
private struct Step {
    let fields: [String: Any]

    func text(_ field: String) throws -> String {
        try #require(fields[field] as? String, "\(field) in \(fields)")
    }

    func number<Number: BinaryInteger>(_ field: String) throws -> Number {
        Number(try #require(fields[field] as? Int, "\(field) in \(fields)"))
    }

    func steps(_ field: String) throws -> [Step] {
        try #require(fields[field] as? [[String: Any]], "\(field) in \(fields)").map(Step.init)
    }
}

/// Nobody taught the player this word.
private struct Unheard: Error {
    let word: String
}

/// Plays the steps: phones open when their person first appears.
private final class Player {
    private struct Hand {
        let kith: Kith
        var community: Community?
    }

    private let server: Server
    private var hands: [String: Hand] = [:]
    private var links: [String: String] = [:]

    init(_ server: Server) {
        self.server = server
    }

    func play(_ steps: [Step]) async throws -> [Any] {
        var shows: [Any] = []
        for step in steps {
            let who = try step.text("who")
            var hand: Hand
            if let there = hands[who] { hand = there } else { hand = Hand(kith: try await Phone().open()) }
            switch try step.text("does") {
            case "found":
                hand.community = try await hand.kith.found(at: server.address)
            case "join":
                let link = try #require(links[who])
                _ = try await hand.kith.preview(of: link)
                hand.community = try await hand.kith.join(by: link)
            case "sync":
                #expect(try await hand.kith.sync().troubles == [])
            case "invite":
                links[try step.text("whom")] = try await #require(hand.community).invite().link
            case "show":
                shows.append(try await show(who, #require(hand.community)))
            default:
                try await act(step, #require(hand.community))
            }
            hands[who] = hand
        }
        return shows
    }

    private func act(_ step: Step, _ community: Community) async throws {
        switch try step.text("does") {
        case "set-page":
            try await community.setPage(name: step.text("name"), home: step.text("home"), about: step.text("about"))
        case "open-round":
            _ = try await community.open(round(step))
        case "pledge":
            let round = try await community.round(titled: step.text("round"))
            let wanted = try step.text("article")
            let article = try #require(round.articles.first { $0.article.name == wanted })
            let pledge = try Pledge(
                atLeast: step.number("at_least"), want: step.number("want"), upTo: step.number("up_to"))
            try await community.pledge(pledge, of: article.id, in: round.name)
        case "seal-round":
            try await community.seal(community.round(titled: step.text("round")))
        case "note-hours":
            let giver = try await community.member(named: step.text("giver"))
            let receiver = try await community.member(named: step.text("receiver"))
            try await community.note(
                NewHours(
                    giver: giver, receiver: receiver, minutes: step.number("minutes"), day: step.text("day"),
                    kind: step.text("kind")))
        case "agree-hours":
            let kind = try step.text("kind")
            let entry = try await community.hours(.most).rows.first { $0.kind == kind }
            try await community.agree(to: #require(entry))
        case "post-notice":
            let kind = try step.text("kind") == "offer" ? NoticeKind.offer : .request
            try await community.post(kind, title: step.text("title"), text: step.text("text"))
        case let other:
            throw Unheard(word: other)
        }
    }

    private func round(_ step: Step) throws -> NewRound {
        let deliveries: [String: DeliveryBy] = ["goods-value": .goodsValue, "household": .household, "units": .units]
        return NewRound(
            title: try step.text("title"), supplier: try step.text("supplier"),
            deliveryPence: try step.number("delivery_pence"),
            deliveryBy: try #require(deliveries[step.text("delivery_by")]), closes: try step.text("closes"),
            articles: try step.steps("articles").map { article in
                Article(
                    name: try article.text("name"), unit: try article.text("unit"),
                    caseSize: try article.number("case_size"), netE4: try article.number("net_e4"))
            })
    }
}

extension Community {
    fileprivate func round(titled title: String) async throws -> Round {
        let row = try await rounds(.most).rows.first { $0.title == title }
        return try await round(#require(row).name)
    }

    fileprivate func member(named name: String) async throws -> MemberId {
        let row = try await members(.most).rows.first { $0.name == name }
        return try #require(row).id
    }
}

/// What one person's screens show, without anything that differs from run to run.
private func show(_ who: String, _ community: Community) async throws -> [String: Any] {
    var rounds: [[String: Any]] = []
    for row in try await community.rounds(.most).rows {
        rounds.append(show(row, try await community.round(row.name)))
    }
    let status = try await community.status()
    return [
        "who": who,
        "members": try await community.members(.most).rows.map(\.name),
        "rounds": rounds,
        "hours": try await community.hours(.most).rows.map { entry in
            [
                "kind": entry.kind, "giver": entry.giver.name, "receiver": entry.receiver.name,
                "minutes": entry.minutes, "state": said(entry.state), "sync": said(entry.sync.word),
            ] as [String: Any]
        },
        "balances": try await community.balances().map { [$0.member.name, $0.minutes] as [Any] },
        "notices": try await community.notices(.most).rows.map { notice in
            [notice.member.name, notice.title, notice.text, said(notice.sync.word)]
        },
        "unsent": status.unsent,
        "needs_a_look": status.needsALook,
    ]
}

private func show(_ row: RoundRow, _ round: Round) -> [String: Any] {
    [
        "title": row.title ?? NSNull(),
        "stage": said(row.stage),
        "own_pence": row.ownPence ?? NSNull(),
        "articles": round.articles.map { article in
            [
                "article": article.article.name,
                "cases": article.cases,
                "missing_units": article.missingUnits,
                "gets": article.allocations.map { own in
                    ["household": own.household.name, "units": own.allocated, "why": own.sentence] as [String: Any]
                },
                "mine": article.mine.map { said($0.sync.word) } ?? NSNull(),
            ] as [String: Any]
        },
        "bills": round.bills.map { [$0.household.name, $0.totalPence] as [Any] },
        "late": round.late.map { [$0.member.name, $0.article, said($0.sync.word)] },
        "sync": said(row.sync.word),
    ]
}

/// A fixed word as the story spells it: `onThisPhone` is `on-this-phone`.
private func said(_ word: some Any) -> String {
    "\(word)".replacing(/[A-Z]/) { "-\($0.output.lowercased())" }
}
