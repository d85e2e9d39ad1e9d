// This phone: how its person wants the app, and taking everything along.

import Foundation
import Kith
import Observation

@MainActor @Observable
public final class PhoneModel {
    /// How its person wants the app; the usual until the core was asked.
    public private(set) var settings = Settings()
    /// The files that were written last, to hand on.
    public private(set) var files: [URL] = []
    public let doing = Doing()
    @ObservationIgnored private let kith: Kith
    @ObservationIgnored private let community: Community

    init(_ kith: Kith, _ community: Community) {
        self.kith = kith
        self.community = community
    }

    /// Asks how the person wants it.
    public func open() async {
        await doing.run { settings = try await kith.settings() }
    }

    /// Writes everything this phone may read as tables into `folder`. They are not sealed.
    public func takeAlong(to folder: URL) async {
        await doing.run { files = try await community.takeAlong(as: .tables, to: folder) }
    }

    /// Whether to be reminded before a round is meant to close. Shown at once, kept as soon as may be.
    public var remindClosing: Bool {
        get { settings.remindClosing }
        set {
            settings = Settings(
                language: settings.language, textPercent: settings.textPercent, remindClosing: newValue,
                remindHours: settings.remindHours, remindVisits: settings.remindVisits)
            let kept = settings
            Task { await doing.run { try await kith.keep(kept) } }
        }
    }
}
