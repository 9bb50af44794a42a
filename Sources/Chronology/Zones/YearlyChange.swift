import EventSourcing

/// A moment of every year at which a zone changes its offset: the `date[/time]` of a POSIX `TZ` rule.
struct YearlyChange: Hashable, Sendable {
    private enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365; 29 February is never counted.
        case withoutLeapDay(Int)
        /// `n`: 0 to 365; 29 February is counted.
        case dayOfYear(Int)
        /// `Mm.w.d`: the w-th such weekday of the month; 5 is the last.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    private let day: Day
    /// Seconds after the start of that day on the clock that runs until then; two in the morning unless it is said.
    private let time: Int

    init?(_ scanner: inout TextScanner) {
        if scanner.take(UInt8(ascii: "M")) {
            guard let month = scanner.smallNumber(1...12), scanner.take(UInt8(ascii: ".")),
                let week = scanner.smallNumber(1...5), scanner.take(UInt8(ascii: ".")),
                let weekday = scanner.smallNumber(0...6)
            else { return nil }
            day = .weekday(month: month, week: week, weekday: weekday)
        } else if scanner.take(UInt8(ascii: "J")) {
            guard let number = scanner.smallNumber(1...365) else { return nil }
            day = .withoutLeapDay(number)
        } else {
            guard let number = scanner.smallNumber(0...365) else { return nil }
            day = .dayOfYear(number)
        }
        guard scanner.take(UInt8(ascii: "/")) else {
            time = 7200
            return
        }
        guard let time = scanner.signedTime(maximumHours: 167) else { return nil }
        self.time = time
    }

    /// The change in a year, in seconds from 1970-01-01T00:00 on the clock that runs until then.
    func localSecond(in year: Int) -> Int64 { Int64(daysSinceEpoch(in: year) * 86_400 + time) }

    private func daysSinceEpoch(in year: Int) -> Int {
        let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
        switch day {
        case .dayOfYear(let number): return newYear + number
        case .withoutLeapDay(let number):
            let isLeap = CivilDate.daysInMonth(2, year: year) == 29
            return newYear + number - (isLeap && number >= 60 ? 0 : 1)
        case .weekday(let month, let week, let weekday):
            let first = CivilDate(year: year, month: month, day: 1)
            let wanted = (weekday - first.weekday + 7) % 7 + (week - 1) * 7
            // The fifth such weekday may lie in the next month; then the fourth is the last.
            let isInMonth = wanted < CivilDate.daysInMonth(month, year: year)
            return first.daysSinceEpoch + (isInMonth ? wanted : wanted - 7)
        }
    }
}

extension TextScanner {
    /// A number of at most three digits within a range.
    fileprivate mutating func smallNumber(_ range: ClosedRange<Int>) -> Int? {
        let digits = digitRun()
        guard digits.utf8.count <= 3, let number = Int(digits), range.contains(number) else { return nil }
        return number
    }
}
