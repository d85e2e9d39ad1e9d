// A log that a test can read.

import Kith
import Synchronization

final class Lines: LogSink {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func log(level: LogLevel, line: String) {
        lines.withLock { $0.append(line) }
    }
}
