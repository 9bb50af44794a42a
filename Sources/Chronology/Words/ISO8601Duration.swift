import EventSourcing

/// A length of time of fixed units: `PT75M`, `P1DT2H`, `P2W`, `PT1.5S`.
///
/// The form is that of ISO 8601: weeks, days, hours, minutes and seconds in this order, each at most once, the smallest
/// maybe with a fraction of 1 to 9 digits; what lies beyond microseconds is cut off. A day is 24 hours. Months and
/// years are refused, since their length varies, and so is anything longer than 10,000 years.
public struct ISO8601Duration: Hashable, Sendable, CustomStringConvertible {
    /// The text, without any change.
    public let text: String
    /// The length in microseconds; never negative.
    public let microseconds: Int64

    private static let units: [(letter: Character, microseconds: Int64)] = [
        ("W", 7 * microsecondsPerDay), ("D", microsecondsPerDay), ("H", 3600 * Timestamp.perSecond),
        ("M", 60 * Timestamp.perSecond), ("S", Timestamp.perSecond),
    ]
    private static let maximum = 3_652_425 * microsecondsPerDay

    /// Reads a duration.
    public init(_ text: String) throws(TimeError) {
        func wrong(_ reason: String) -> TimeError { TimeError("the duration \(quoted(text)) \(reason)") }
        let forms = "such as PT75M, P1DT2H, P2W or PT1.5S"
        var scanner = TextScanner(text)
        guard scanner.take(UInt8(ascii: "P")) else {
            throw wrong("must begin with P, \(forms)\(text.hasPrefix("-") ? "; for a time before, say before" : "")")
        }
        var total: Int128 = 0
        var next = 0
        var isTime = false
        var hasFraction = false
        while !scanner.isAtEnd {
            if !isTime, scanner.take(UInt8(ascii: "T")) {
                isTime = true
                next = 2
                guard !scanner.isAtEnd else {
                    throw wrong("ends after its T; hours, minutes or seconds must follow, \(forms)")
                }
            }
            let number = scanner.digitRun()
            guard (1...15).contains(number.utf8.count), let whole = Int128(number) else {
                throw wrong("needs a number of at most 15 digits before each unit, \(forms)")
            }
            guard !hasFraction else { throw wrong("may have a fraction only in its smallest unit, \(forms)") }
            var fraction = ""
            if scanner.take(oneOf: [0x2E, 0x2C]) != nil {
                fraction = scanner.digitRun()
                hasFraction = true
                guard (1...9).contains(fraction.utf8.count) else {
                    throw wrong("may have a fraction of 1 to 9 digits, \(forms)")
                }
            }
            let letter = scanner.take(oneOf: Array("WDHMSY".utf8)).map { Character(UnicodeScalar($0)) }
            if letter == "Y" || (letter == "M" && !isTime) {
                throw wrong(
                    "counts in months or years, whose length varies; give weeks, days, hours, minutes or seconds, "
                        + forms)
            }
            guard let place = Self.units.firstIndex(where: { $0.letter == letter }), place >= next,
                isTime == (place >= 2)
            else {
                throw wrong(
                    "must name weeks W and days D, then after a T hours H, minutes M and seconds S, each once, "
                        + forms)
            }
            let unit = Int128(Self.units[place].microseconds)
            total += whole * unit
            if let parts = Int128(fraction) {
                total += parts * unit / fraction.utf8.reduce(Int128(1)) { power, _ in power * 10 }
            }
            next = place + 1
        }
        guard next > 0 else { throw wrong("names no length, \(forms)") }
        guard total <= Int128(Self.maximum) else { throw wrong("is longer than 10,000 years; name a shorter one") }
        self.text = text
        microseconds = Int64(total)
    }

    /// The text, without any change.
    public var description: String { text }
}
