// A listener that accepts a connection and never says a word.

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

public final class Silence: Sendable {
    public let port: UInt16
    private let listener: Int32

    /// Why it does not listen: the system's number for it.
    public struct NoPort: Error {
        public let errno: Int32
    }

    public init() throws(NoPort) {
        #if canImport(Glibc)
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                // Port 0: the system picks one.
                bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard bound else { throw NoPort(errno: errno) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Blocks until somebody connects.
    public func waitForSomebody() {
        _ = accept(listener, nil, nil)
    }

    deinit {
        close(listener)
    }
}
