// Erasing: its bytes go everywhere and stay gone. What remains are hashes, which say nothing.

extension Community {
    /// Erases a document by its name within its kind, as rows carry it. A coordinator's to do.
    @discardableResult
    public func erase(_ what: Erasable, named name: String) async throws(KithError) -> Outcome {
        try await failing { try await core.erase(what: what, name: name) }
    }

    /// Erases a pairing, its visits and its keys. For one who looks after it.
    @discardableResult
    public func erasePairing(_ pairing: SpaceId) async throws(KithError) -> Outcome {
        try await failing { try await core.erasePairing(space: pairing) }
    }
}
