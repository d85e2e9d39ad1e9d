// Concerns: a worry told to the safeguarding leads, *not yet received* until one of them has said so.

import Kith
import Observation

@MainActor @Observable
public final class ConcernsModel {
    public let live: Live<ConcernPage>
    /// What is being written. It is kept nowhere until it is told: nobody else shall find it on this phone.
    public var text = ""
    public let doing = Doing()
    @ObservationIgnored private let community: Community

    init(_ community: Community) {
        self.community = community
        live = Live(community.revisions) { try await community.concerns() }
    }

    /// Tells all leads.
    ///
    /// - Returns: whether it is on this phone now; the words are then gone from the field.
    public func raise() async -> Bool {
        let raised = await doing.run { try await community.raiseConcern(text) }
        if raised { text = "" }
        return raised
    }

    /// Says, as a lead, that one has read it.
    public func acknowledge(_ concern: ConcernRow) async {
        await doing.run { try await community.acknowledge(concern) }
    }
}
