// Opening, acting, looking, shutting down, and what every error says.

import Foundation
import Kith
import KithTesting
import Testing

@Suite struct PhoneTests {
    @Test func foundsOpensARoundPledgesAndSeesTheBill() async throws {
        let (_, kith, community) = try await founded()
        let name = try await community.open(november)
        let round = try await community.round(name)
        let pledged = try await community.pledge(four, of: round.articles[0].id, in: name)
        #expect(pledged.changed)
        let page = try await community.rounds()
        #expect(page.total == 1)
        #expect(page.revision >= pledged.revision)
        // 4 × £1.30 and £5.00 for delivery.
        #expect(page.rows[0].ownPence == 1_020)
        #expect(page.rows[0].sync.word == .onThisPhone)
        #expect(try await kith.communities().map(\.id) == [community.id])
        #expect(try await community.status().unsent > 0)
    }

    @Test func aRoundIsSealedOverWhatTheScreenShowedAndNoLater() async throws {
        let (_, _, community) = try await founded()
        let shown = try await community.round(try await community.open(november))
        try await community.seal(shown)
        let late = await failure { try await community.pledge(four, of: shown.articles[0].id, in: shown.name) }
        guard case .Refused("already-sealed", let reason) = late else { throw Unexpected(late) }
        #expect(reason.contains("closed"))
    }

    @Test func everyErrorSaysWhatAScreenMustKnow() async throws {
        let (_, kith, community) = try await founded()
        let empty = await failure { try await community.open(november.with(articles: [])) }
        guard case .Invalid("articles", _) = empty else { throw Unexpected(empty) }
        let nowhere = await failure { try await kith.found(at: "kith.example") }
        guard case .Invalid("server", _) = nowhere else { throw Unexpected(nowhere) }
        let missing = await failure { try await community.round("nobody/nothing") }
        guard case .NotFound(_, "nobody/nothing") = missing else { throw Unexpected(missing) }
        let link = await failure { try await kith.preview(of: "https://example.org/hello") }
        guard case .Refused("bad-invite", _) = link else { throw Unexpected(link) }
        let file = await failure { try await kith.readPriceList(Data()) }
        guard case .Invalid("file", _) = file else { throw Unexpected(file) }
        #expect(throws: KithError.UpdateNeeded) { try requireApi(api: 0) }
    }

    @Test func aFolderIsOpenOnceAndFreeAgainAfterShuttingDown() async throws {
        let (phone, kith, community) = try await founded()
        let second = await failure { try await phone.open() }
        guard case .Retry("locked", _) = second else { throw Unexpected(second) }
        try await kith.shutDown()
        try await kith.shutDown()
        #expect(await failure { try await community.rounds() } == .Closed)
        #expect(await failure { try await kith.sync() } == .Closed)
        let again = try await phone.open()
        #expect(try await again.communities().map(\.id) == [community.id])
    }

    @Test func aLockedKeychainIsForLaterAndAVanishedKeyIsSaid() async throws {
        let (phone, kith, _) = try await founded()
        try await kith.shutDown()
        let locked = await failure { try await Kith.open(at: phone.folder.url, keys: Locked()) }
        guard case .Retry("secure-store", _) = locked else { throw Unexpected(locked) }
        #expect(locked?.passes == true)
        #expect(await failure { try await Kith.open(at: phone.folder.url, keys: Pocket()) } == .KeyGone)
    }

    @Test func theLogReachesTheSinkAndHoldsNoWords() async throws {
        let phone = try Phone()
        let lines = Lines()
        let kith = try await Kith.open(at: phone.folder.url, keys: phone.keys, log: lines)
        let community = try await kith.found(at: nobody)
        try await community.setPage(name: "Asha of the blue door")
        try await kith.shutDown()
        #expect(lines.all.contains { $0.contains("opened") })
        #expect(!lines.all.contains { $0.contains("blue door") })
    }
}

/// What `work` fails with; nothing if it does not.
func failure<Value>(of work: () async throws -> Value) async -> KithError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? KithError
    }
}

/// Another error, or none, where the test is about a certain one.
struct Unexpected: Error {
    let error: KithError?

    init(_ error: KithError?) {
        self.error = error
    }
}

extension NewRound {
    func with(articles: [Article]) -> NewRound {
        NewRound(title: title, supplier: supplier, deliveryBy: deliveryBy, articles: articles)
    }
}
