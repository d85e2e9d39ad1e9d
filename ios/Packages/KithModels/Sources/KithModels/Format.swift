// Numbers and days as people of this place write them. The only file that turns money or time into text: the
// pound is divided here, for showing, and nowhere else.

import Foundation

/// How to write things here.
public struct Format: Sendable {
    private let locale: Locale

    public init(_ locale: Locale = .autoupdatingCurrent) {
        self.locale = locale
    }

    /// Whole pence, as `£10.20`.
    public func money(_ pence: UInt64) -> String {
        money(Self.pounds(pence))
    }

    /// Pence as pounds, for a field that is typed in.
    public static func pounds(_ pence: UInt64) -> Decimal {
        Decimal(pence) / 100
    }

    /// Pounds as typed, in whole pence; nothing for what is no sum of money.
    public static func pence(_ pounds: Decimal) -> UInt64? {
        let pence = NSDecimalNumber(decimal: pounds * 100).uint64Value
        return Decimal(pence) == pounds * 100 ? pence : nil
    }

    /// Whole pence that may be less than nothing.
    public func money(_ pence: Int64) -> String {
        money(Decimal(pence) / 100)
    }

    /// A price in hundredths of a penny, to the penny unless a fraction of one matters.
    public func price(_ e4: UInt64) -> String {
        (Decimal(e4) / 10_000).formatted(
            .currency(code: "GBP").precision(.fractionLength(2...4)).locale(locale))
    }

    private func money(_ pounds: Decimal) -> String {
        pounds.formatted(.currency(code: "GBP").locale(locale))
    }

    /// Metres run, in kilometres, as `5.2`.
    public func distance(_ metres: UInt32) -> String {
        let kilometres = Decimal(metres) / 1_000
        return kilometres.formatted(.number.precision(.fractionLength(0...1)).locale(locale))
    }

    /// A day, as `Saturday 28 November`; what is no day stays as it is.
    public func day(_ day: String) -> String {
        guard let date = Days.date(of: day) else { return day }
        return date.formatted(
            Date.FormatStyle(locale: locale, timeZone: .gmt).weekday(.wide).day().month(.wide))
    }

    /// A moment of which only its distance matters, as `5 minutes ago`.
    public func since(_ seconds: Int64) -> String {
        var style = Date.RelativeFormatStyle(presentation: .named)
        style.locale = locale
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }
}

/// Days as the core writes them, `2026-11-28`, and as pickers know them.
public enum Days {
    private static let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()

    /// Today, where the phone is.
    public static func today(_ now: Date = .now, in zone: TimeZone = .autoupdatingCurrent) -> String {
        now.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day())
    }

    /// Midnight of a day in Greenwich, for pickers set to that zone.
    public static func date(of day: String) -> Date? {
        try? style.parse(day)
    }

    /// Nine in the morning of a day, wherever the phone is then.
    public static func morning(of day: String) -> DateComponents? {
        guard let date = date(of: day) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var morning = calendar.dateComponents([.year, .month, .day], from: date)
        morning.hour = 9
        return morning
    }

    /// The day a picker set to Greenwich shows.
    public static func day(of date: Date) -> String {
        date.formatted(style)
    }
}
