import EventSourcing

/// Reads one point in time. It knows the calendar; it does not know which offset a missing one stands for.
struct PointParser {
    let text: String
    /// Whether somebody types it as a flag: then a space may stand where RFC 3339 has its `T`, and an hour may have one
    /// digit.
    let isTyped: Bool
    var scanner: TextScanner

    init(_ text: String, isTyped: Bool = false) {
        self.text = text
        self.isTyped = isTyped
        scanner = TextScanner(text)
    }

    /// The whole text as a point.
    mutating func point() throws(TimeError) -> WrittenPoint {
        var point = WrittenPoint()
        guard let year = scanner.digits(4) else { throw shape }
        point.year = year
        if try numberAfterHyphen("month", west: "a year") { point.month = try month() }
        if point.month != nil, try numberAfterHyphen("day", west: "a month") {
            point.day = try day(of: point)
        }
        if point.day != nil, scanner.take(oneOf: isTyped ? [0x54, 0x74, 0x20] : [0x54, 0x74]) != nil {
            point.time = try timeOfDay()
        }
        point.offset = try offset()
        return try end(of: point)
    }

    /// What is left of the text as a time of day, with offset and sign if it has them; the date is left for the caller.
    mutating func timeAlone() throws(TimeError) -> WrittenPoint {
        var point = WrittenPoint()
        point.time = try timeOfDay()
        point.offset = try offset()
        return try end(of: point)
    }

    /// The sign, if there is one, and then the end of the text.
    mutating func end(of point: WrittenPoint) throws(TimeError) -> WrittenPoint {
        var point = point
        if let sign = scanner.take(oneOf: [0x7E, 0x3F, 0x25]) {
            point.sign = WrittenPoint.Sign(rawValue: Character(UnicodeScalar(sign)))
            if scanner.take(oneOf: [0x7E, 0x3F, 0x25]) != nil {
                throw wrong("carries more than one sign; write one of ~ (about), ? (unsure) or % (both)")
            }
        }
        guard scanner.isAtEnd else { throw shape }
        return point
    }

    /// Whether a hyphen and two digits follow, which begin a month or a day. After a year or a month an offset west of
    /// UTC would look just like them, so there is none: `2024-03:00` is refused, never guessed at.
    private mutating func numberAfterHyphen(_ unit: String, west: String) throws(TimeError) -> Bool {
        guard scanner.take(UInt8(ascii: "-")) else { return false }
        guard let first = scanner.peek(), isDigit(first), let second = scanner.peek(1), isDigit(second) else {
            throw wrong("needs two digits for the \(unit), such as 03")
        }
        guard scanner.peek(2) != UInt8(ascii: ":") else {
            throw wrong(
                "is unclear: \(west) takes no offset west of UTC, which reads like a \(unit); "
                    + "give the days, such as 2024-03-01-05:00..2024-03-31-05:00, or the time after a T")
        }
        return true
    }

    private mutating func month() throws(TimeError) -> Int {
        let month = scanner.digits(2) ?? 0
        guard (1...12).contains(month) else { throw wrong("names month \(padded(month, 2)); months go from 01 to 12") }
        return month
    }

    private mutating func day(of point: WrittenPoint) throws(TimeError) -> Int {
        let day = scanner.digits(2) ?? 0
        let month = point.month ?? 1
        let count = CivilDate.daysInMonth(month, year: point.year)
        guard (1...count).contains(day) else {
            throw wrong(
                "names day \(padded(day, 2)); \(padded(point.year, 4))-\(padded(month, 2)) has the days 01 to \(count)")
        }
        return day
    }

    private mutating func timeOfDay() throws(TimeError) -> WrittenPoint.TimeOfDay {
        guard let hour = scanner.digits(2) ?? (isTyped ? scanner.digits(1) : nil), scanner.take(UInt8(ascii: ":")),
            let minute = scanner.digits(2)
        else {
            throw wrong("needs a time of day of two digits each, such as 09:05 or 20:45:10")
        }
        guard hour != 24 else { throw wrong("names hour 24; write 00:00 of the next day") }
        guard hour < 24 else { throw wrong("names hour \(hour); hours go from 00 to 23") }
        guard minute < 60 else { throw wrong("names minute \(minute); minutes go from 00 to 59") }
        var time = WrittenPoint.TimeOfDay(hour: hour, minute: minute)
        guard scanner.take(UInt8(ascii: ":")) else { return time }
        guard let second = scanner.digits(2) else { throw wrong("needs two digits for the second, such as 07") }
        guard second <= 60 else { throw wrong("names second \(second); seconds go from 00 to 59") }
        time.second = second
        // Two points are the sign of an interval, which has been cut before this; one begins a fraction.
        guard scanner.take(UInt8(ascii: ".")) else { return time }
        time.fraction = scanner.digitRun()
        guard (1...9).contains(time.fraction.utf8.count) else {
            throw wrong("has \(time.fraction.utf8.count) digits of a second's fraction; 1 to 9 are allowed")
        }
        return time
    }

    private mutating func offset() throws(TimeError) -> WrittenPoint.Offset? {
        if scanner.take(oneOf: [0x5A, 0x7A]) != nil { return .zulu }
        guard let sign = scanner.take(oneOf: [0x2B, 0x2D]) else { return nil }
        guard let hours = scanner.digits(2), scanner.take(UInt8(ascii: ":")), let minutes = scanner.digits(2) else {
            throw wrong("needs its offset from UTC as hours and minutes, such as +03:00")
        }
        guard hours < 24, minutes < 60 else {
            throw wrong("has an offset of \(padded(hours, 2)):\(padded(minutes, 2)); offsets go up to 23:59")
        }
        let size = hours * 60 + minutes
        if sign == 0x2D, size == 0 { return .unknown }
        return .minutes(sign == 0x2D ? -size : size)
    }

    private var shape: TimeError {
        text.isEmpty
            ? TimeError("the time is empty; \(forms)")
            : TimeError("\(quoted(text)) is not a time that Blotter can read; \(forms)")
    }

    /// What a point may look like, for people.
    private var forms: String {
        let examples =
            isTyped
            ? "a time such as 20:45, 'yesterday 14:00', '2024-03-22 20:45', 2024-03-22T20:45+03:00, now or -10m"
            : "a year, month, date or time such as 2024, 2024-03, 2024-03-22 or 2024-03-22T20:45+03:00"
        return "write \(examples), and after it ~ (about), ? (unsure) or % (both) where needed"
    }

    private func wrong(_ reason: String) -> TimeError { TimeError("the time \(quoted(text)) \(reason)") }
}
