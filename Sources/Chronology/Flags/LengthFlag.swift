import EventSourcing

/// A length of time as a flag of the command line gives it: `90s`, `10m`, `2h`, `1d`, `2w`, `1h30m`.
///
/// Units go from the greatest to the smallest, each at most once; a day is 24 hours. Never negative.
public struct LengthFlag: Hashable, Sendable {
    /// The length in microseconds; what is longer than 20,000 years is as long as that.
    public let microseconds: Int64

    /// Reads the value of a flag.
    ///
    /// - Throws: for any other form.
    public init(_ text: String) throws(TimeError) {
        func wrong(_ quoted: String) -> TimeError {
            TimeError("\(quoted) is not a length of time; write such as 90s, 10m, 2h, 1d or 1h30m")
        }
        try TimeExpression.checkLength(text)
        var parser = PointParser(trimmed(text), isTyped: true)
        microseconds = try parser.length(or: wrong).microseconds
        guard parser.scanner.isAtEnd else { throw wrong(quoted(text)) }
    }
}

extension PointParser {
    /// A length such as `1h30m`, and the unit down to which it is told; what is wrong with it says `complaint`, which is
    /// given the text in quotes.
    mutating func length(
        or complaint: (String) -> TimeError
    ) throws(TimeError) -> (microseconds: Int64, precision: Occurrence.Precision) {
        let units: [(letter: String, microseconds: Int64)] = [
            ("w", 7 * microsecondsPerDay), ("d", microsecondsPerDay), ("h", 3600 * Timestamp.perSecond),
            ("m", 60 * Timestamp.perSecond), ("s", Timestamp.perSecond),
        ]
        let farthest = 20_000 * 366 * microsecondsPerDay
        var total: Int64 = 0
        var next = 0
        repeat {
            let digits = scanner.digitRun()
            guard !digits.isEmpty,
                let place = units.indices.dropFirst(next).first(where: { scanner.take(units[$0].letter) })
            else { throw complaint(quoted(text)) }
            let (part, overflows) = (Int64(digits) ?? .max).multipliedReportingOverflow(by: units[place].microseconds)
            // More than the years that are kept, and far from overflow.
            total = overflows ? farthest : min(total + min(part, farthest), farthest)
            next = place + 1
        } while scanner.peek().map(isDigit) == true
        return (total, next == units.count ? .second : .minute)
    }
}
