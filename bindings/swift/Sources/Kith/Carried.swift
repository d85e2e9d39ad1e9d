// Phones and records that go from hand to hand, as texts or codes to scan; and the paper key.

import KithCore

extension Kith {
    /// Founds a community and makes its paper key: nine groups of four letters, to be written down now, since it
    /// is kept nowhere. Without a server the community is on this phone alone until it moves to one.
    public func foundWithPaper(
        at server: String? = nil
    ) async throws(KithError) -> (community: Community, paper: String) {
        let founding = try await failing { try await core.foundWithPaper(server: server) }
        return (Community(founding.community), founding.paper)
    }

    /// This phone's public keys, for somebody to add it to a member: the same until it is added.
    public func newPhone() async throws(KithError) -> String {
        try await failing { try await core.newPhone() }
    }

    /// What a carried record says, before it is signed or taken.
    public func preview(ofRecord text: String) async throws(KithError) -> CarriedRow {
        try await failing { try await core.lookAtRecord(text: text) }
    }

    /// Adds a signature to a carried record, the paper key's if it is given.
    ///
    /// - Returns: the text to pass on.
    public func sign(record text: String, paper: String? = nil) async throws(KithError) -> String {
        try await failing { try await core.signRecord(text: text, paper: paper) }
    }

    /// Takes a carried record that has all its signatures.
    @discardableResult
    public func take(record text: String) async throws(KithError) -> Community {
        Community(try await failing { try await core.takeRecord(text: text) })
    }
}

extension Community {
    /// Begins the record that adds a phone to a member: a further one, or one in place of all that were lost.
    ///
    /// - Returns: its text, to be signed and taken.
    public func addPhone(_ phone: String, to member: MemberId) async throws(KithError) -> String {
        try await failing { try await core.addPhone(member: member, phone: phone) }
    }

    /// Begins the move to another server.
    ///
    /// - Returns: the record's text, to be signed and taken.
    public func move(to server: String, paper: String? = nil) async throws(KithError) -> String {
        try await failing { try await core.moveServer(server: server, paper: paper) }
    }
}
