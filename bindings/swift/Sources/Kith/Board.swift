// The noticeboard, and one's own page.

extension Community {
    /// Notices whose title, text or member holds `search`, in any case; all of them for none.
    public func notices(
        matching search: String? = nil, _ page: Page = .first
    ) async throws(KithError) -> NoticePage {
        try await failing { try await core.notices(search: search, page: page) }
    }

    /// Hangs up a notice: a title of 1 to 80 characters, a text of up to 800.
    @discardableResult
    public func post(
        _ kind: NoticeKind, title: String, text: String = ""
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.postNotice(kind: kind, title: title, text: text) }
    }

    /// Takes an own notice down.
    @discardableResult
    public func close(_ notice: NoticeRow) async throws(KithError) -> Outcome {
        try await failing { try await core.closeNotice(document: notice.document, item: notice.item) }
    }

    /// Writes the own page, whole: a name of 1 to 60 characters, what the household is called, a line about oneself.
    @discardableResult
    public func setPage(
        name: String, home: String = "", about: String = ""
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.setPage(name: name, home: home, about: about) }
    }
}
