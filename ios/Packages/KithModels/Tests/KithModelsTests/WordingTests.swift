// Words: looked up in the String Catalog that the app ships, in each of its languages.

import Foundation
import Kith
import Testing

@testable import KithModels

/// The catalog as Xcode reads it.
struct StringCatalog: Decodable, Sendable {
    struct Entry: Decodable, Sendable { let localizations: [String: Localization] }
    struct Localization: Decodable, Sendable {
        let stringUnit: Unit?
        let variations: Variations?
    }
    struct Variations: Decodable, Sendable { let plural: [String: Localization] }
    struct Unit: Decodable, Sendable { let value: String }

    let strings: [String: Entry]

    static func read() throws -> StringCatalog {
        let packages = repository.appending(path: "ios/Packages")
        let file = packages.appending(path: "KithUI/Sources/KithUI/Resources/Localizable.xcstrings")
        return try JSONDecoder().decode(StringCatalog.self, from: Data(contentsOf: file))
    }

    /// Words in `language`; a key that is not there reads as itself.
    func words(_ language: String) -> Words {
        Words { [strings] key, arguments in
            let found = strings[key]?.localizations[language]
            let plural = found?.variations?.plural
            let form = arguments.first as? Int == 1 ? plural?["one"] ?? plural?["other"] : plural?["other"]
            var text = (found?.stringUnit ?? form?.stringUnit)?.value ?? key
            for (place, argument) in arguments.enumerated() {
                text = text.replacing("%\(place + 1)$@", with: "\(argument)").replacing("%lld", with: "\(argument)")
            }
            return text
        }
    }
}

@Suite struct WordingTests {
    private static let errors: [KithError] = [
        .Refused(code: "already-sealed", reason: "this round is closed"),
        .Invalid(field: "want", reason: "too many"), .NotFound(what: "this round", id: "a/b"), .Offline,
        .Retry(code: "busy", reason: "in use"),
        .ServerFault(code: "withheld", reason: "something is missing"),
        .ServerFault(code: "server-fault", reason: "it does not hold"), .KeyGone, .UpdateNeeded, .StorageFull, .Closed,
        .Internal(detail: "two heads"),
    ]

    @Test(arguments: ["en", "cy"], errors)
    func everyFaultHasAHeadingAndANextStep(language: String, error: KithError) throws {
        let words = try StringCatalog.read().words(language)
        for text in [words.title(of: error), words.help(for: error)] {
            #expect(!text.isEmpty)
            #expect(!text.contains("error_"), "not in the catalogue: \(text)")
            #expect(!text.contains("%"), "not filled in: \(text)")
        }
    }

    @Test func timesAndBalancesReadAsPeopleSayThem() throws {
        let words = try StringCatalog.read().words("en")
        #expect(words.time(45) == "45 min")
        #expect(words.time(120) == "2 h")
        #expect(words.time(90) == "1 h 30 min")
        #expect(words.signed(-90) == "−1 h 30 min")
        #expect(words.signed(60) == "+1 h")
        #expect(words.signed(0) == "0 min")
    }

    @Test func theQuietLineCounts() throws {
        let words = try StringCatalog.read().words("en")
        #expect(words.line(.waiting(1), Format()) == "1 change waits to be sent")
        #expect(words.line(.waiting(3), Format()) == "3 changes wait to be sent")
        #expect(words.line(.needsALook(2), Format()) == "2 things need a look")
    }
}
