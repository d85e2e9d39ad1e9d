// What can lead into the app from outside: an invite, a reminder, a shortcut, a shared run.

import Foundation
import Kith

/// Something that was opened, scanned or shared.
public enum DeepLink: Equatable, Sendable {
    /// An invite or a poster, whole: its secret is in the part that no server ever sees.
    case invite(String)
    /// A screen of the app, as reminders and shortcuts name it.
    case screen(Screen, Tab)
    /// Log a visit: to the only one whom one visits, else to choose.
    case logVisit
    /// The file of a run, to attach to a visit.
    case run(URL)

    /// Reads an address. Whether an invite is any good is the core's to say.
    public init(_ url: URL) {
        let words = url.pathComponents.filter { $0 != "/" }
        switch (url.scheme, url.host(), words.first) {
        case ("kith", "order", let round?): self = .screen(.round(round), .order)
        case ("kith", "visit", let space?): self = .screen(.logVisit(space), .visits)
        case ("kith", "visit", nil): self = .logVisit
        case ("kith", "sync", _): self = .screen(.syncDetails, .people)
        default: self = .invite(url.absoluteString)
        }
    }

    /// The address that leads to a round.
    public static func address(ofRound round: String) -> URL {
        URL(string: "kith://order")!.appending(component: round)
    }
}
