import Chronology
import EventSourcing
import Foundation

/// A point in time made of random numbers, its words, and what other code thinks that they mean.
struct RandomPoint {
    let words: String
    let offsetMinutes: Int
    private let date: CivilDate
    private let time: (hour: Int, minute: Int, second: Int, microsecond: Int)
    private let unit: Calendar.Component?
    private let fractionDigits: Int

    init(years: ClosedRange<Int>, using random: inout SeededGenerator) {
        let precision = Int.random(in: 1...6, using: &random)
        let year = Int.random(in: years, using: &random)
        let month = precision > 1 ? Int.random(in: 1...12, using: &random) : 1
        let days = CivilDate.daysInMonth(month, year: year)
        let day = precision > 2 ? Int.random(in: 1...days, using: &random) : 1
        let hour = precision > 3 ? Int.random(in: 0...23, using: &random) : 0
        let minute = precision > 3 ? Int.random(in: 0...59, using: &random) : 0
        let second = precision > 4 ? Int.random(in: 0...59, using: &random) : 0
        var fraction = ""
        if precision > 5 {
            for _ in 0..<Int.random(in: 1...9, using: &random) {
                fraction += "\(Int.random(in: 0...9, using: &random))"
            }
        }
        // A year and a month take no offset west of UTC.
        let offset = Int.random(in: (precision > 2 ? -1439 : 0)...1439, using: &random)
        date = CivilDate(year: year, month: month, day: day)
        time = (hour, minute, second, Int((fraction + "000000").prefix(6)) ?? 0)
        unit = [.year, .month, .day, .minute, .second, nil][precision - 1]
        fractionDigits = min(fraction.utf8.count, 6)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        var words = digits(year, 4)
        if precision > 1 { words += "-" + digits(month, 2) }
        if precision > 2 { words += "-" + digits(day, 2) }
        if precision > 3 { words += "T\(digits(hour, 2)):\(digits(minute, 2))" }
        if precision > 4 { words += ":" + digits(second, 2) }
        if precision > 5 { words += "." + fraction }
        let isPlain = precision < 4 && Bool.random(using: &random)
        offsetMinutes = isPlain ? 0 : offset
        if !isPlain {
            words += (offset < 0 ? "-" : "+") + digits(abs(offset) / 60, 2) + ":" + digits(abs(offset) % 60, 2)
        }
        // Minus zero says that the offset is unknown; here it never appears.
        self.words = words + (["", "", "~", "?", "%"].randomElement(using: &random) ?? "")
    }

    /// The first thing that the words name, on their own clock.
    var firstTime: CivilTime {
        CivilTime(
            date: date, hour: time.hour, minute: time.minute, second: time.second, microsecond: time.microsecond)
    }

    /// First and last microsecond, by Foundation's calendar, which must run in UTC.
    func interval(in calendar: Calendar) -> (first: Int64, last: Int64)? {
        let parts = DateComponents(
            year: date.year, month: date.month, day: date.day, hour: time.hour, minute: time.minute, second: time.second
        )
        guard let start = calendar.date(from: parts) else { return nil }
        let shift = Int64(offsetMinutes) * 60_000_000
        let first = Int64(start.timeIntervalSince1970) * 1_000_000 + Int64(time.microsecond) - shift
        guard let unit else {
            return (first, first + (0..<fractionDigits).reduce(Int64(1_000_000)) { length, _ in length / 10 } - 1)
        }
        guard let end = calendar.date(byAdding: unit, value: 1, to: start) else { return nil }
        return (first, Int64(end.timeIntervalSince1970) * 1_000_000 - shift - 1)
    }
}
