// The core's log, in the phone's own. It never holds anything anyone wrote, so it is public in full.

import Kith
import os

final class SystemLog: LogSink {
    private let log = Logger(subsystem: "org.kith.app", category: "core")

    func log(level: LogLevel, line: String) {
        switch level {
        case .info: log.info("\(line, privacy: .public)")
        case .warn: log.warning("\(line, privacy: .public)")
        case .error: log.error("\(line, privacy: .public)")
        }
    }
}
