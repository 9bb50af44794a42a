import EventSourcing
import Foundation
import Testing

struct CalendarTests {
    /// Foundation's calendar switches to the Julian one in 1582, so the whole range is compared through ISO 8601, which
    /// is Gregorian throughout.
    private static let gregorian = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        return calendar
    }()

    @Test func `days and dates agree with Foundation from 1600 to 2400`() throws {
        for days in stride(from: CivilDate(year: 1600, month: 1, day: 1).daysSinceEpoch, to: 157_100, by: 13) {
            let date = CivilDate(daysSinceEpoch: days)
            let moment = Date(timeIntervalSince1970: Double(days) * 86_400)
            let parts = Self.gregorian.dateComponents([.year, .month, .day, .weekday], from: moment)
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day, "day \(days)")
            #expect(date.weekday + 1 == parts.weekday, "day \(days)")
            #expect(date.daysSinceEpoch == days)
        }
    }

    @Test func `every day from year 0 to 9999 follows the one before it`() {
        var date = CivilDate(year: 0, month: 1, day: 1)
        var days = -719_528
        var wrong = 0
        while date.year <= 9999 {
            if date.daysSinceEpoch != days || CivilDate(daysSinceEpoch: days) != date { wrong += 1 }
            days += 1
            if date.day < CivilDate.daysInMonth(date.month, year: date.year) {
                date = CivilDate(year: date.year, month: date.month, day: date.day + 1)
            } else if date.month < 12 {
                date = CivilDate(year: date.year, month: date.month + 1, day: 1)
            } else {
                date = CivilDate(year: date.year + 1, month: 1, day: 1)
            }
        }
        #expect(wrong == 0)
        #expect(days == 2_932_897)
    }

    @Test func `February has 29 days in leap years`() {
        for (year, days) in [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (0, 29), (2100, 28)] {
            #expect(CivilDate.daysInMonth(2, year: year) == days, "\(year)")
        }
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        (1_711_126_800_000_000, "2024-03-22T17:00:00Z"), (1_711_126_800_120_000, "2024-03-22T17:00:00.120000Z"),
        (-62_167_219_200_000_000, "0000-01-01T00:00:00Z"), (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        (-2_208_988_800_000_000, "1900-01-01T00:00:00Z"), (951_782_400_000_000, "2000-02-29T00:00:00Z"),
    ])
    func `a moment is written as RFC 3339`(_ microseconds: Int, _ text: String) {
        #expect(Timestamp(microseconds: Int64(microseconds)).description == text)
    }

    @Test func `what no date can be written for is written as the nearest that can`() {
        #expect(Timestamp(microseconds: .min).description == Timestamp.minimum.description)
        #expect(Timestamp(microseconds: .max).description == Timestamp.maximum.description)
    }

    @Test func `seconds agree with Foundation`() throws {
        let style = Date.ISO8601FormatStyle()
        for seconds in stride(from: -11_676_096_000 as Int64, to: 13_569_465_600, by: 86_399 * 1009) {
            let text = Timestamp(microseconds: seconds * 1_000_000).description
            #expect(text == Date(timeIntervalSince1970: Double(seconds)).formatted(style))
        }
    }

    @Test func `advancing stays within what can be written`() {
        #expect(Timestamp.maximum.advanced(byMicroseconds: 1) == .maximum)
        #expect(Timestamp.minimum.advanced(byMicroseconds: -1) == .minimum)
        #expect(Timestamp.maximum.advanced(byMicroseconds: .max) == .maximum)
        #expect(Timestamp.minimum.advanced(byMicroseconds: .min) == .minimum)
        #expect(Timestamp(microseconds: 5).advanced(byMicroseconds: -7) == Timestamp(microseconds: -2))
    }
}
