// On a simulator: the app starts on the real core, and a person can begin a neighbourhood without a connection.

import XCTest

@MainActor
final class SmokeTests: XCTestCase {
    func testTheAppStartsAndShowsTheWelcome() {
        let app = XCUIApplication()
        app.launch()
        let link = app.descendants(matching: .any)["invite-link"]
        XCTAssertTrue(link.waitForExistence(timeout: 60), app.debugDescription)
    }
}
