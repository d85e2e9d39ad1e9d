// The screens' states in tests/fixtures/ui-states, read as the core's own types, as both apps read them.

import Foundation
import Kith
import Testing

@testable import KithModels

@Suite struct FixtureTests {
    /// What each screen shows of the core: under which name, read as which type.
    private static let screens: [String: [(field: String, type: String)]] = [
        "home": [("", "Home")],
        "rounds": [("rounds", "[RoundRow]")],
        "open-round": [("lists", "[PriceListRow]"), ("read", "ReadPriceList")],
        "door": [("asking", "[KnockRow]"), ("posters", "[PosterRow]")],
        "hang-poster": [("made", "MadeInvite")],
        "waiting": [("asked", "AskedRow")],
        "household": [("person", "MemberRow"), ("others", "[MemberRow]")],
        "round": [("round", "Round"), ("found", "[ArticleRow]")],
        "organise": [("round", "Round")],
        "bill": [("round", "Round")],
        "pledge": [("article", "ArticleRow"), ("pledge", "Pledge"), ("effect", "PledgeEffect")],
        "hours": [("entries", "[EntryRow]"), ("balances", "[Balance]")],
        "note-hours": [("people", "[MemberRow]")],
        "board": [("notices", "[NoticeRow]")],
        "visits": [("pairings", "[PairingRow]")],
        "pairing": [("pairing", "PairingRow")],
        "people": [("people", "[MemberRow]")],
        "person": [("person", "MemberRow")],
        "phone": [("status", "Status"), ("settings", "Settings"), ("devices", "[DeviceRow]")],
        "sync-details": [("status", "Status")],
        "concerns": [("concerns", "[ConcernRow]")],
        "raise-concern": [("people", "[MemberRow]")],
        "carried": [("record", "CarriedRow")],
        "writer": [("person", "MemberRow"), ("others", "[MemberRow]")],
        "for": [("person", "MemberRow"), ("rounds", "[RoundRow]"), ("waiting", "[EntryRow]")],
    ]

    @Test func everyStateOfEveryScreenReads() throws {
        let surface = try Surface.read()
        var read = 0
        for (screen, fields) in Self.screens {
            for (state, value) in try states(of: screen) {
                guard let shown = value as? [String: Any] else { continue }
                if let failed = shown["failed"] {
                    _ = try surface.read(KithError.self, from: failed, as: "KithError")
                    read += 1
                    continue
                }
                // A form is there at once: its state stands without *ready* around it.
                guard let ready = (shown["ready"] ?? shown) as? [String: Any] else { continue }
                for (field, type) in fields {
                    guard let part = field.isEmpty ? ready : ready[field] else { continue }
                    try surface.check(part, as: type, at: "\(screen).\(state).\(field)")
                    read += 1
                }
            }
        }
        #expect(read > 50)
    }

    @Test func everyTroubleHasItsWords() throws {
        let surface = try Surface.read()
        let troubles = try states(of: "trouble")
        #expect(troubles.count == 12)
        for (state, value) in troubles {
            let error = try surface.read(KithError.self, from: value, as: "KithError")
            let words = try StringCatalog.read().words("cy")
            #expect(!words.title(of: error).contains("error_"), "\(state)")
            #expect(!words.help(for: error).isEmpty, "\(state)")
        }
    }

    @Test func homeShowsWhatItsStatesSay() throws {
        let surface = try Surface.read()
        let states = try states(of: "home")
        func home(_ state: String) throws -> Home {
            let shown = try #require(states[state] as? [String: Any])
            return try surface.read(Home.self, from: try #require(shown["ready"]), as: "Home")
        }
        #expect(try home("empty").needs.isEmpty)
        let needs = try home("needs").needs
        #expect(Set(needs.map(\.id)).count == needs.count)
        #expect(needs.count >= 5)
    }

    private func states(of screen: String) throws -> [String: Any] {
        let file = repository.appending(path: "tests/fixtures/ui-states/\(screen).json")
        let whole = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        return try #require(whole?["states"] as? [String: Any])
    }
}
