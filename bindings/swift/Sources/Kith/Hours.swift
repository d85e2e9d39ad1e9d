// The time bank. All times are whole minutes.

extension Community {
    /// Every note of help, the newest day first.
    public func hours(_ page: Page = .first) async throws(KithError) -> EntryPage {
        try await failing { try await core.hours(page: page) }
    }

    /// Where each member stands, by name. All together are always 0.
    public func balances() async throws(KithError) -> [Balance] {
        try await failing { try await core.balances() }
    }

    /// Notes help this member gave or received. It counts once the other agrees.
    @discardableResult
    public func note(_ hours: NewHours) async throws(KithError) -> Outcome {
        try await failing { try await core.noteHours(hours: hours) }
    }

    /// Changes a note of one's own from what the screen showed. The other must agree anew.
    @discardableResult
    public func edit(_ shown: EntryRow, to change: HoursChange) async throws(KithError) -> Outcome {
        try await failing {
            try await core.editHours(document: shown.document, version: shown.version, change: change)
        }
    }

    /// Agrees to exactly the version the screen showed.
    @discardableResult
    public func agree(to shown: EntryRow) async throws(KithError) -> Outcome {
        try await failing { try await core.agreeHours(document: shown.document, version: shown.version) }
    }

    /// Doubts what the screen showed: it does not count until the question is lifted.
    @discardableResult
    public func question(_ shown: EntryRow, words: String? = nil) async throws(KithError) -> Outcome {
        try await failing {
            try await core.questionHours(document: shown.document, version: shown.version, words: words)
        }
    }

    /// Takes one's own question back.
    @discardableResult
    public func liftQuestion(
        _ question: QuestionRow, on shown: EntryRow
    ) async throws(KithError) -> Outcome {
        try await failing { try await core.liftQuestion(document: shown.document, version: question.version) }
    }

    /// Takes one's own note back before it is agreed.
    @discardableResult
    public func withdraw(_ shown: EntryRow) async throws(KithError) -> Outcome {
        try await failing { try await core.withdrawHours(document: shown.document, claim: shown.claim) }
    }

    /// Settles what the screen showed, as a coordinator who is no party to it.
    @discardableResult
    public func witness(_ shown: EntryRow) async throws(KithError) -> Outcome {
        try await failing { try await core.witnessHours(document: shown.document, version: shown.version) }
    }
}
