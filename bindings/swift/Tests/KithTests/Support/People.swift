// People and goods that the tests share.

import Kith
import KithTesting
import Testing

let oats = Article(name: "Oats", unit: "1 kg", caseSize: 4, netE4: 13_000)

let november = NewRound(
    title: "November wholefoods", supplier: "Medway", deliveryPence: 500, deliveryBy: .goodsValue,
    closes: "2026-11-28", articles: [oats])

let four = Pledge(want: 4, upTo: 4)

/// Asha's phone, in a community of her own.
func founded(at server: String = nobody) async throws -> (Phone, Kith, Community) {
    let phone = try Phone()
    let kith = try await phone.open()
    let community = try await kith.found(at: server)
    return (phone, kith, community)
}

/// Asha and Ben, who met at `server`.
func neighbours(at server: Server) async throws -> [(Phone, Kith, Community)] {
    let (asha, ashas, community) = try await founded(at: server.address)
    try await community.setPage(name: "Asha")
    _ = try await ashas.sync()
    let ben = try Phone()
    let bens = try await ben.open()
    let joined = try await bens.join(by: try await community.invite().link)
    try await joined.setPage(name: "Ben")
    for kith in [ashas, bens, ashas, bens] {
        let report = try await kith.sync()
        #expect(report.troubles == [])
    }
    return [(asha, ashas, community), (ben, bens, joined)]
}
