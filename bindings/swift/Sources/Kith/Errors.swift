// The one error of this library, whatever went wrong below.

import Foundation

/// Does `work`; whatever it throws comes out as a ``KithError``.
func failing<Value>(_ work: () async throws -> Value) async throws(KithError) -> Value {
    do {
        return try await work()
    } catch {
        throw KithError(error)
    }
}

/// As the other, for calls that return at once.
func failing<Value>(_ work: () throws -> Value) throws(KithError) -> Value {
    do {
        return try work()
    } catch {
        throw KithError(error)
    }
}

extension KithError {
    /// `error` itself; any other error is a fault in the program.
    public init(_ error: any Error) {
        self = error as? KithError ?? .Internal(detail: String(describing: error))
    }

    /// Whether to try again later without troubling anybody: nothing is wrong, and nothing was lost.
    public var passes: Bool {
        switch self {
        case .Offline, .Retry: true
        case .Refused, .Invalid, .NotFound, .ServerFault, .KeyGone, .UpdateNeeded, .StorageFull, .Closed,
            .Internal:
            false
        }
    }
}
