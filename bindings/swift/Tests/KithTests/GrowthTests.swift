// That nothing is left behind at the border. The figures are printed.

import Foundation
import Kith
import KithTesting
import Testing

@Suite(.serialized) struct GrowthTests {
    /// What this process holds, as Linux counts it.
    private struct Holding {
        let kibibytes: Int
        let threads: Int
        let files: Int

        static func now() throws -> Holding {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            func number(_ name: String) throws -> Int {
                let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name) })
                return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            return Holding(kibibytes: try number("VmRSS:"), threads: try number("Threads:"), files: files)
        }
    }

    /// How many threads and files may come between two counts: pools, here Swift's own and the core's, start and end
    /// theirs when they please, and on a busy machine a few cores that were shut last still let go in the background. One
    /// left behind at every turn would be hundreds.
    private static let ofPools = 48

    /// Does `work` until everything has its size, then ten times as often, and says what grew.
    private func growth(of what: String, times: Int, _ work: () async throws -> Void) async throws -> Holding {
        for _ in 0..<times / 10 { try await work() }
        let before = try Holding.now()
        for _ in 0..<times { try await work() }
        let after = try Holding.now()
        let grown = Holding(
            kibibytes: after.kibibytes - before.kibibytes, threads: after.threads - before.threads,
            files: after.files - before.files)
        print("\(what), \(times) times: \(grown.kibibytes) KiB, \(grown.threads) threads, \(grown.files) files more")
        return grown
    }

    @Test func tenThousandHandlesAndSubscriptionsLeaveNothingBehind() async throws {
        let (_, kith, community) = try await founded()
        let grown = try await growth(of: "a community and a subscription", times: 10_000) {
            let revisions = kith.community(community.id).revisions
            for await _ in revisions { break }
        }
        #expect(grown.kibibytes < 4_096)
        #expect(grown.threads < Self.ofPools)
        #expect(grown.files < Self.ofPools)
    }

    @Test func openingAndShuttingDownLeavesNothingBehind() async throws {
        let (phone, kith, _) = try await founded()
        try await kith.shutDown()
        let grown = try await growth(of: "a phone opened and shut", times: 500) {
            let kith = try await phone.open()
            _ = try await kith.communities()
            try await kith.shutDown()
        }
        #expect(grown.kibibytes < 4_096)
        #expect(grown.threads < Self.ofPools)
        #expect(grown.files < Self.ofPools)
    }
}
