// What waits on this phone, what went wrong, and what to do about it.

extension Community {
    /// What waits and what went wrong.
    public func status() async throws(KithError) -> Status {
        try await failing { try await core.status() }
    }

    /// Forgets a command that needs a look, once its person has read why. Work that waits is never dropped.
    ///
    /// - Returns: whether there was such a one.
    @discardableResult
    public func dismiss(_ item: OutboxRow) async throws(KithError) -> Bool {
        try await failing { try await core.dismiss(item: item.id) }
    }

    /// Digests to compare two phones by, for support.
    public func digests() async throws(KithError) -> Digests {
        try await failing { try await core.digests() }
    }
}
