// Opening the app: for the first time, by a link, offline, and when it does not open.

import Foundation
import Kith
import KithTesting
import Testing

@testable import KithModels

@MainActor
@Suite struct WelcomeTests {
    @Test func whoAndWhatIsShownBeforeAnybodyJoins() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let people = try ada.here.people
        await people.makeInvite()
        let link = try #require(people.invite).link
        let ben = try Hand("Ben")
        // The link was tapped before the app had opened.
        ben.app.follow(DeepLink(try #require(URL(string: link))))
        await ben.app.start()
        let welcome = try ben.welcome
        #expect(welcome.link == link)
        #expect(welcome.preview == nil)
        await welcome.look()
        #expect(welcome.preview?.address.hasPrefix("http://127.0.0.1:9") == true)
        welcome.name = "Ben"
        await welcome.join()
        #expect(try ben.here.me.id != ada.here.me.id)
        #expect(try ben.here.community.id == ada.here.community.id)
    }

    @Test func anotherLinkIsLookedAtAnew() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        try await ada.here.people.makeInvite()
        let ben = try Hand("Ben")
        await ben.app.start()
        let welcome = try ben.welcome
        welcome.link = try #require(try ada.here.people.invite).link
        await welcome.look()
        #expect(welcome.preview != nil)
        welcome.link = "https://example.org/hello"
        #expect(welcome.preview == nil)
        await welcome.look()
        guard case .Refused("bad-invite", _) = welcome.doing.refusal else {
            Issue.record("\(String(describing: welcome.doing.refusal))")
            return
        }
    }

    @Test func aPhoneThatDoesNotOpenSaysWhyAndOpensLater() async throws {
        let phone = try Phone()
        let other = try await phone.open()
        let app = AppModel(home: phone.folder.url, keys: phone.keys)
        await app.start()
        guard case .stuck(.Retry("locked", _)) = app.stage else { throw NotHere(stage: "\(app.stage)") }
        try await other.shutDown()
        await app.start()
        guard case .welcome = app.stage else { throw NotHere(stage: "\(app.stage)") }
    }

    @Test func withoutAConnectionTheLineSaysThatAllIsSafe() async throws {
        let ada = try Hand("Ada")
        try await ada.founds(at: nobody)
        let sync = try ada.here.sync
        #expect(sync.line == nil)
        await sync.sync()
        #expect(sync.line == .offline)
        #expect(sync.trouble?.passes == true)
    }
}
