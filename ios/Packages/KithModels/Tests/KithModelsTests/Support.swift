// A street for the tests: a real server, and phones whose app is the models.

import Foundation
import Kith
import KithTesting
@testable import KithModels

/// Somebody's phone with the app on it.
@MainActor
final class Hand {
    let name: String
    let phone: Phone
    private(set) var app: AppModel

    init(_ name: String) throws {
        self.name = name
        phone = try Phone()
        app = AppModel(home: phone.folder.url, keys: phone.keys)
    }

    /// Their neighbourhood; the test ends if they have none.
    var here: NeighbourhoodModel {
        get throws {
            guard case .at(let neighbourhood) = app.stage else { throw NotHere(stage: "\(app.stage)") }
            return neighbourhood
        }
    }

    var welcome: WelcomeModel {
        get throws {
            guard case .welcome(let welcome) = app.stage else { throw NotHere(stage: "\(app.stage)") }
            return welcome
        }
    }

    var waiting: WaitingModel {
        get throws {
            guard case .waiting(let waiting) = app.stage else { throw NotHere(stage: "\(app.stage)") }
            return waiting
        }
    }

    /// Begins a neighbourhood.
    func founds(at address: String) async throws {
        await app.start()
        let welcome = try welcome
        (welcome.server, welcome.name) = (address, name)
        await welcome.found()
    }

    /// Joins by a link, as the welcome screen leads them.
    func joins(by link: String) async throws {
        await app.start()
        let welcome = try welcome
        welcome.link = link
        await welcome.look()
        welcome.name = name
        await welcome.join()
    }

    /// The app goes away without a word and is opened again.
    func restarts() async throws {
        try await app.shutDown()
        app = AppModel(home: phone.folder.url, keys: phone.keys)
        await app.start()
    }

    func syncs() async throws {
        let here = try here
        await here.sync.sync()
        if let trouble = here.sync.trouble { throw trouble }
    }
}

/// The app is elsewhere than the story thinks.
struct NotHere: Error {
    let stage: String
}

/// Everybody syncs, twice over, so that answers reach those who asked first.
@MainActor
func settle(_ hands: [Hand]) async throws {
    for _ in 0..<2 {
        for hand in hands { try await hand.syncs() }
    }
}
