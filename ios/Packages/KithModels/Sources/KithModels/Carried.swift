// What goes from hand to hand: a new phone's keys, and records that more than one person signs.

import Kith
import Observation

@MainActor @Observable
public final class CarriedModel {
    /// What a neighbour's phone showed, as scanned or pasted.
    public var text = "" {
        didSet { if text != oldValue { forget() } }
    }
    /// What the record says, once it was looked at; nothing is signed or taken before.
    public private(set) var preview: CarriedRow?
    /// The text to pass on, once this phone has begun a record or signed one.
    public private(set) var passOn: String?
    /// This phone's keys, for somebody who belongs to add it.
    public private(set) var keys: String?
    public let doing = Doing()
    @ObservationIgnored private let kith: Kith
    @ObservationIgnored private let arrived: @MainActor () async -> Void

    init(_ kith: Kith, arrived: @escaping @MainActor () async -> Void = {}) {
        self.kith = kith
        self.arrived = arrived
    }

    /// Shows this phone's keys: the same until it is added.
    public func showKeys() async {
        await doing.run { keys = try await kith.newPhone() }
    }

    /// Shows what the record would do.
    public func look() async {
        await doing.run { preview = try await kith.preview(ofRecord: text) }
    }

    /// Signs it.
    public func sign() async {
        await doing.run { passOn = try await kith.sign(record: text) }
    }

    /// Takes it in; a new phone that it adds belongs from then on.
    ///
    /// - Returns: whether it was taken.
    public func take() async -> Bool {
        let taken = await doing.run { try await kith.take(record: text) }
        if taken {
            text = ""
            await arrived()
        }
        return taken
    }

    /// Begins the record that adds the phone whose keys are in `text` to a member.
    public func add(to member: MemberId, of community: Community) async {
        await doing.run { passOn = try await community.addPhone(text, to: member) }
    }

    private func forget() {
        preview = nil
        passOn = nil
    }
}
