// What Home costs on a phone with a thousand rounds.

import Foundation
import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct BudgetTests {
    @Test func homeOverAThousandThingsIsOneQuickCall() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let (community, home) = (try ada.here.community, try ada.here.home)
        for number in 0..<1_000 {
            _ = try await community.open(november.named("Round \(number)"))
        }
        var times: [Duration] = []
        for _ in 0..<51 { times.append(await ContinuousClock().measure { await home.live.refresh() }) }
        let median = times.sorted()[times.count / 2]
        print("Home over 1,000 rounds: 1 call, median \(median)")
        #expect(home.live.rows?.closingTotal == 1_000)
        #expect(median <= .milliseconds(10))
    }
}

extension NewRound {
    fileprivate func named(_ title: String) -> NewRound {
        NewRound(
            title: title, supplier: supplier, deliveryPence: deliveryPence, deliveryBy: deliveryBy, closes: closes,
            articles: articles)
    }
}
