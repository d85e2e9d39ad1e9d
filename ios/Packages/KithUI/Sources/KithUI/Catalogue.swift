// The words in the person's language, from this package's String Catalog.

import KithModels
import SwiftUI

extension Words {
    /// Looks words up as the phone's settings for the app say.
    public static let ofThisPhone = Words { key, arguments in
        let text = Bundle.module.localizedString(forKey: key, value: nil, table: nil)
        guard !arguments.isEmpty else { return text }
        return String(format: text, locale: .current, arguments: arguments.map(printable))
    }

    private static func printable(_ argument: any Sendable) -> any CVarArg {
        switch argument {
        case let count as Int: count
        case let text as String: text as NSString
        default: ""
        }
    }
}

private struct WordsKey: EnvironmentKey {
    static let defaultValue = Words.ofThisPhone
}

private struct FormatKey: EnvironmentKey {
    static let defaultValue = Format()
}

extension EnvironmentValues {
    /// The words of every view.
    public var words: Words {
        get { self[WordsKey.self] }
        set { self[WordsKey.self] = newValue }
    }

    /// How every view writes money and days.
    public var format: Format {
        get { self[FormatKey.self] }
        set { self[FormatKey.self] = newValue }
    }
}
