// How money, prices and days are written, in English and in Welsh.

import Foundation
import Testing

@testable import KithModels

@Suite struct FormatTests {
    private let english = Format(Locale(identifier: "en_GB"))
    private let welsh = Format(Locale(identifier: "cy_GB"))

    @Test func moneyIsWrittenToThePenny() {
        #expect(english.money(UInt64(1_020)) == "£10.20")
        #expect(english.money(Int64(-5)) == "-£0.05")
        #expect(welsh.money(UInt64(123_456_789)) == "£1,234,567.89")
    }

    @Test func aPriceShowsItsFractionOfAPennyOnlyIfItHasOne() {
        #expect(english.price(13_000) == "£1.30")
        #expect(english.price(13_025) == "£1.3025")
    }

    @Test func poundsAsTypedAreWholePenceOrNothing() {
        #expect(Format.pence(Decimal(string: "12.34")!) == 1_234)
        #expect(Format.pence(Decimal(string: "0.005")!) == nil)
        #expect(Format.pence(-1) == nil)
        #expect(Format.pence(Format.pounds(18_446_744_073_709_551)) == 18_446_744_073_709_551)
    }

    @Test func aDayIsWrittenOutAndWhatIsNoneIsLeftAlone() {
        #expect(english.day("2026-11-28") == "Saturday 28 November")
        #expect(welsh.day("2026-11-28") == "Dydd Sadwrn, 28 Tachwedd")
        #expect(english.day("soon") == "soon")
    }

    @Test func todayIsTheDayOfThePlace() {
        let late = Date(timeIntervalSince1970: 1_795_908_600)  // 2026-11-28 23:30 in Greenwich
        #expect(Days.today(late, in: .gmt) == "2026-11-28")
        #expect(Days.today(late, in: TimeZone(secondsFromGMT: 3_600)!) == "2026-11-29")
    }

    @Test func aDaySurvivesThePicker() throws {
        #expect(Days.day(of: try #require(Days.date(of: "2028-02-29"))) == "2028-02-29")
    }
}
