// What a newcomer writes first, as README.md shows it: compiled, run, and held to its text.

import Foundation
import Kith
import KithTesting
import Testing

// README begins
func newcomer(folder: URL, keys: any SecureStore, link: String, show: (String) -> Bool) async throws {
    let kith = try await Kith.open(at: folder, keys: keys)
    let community = try await kith.join(by: link)
    try await kith.sync()
    guard let row = try await community.rounds().rows.first else { return }
    let round = try await community.round(row.name)
    try await community.pledge(Pledge(want: 3, upTo: 5), of: round.articles[0].id, in: round.name)
    for try await page in community.updates({ try await $0.rounds() }) {
        guard show("\(page.rows[0].households) households, \(page.rows[0].sync.why)") else { break }
    }
}
// README ends

@Suite struct NewcomerTests {
    @Test func joinsPledgesAndObserves() async throws {
        let server = try Server()
        let (_, ashas, community) = try await founded(at: server.address)
        _ = try await community.open(november)
        try await ashas.sync()
        let link = try await community.invite().link
        try await ashas.sync()
        let phone = try Phone()
        var shown: [String] = []
        try await newcomer(folder: phone.folder.url, keys: phone.keys, link: link) { line in
            shown.append(line)
            return false
        }
        #expect(shown == ["1 households, Safe on this phone; it goes out at the next sync."])
    }

    @Test(arguments: ["README.md", "bindings/swift/README.md"]) func readmeShowsThisVeryText(_ page: String) throws {
        let own = try String(contentsOfFile: #filePath, encoding: .utf8)
        let sample = own.components(separatedBy: "// README begins\n")[1].components(separatedBy: "// README ends")[0]
        let readme = try String(contentsOf: repository.appending(path: page), encoding: .utf8)
        #expect(readme.contains("```swift\n\(sample)```\n"))
    }
}
