import EventSourcing

/// The calendar as one counts it on a wall: month after month from 1970 on, and back from there. It knows how long the
/// months are and nothing else.
enum SlowCalendar {
    static let years = 0...9999

    static func length(ofMonth month: Int, in year: Int) -> Int {
        let isLeapYear = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
        return month == 2 && isLeapYear ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// The first day of every month, as days since 1970-01-01; the first is January of the year 0, the last one of the
    /// year 10,000.
    private static let starts: [Int] = {
        var starts = [0]
        for year in 1970...9999 {
            for month in 1...12 { starts.append(starts[starts.count - 1] + length(ofMonth: month, in: year)) }
        }
        var before: [Int] = []
        var start = 0
        for year in (0..<1970).reversed() {
            for month in (1...12).reversed() {
                start -= length(ofMonth: month, in: year)
                before.append(start)
            }
        }
        return before.reversed() + starts
    }()

    /// The days since 1970-01-01 of the first of a month; the month 13 is January of the next year.
    static func start(ofMonth month: Int, in year: Int) -> Int { starts[year * 12 + month - 1] }

    /// Compares one day of the years that are kept with `CivilDate`, both ways.
    static func check(_ number: UInt64) throws(Disagreement) {
        let place = Int(number % UInt64(starts.count - 1))
        let (year, month) = (place / 12, place % 12 + 1)
        let day = Int(number >> 32) % length(ofMonth: month, in: year) + 1
        let days = start(ofMonth: month, in: year) + day - 1
        let date = CivilDate(year: year, month: month, day: day)
        try require(date.daysSinceEpoch == days, "\(date) is day \(days), not \(date.daysSinceEpoch)")
        try require(CivilDate(daysSinceEpoch: days) == date, "day \(days) is \(date)")
        try require(
            CivilDate.daysInMonth(month, year: year) == length(ofMonth: month, in: year), "the length of \(date)")
        // 1970-01-01 was a Thursday.
        try require((date.weekday - 4 - days) % 7 == 0 && 0...6 ~= date.weekday, "\(date) is weekday \(date.weekday)")
    }
}
