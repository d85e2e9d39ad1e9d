// Order: the list of rounds.

import Foundation
import Kith
import Observation

@MainActor @Observable
public final class OrderModel {
    public let live: Live<RoundPage>

    init(_ community: Community) {
        live = Live(community.revisions) { try await community.rounds() }
    }

    /// One for each open round with a day: on the morning of that day.
    public var reminders: [Reminder] {
        (live.rows?.rows ?? []).compactMap { round in
            guard round.stage == .open, let closes = round.closes, let at = Days.morning(of: closes) else {
                return nil
            }
            return Reminder(round: round.name, title: round.title, closes: closes, at: at)
        }
    }
}

/// What the phone reminds its person of, by itself.
public struct Reminder: Equatable, Sendable {
    public let round: String
    public let title: String?
    public let closes: Day
    /// The moment, as a calendar where the phone is reads it.
    public let at: DateComponents
}
