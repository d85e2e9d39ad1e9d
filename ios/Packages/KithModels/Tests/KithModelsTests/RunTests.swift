// A run shared from another app goes with the next visit.

import Foundation
import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct RunTests {
    @Test func aSharedRunIsReadByTheCoreAndWaitsForTheSheet() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let here = try ada.here
        let shared = ada.phone.folder.url.appending(path: "shared.gpx")
        try FileManager.default.copyItem(at: fixture("saturday-run.gpx"), to: shared)
        await here.attach(run: shared)
        #expect(here.visits.doing.refusal == nil)
        #expect(here.stack.tab == .visits)
        #expect(!FileManager.default.fileExists(atPath: shared.path))
        let sheet = here.logVisit("space")
        await sheet.open()
        #expect(try #require(sheet.draft.run).metres > 1_000)
        // The next visit has no run of its own.
        let next = here.logVisit("other")
        await next.open()
        #expect(next.draft.run == nil)
    }

    @Test func whatIsNoRunSaysSo() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let shared = ada.phone.folder.url.appending(path: "shared.gpx")
        try Data("no track".utf8).write(to: shared)
        try await ada.here.attach(run: shared)
        guard case .Invalid("file", _) = try ada.here.visits.doing.refusal else {
            Issue.record("\(String(describing: try ada.here.visits.doing.refusal))")
            return
        }
    }

    private func fixture(_ name: String) -> URL {
        repository.appending(path: "tests/fixtures/\(name)")
    }
}
