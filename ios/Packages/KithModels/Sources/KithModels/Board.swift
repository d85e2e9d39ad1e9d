// Offers and requests: the noticeboard, searched by the core.

import Kith
import Observation

@MainActor @Observable
public final class BoardModel {
    /// What was searched for.
    public var search = "" {
        didSet { if search != oldValue { live = Self.live(community, search) } }
    }
    public private(set) var live: Live<NoticePage>
    public let doing = Doing()
    @ObservationIgnored private let community: Community

    init(_ community: Community) {
        self.community = community
        live = Self.live(community, "")
    }

    private static func live(_ community: Community, _ search: String) -> Live<NoticePage> {
        Live(community.revisions) {
            try await community.notices(matching: search.isEmpty ? nil : search)
        }
    }

    /// Hangs up a notice.
    ///
    /// - Returns: whether it is on this phone now.
    public func post(_ kind: NoticeKind, title: String, text: String) async -> Bool {
        await doing.run { try await community.post(kind, title: title, text: text) }
    }

    /// Takes an own notice down.
    public func close(_ notice: NoticeRow) async {
        await doing.run { try await community.close(notice) }
    }
}
