// Meeting the server: converging, being offline, being cancelled.

import Foundation
import Kith
import KithTesting
import Testing

@Suite struct SyncTests {
    @Test func twoPhonesWriteOfflineAndAgreeAfterwards() async throws {
        let server = try Server()
        let phones = try await neighbours(at: server)
        let (ashas, asha) = (phones[0].1, phones[0].2)
        let (bens, ben) = (phones[1].1, phones[1].2)
        let name = try await asha.open(november)
        try await ashas.sync()
        try await bens.sync()
        let oats = try await ben.round(name).articles[0].id
        // Both, without a word to each other.
        try await asha.pledge(four, of: oats, in: name)
        try await ben.pledge(Pledge(want: 3, upTo: 6), of: oats, in: name)
        for kith in [ashas, bens, ashas] { try await kith.sync() }
        #expect(try await asha.digests().shared == ben.digests().shared)
        let round = try await ben.round(name)
        #expect(round.articles[0].firm == 7)
        #expect(round.articles[0].pledges.map(\.member.name) == ["Asha", "Ben"])
        #expect(round.sync.word == .sent)
    }

    @Test func withNobodyThereItIsOfflineAndNothingIsLost() async throws {
        let (_, kith, community) = try await founded()
        let offline = await failure { try await kith.sync() }
        #expect(offline == .Offline)
        #expect(offline?.passes == true)
        #expect(try await community.status().unsent > 0)
    }

    @Test func cancellingTheTaskCancelsASyncThatHangs() async throws {
        // Accepts connections and never answers.
        let silent = try Silence()
        let phone = try Phone()
        let kith = try await phone.open()
        _ = try await kith.found(at: "http://127.0.0.1:\(silent.port)#\(nobodysKey)")
        let sync = Task { try await kith.sync() }
        silent.waitForSomebody()
        sync.cancel()
        #expect(try await sync.value.cancelled)
    }

    @Test func aCancelledTaskLeavesItsCommandWhole() async throws {
        let (_, _, community) = try await founded()
        for _ in 0..<20 {
            let opening = Task { try await community.open(november) }
            opening.cancel()
            _ = await opening.result
        }
        let rows = try await community.rounds().rows
        #expect(rows.count == 20)
        #expect(rows.allSatisfy { $0.articles == 1 && $0.title == "November wholefoods" })
    }
}
