// Welcome: join by an invite, or begin a neighbourhood. Who and what is shown before anybody joins.

import Foundation
import Kith
import Observation

@MainActor @Observable
public final class WelcomeModel {
    /// The invite link as pasted, typed, opened or scanned.
    public var link = "" {
        didSet { if link != oldValue { preview = nil } }
    }
    /// Where the server of a new neighbourhood answers.
    public var server = ""
    /// What the newcomer is called.
    public var name = ""
    /// What they call their home, if they like.
    public var home = ""
    /// What the invite says, once it was looked at.
    public private(set) var preview: InvitePreview?
    public let doing = Doing()
    /// For a further phone of somebody who belongs already.
    public let carried: CarriedModel
    @ObservationIgnored private let kith: Kith
    @ObservationIgnored private let arrived: @MainActor () async -> Void

    init(_ kith: Kith, arrived: @escaping @MainActor () async -> Void) {
        self.kith = kith
        self.arrived = arrived
        carried = CarriedModel(kith, arrived: arrived)
    }

    /// Whether the link is a poster's: one asks by it, and a coordinator says yes.
    public var isPoster: Bool {
        link.prefix { $0 != "#" }.trimmingCharacters(in: ["/"]).hasSuffix("/poster")
    }

    /// Shows what the invite or the poster says; nothing is joined.
    public func look() async {
        await doing.run {
            preview = isPoster ? try await kith.preview(ofPoster: link) : try await kith.preview(of: link)
        }
    }

    /// Asks to be let in by the poster that was looked at.
    public func ask() async {
        let asked = await doing.run { _ = try await kith.askIn(by: link, as: name) }
        if asked { await arrived() }
    }

    /// Joins by the invite that was looked at.
    public func join() async {
        await enter { try await kith.join(by: link) }
    }

    /// Begins a neighbourhood on the server named.
    public func found() async {
        await enter { try await kith.found(at: server) }
    }

    private func enter(_ door: () async throws -> Community) async {
        let inside = await doing.run {
            let community = try await door()
            try await community.setPage(name: name, home: home)
        }
        if inside { await arrived() }
    }
}
