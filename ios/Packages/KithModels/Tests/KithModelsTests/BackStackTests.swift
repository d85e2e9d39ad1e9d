// Where one is: opened, gone back from, kept, and come to by links.

import Foundation
import Kith
import KithTesting
import Testing

@testable import KithModels

@Suite struct BackStackTests {
    @Test func everyTabKeepsItsOwnScreens() {
        var stack = BackStack()
        stack.open(.round("a/b"), in: .order)
        stack.open(.bill(round: "a/b"))
        stack.tab = .hours
        #expect(stack.screens == [])
        let nowhere = stack.back()
        #expect(!nowhere)
        stack.tab = .order
        let back = stack.back()
        #expect(back)
        #expect(stack.screens == [.round("a/b")])
    }

    @Test func aScreenIsNotOpenedOnTopOfItself() {
        var stack = BackStack()
        stack.open(.invite, in: .people)
        stack.open(.invite, in: .people)
        #expect(stack.screens == [.invite])
    }

    @Test func itIsKeptWhole() throws {
        var stack = BackStack()
        stack.open(.logVisit("space"), in: .visits)
        let kept = try JSONDecoder().decode(BackStack.self, from: JSONEncoder().encode(stack))
        #expect(kept == stack)
    }

    @Test(arguments: [
        ("kith://order/a%2Fb", DeepLink.screen(.round("a/b"), .order)),
        ("kith://visit/space", .screen(.logVisit("space"), .visits)),
        ("kith://sync", .screen(.syncDetails, .people)),
        ("https://kith.example/join#secret", .invite("https://kith.example/join#secret")),
        ("https://kith.example/poster#secret", .invite("https://kith.example/poster#secret")),
        ("kith://join#secret", .invite("kith://join#secret")),
    ])
    func linksLeadWhereTheySay(text: String, link: DeepLink) throws {
        #expect(DeepLink(try #require(URL(string: text))) == link)
    }
}
