// A real `kith-server` process on loopback, on a port the system picks.

import Foundation

/// Serves until let go of. The environment's `KITH_SERVER` names the program; `cargo xtask test --only swift` sets it.
public final class Server: Sendable {
    /// What to found a community with.
    public let address: String
    private let process = Process()
    private let data: Folder

    /// Why there is no server.
    public enum Missing: Error {
        /// `KITH_SERVER` is not set: run the tests by `cargo xtask test --only swift`.
        case program
        /// It ended before it said where it listens; why stands on standard error.
        case address
    }

    public init() throws {
        guard let program = ProcessInfo.processInfo.environment["KITH_SERVER"] else { throw Missing.program }
        data = try Folder("server")
        let words = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--data", data.url.path]
        process.environment = ["RUST_LOG": "error"]
        process.standardOutput = words
        try process.run()
        // The first line it prints, once it listens: `listening on …`.
        var line = Data()
        while let byte = try words.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        let said = String(decoding: line, as: UTF8.self)
        guard let at = said.range(of: "http") else { throw Missing.address }
        address = String(said[at.lowerBound...])
    }

    deinit {
        // Not asked but ended: threads of Swift's own pool block signals, and a child is born with them blocked.
        kill(process.processIdentifier, SIGKILL)
    }
}

/// A new folder for a test. All of them go when the process ends.
public struct Folder: Sendable {
    public let url: URL

    public init(_ what: String) throws {
        url = Self.all.appending(path: "\(what)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    private static let all: URL = {
        atexit { Folder.removeAll() }
        let process = ProcessInfo.processInfo.processIdentifier
        return FileManager.default.temporaryDirectory.appending(path: "kith-tests-\(process)")
    }()

    private static func removeAll() {
        try? FileManager.default.removeItem(at: all)
    }
}

/// The key of a server that nobody runs.
public let nobodysKey = "7ulsioc2uddvwzh3pdgwal5b3gi7327xnmj4ldwxalvmqnpj6yma"

/// An address where nobody answers.
public let nobody = "http://127.0.0.1:9#\(nobodysKey)"
