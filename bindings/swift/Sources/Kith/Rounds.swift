// Group orders. Money is whole pence; prices are `e4`, hundredths of a penny.

extension Community {
    /// All rounds, open ones first.
    public func rounds(_ page: Page = .first) async throws(KithError) -> RoundPage {
        try await failing { try await core.rounds(page: page) }
    }

    /// One round, whole.
    public func round(_ name: String) async throws(KithError) -> Round {
        try await failing { try await core.round(name: name) }
    }

    /// Opens a round; whoever does is its organiser.
    ///
    /// - Returns: the round's name: what the other calls take.
    public func open(_ round: NewRound) async throws(KithError) -> String {
        try await failing { try await core.openRound(round: round) }
    }

    /// Says what this member would take of an article, in place of what they said before.
    @discardableResult
    public func pledge(
        _ pledge: Pledge, of article: ItemId, in round: String
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.pledge(round: round, article: article, pledge: pledge) }
    }

    /// What a pledge would do to the cases, to what one's household gets and to its bill. Nothing is written.
    public func effect(
        of pledge: Pledge, for article: ItemId, in round: String
    ) async throws(KithError) -> PledgeEffect {
        try await failing { try await core.pledgeEffect(round: round, article: article, pledge: pledge) }
    }

    /// Takes a pledge back.
    @discardableResult
    public func withdrawPledge(of article: ItemId, in round: String) async throws(KithError) -> Outcome {
        try await failing { try await core.withdrawPledge(round: round, article: article) }
    }

    /// Closes a round over exactly what the screen showed.
    ///
    /// - Parameter shown: the round as the screen has it.
    @discardableResult
    public func seal(_ shown: Round) async throws(KithError) -> Outcome {
        try await failing { try await core.sealRound(round: shown.name, heads: shown.heads) }
    }

    /// Notes that the order went to the supplier.
    @discardableResult
    public func placeRound(_ name: String) async throws(KithError) -> Outcome {
        try await failing { try await core.placeRound(round: name) }
    }

    /// Notes that the goods are here. `received` names the units of articles that came other than as ordered.
    @discardableResult
    public func deliverRound(
        _ name: String, received: [ItemId: UInt64] = [:]
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.deliverRound(round: name, received: received) }
    }

    /// Notes that the supplier is paid and every household charged. An invoice is held against the bills.
    @discardableResult
    public func settleRound(
        _ name: String, invoicePence: UInt64? = nil
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.settleRound(round: name, invoicePence: invoicePence) }
    }

    /// Gives a round another organiser.
    @discardableResult
    public func handOverRound(_ name: String, to member: MemberId) async throws(KithError) -> Outcome {
        try await failing { try await core.handOverRound(round: name, to: member) }
    }

    /// Everybody's price lists.
    public func priceLists(_ page: Page = .first) async throws(KithError) -> PriceListPage {
        try await failing { try await core.priceLists(page: page) }
    }

    /// The articles of one price list.
    public func articles(
        ofPriceList name: String, _ page: Page = .first
    ) async throws(KithError) -> ArticlePage {
        try await failing { try await core.priceListArticles(name: name, page: page) }
    }

    /// Keeps a price list for the group.
    ///
    /// - Returns: the list's name.
    public func keepPriceList(
        title: String, supplier: String, articles: [Article]
    ) async throws(KithError) -> String {
        try await failing { try await core.keepPriceList(title: title, supplier: supplier, articles: articles) }
    }
}
