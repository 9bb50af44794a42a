public import EventSourcing

/// A time as a flag of the command line gives it, turned into words that stand on their own.
///
/// Takes every form of ``TimeExpression`` and besides, in the zone that is handed in:
/// - `now` (to the second), `-10m`, `-2h`, `-1d`, `-1h30m`, `-90s` (ago; to the minute, or to the second where seconds
///   are named; weeks are `w`, a day is 24 hours);
/// - `20:45`, `9:05`, `20:45:10`, `today`, `yesterday`, `today 14:00`, `yesterday 14:00`. A time alone is today's, even
///   where that still lies ahead;
/// - dates and times without an offset, with a space or a `T` between them: `2024-03-22 20:45`;
/// - `~` in front instead of behind; and `A..B`, `..B`, `A..` of all of these.
///
/// The words that come out are absolute and carry their offset: `~20:45` becomes `2024-03-22T20:45+03:00~`. A time that
/// the zone's clock skips or shows twice is refused, never guessed. A date whose day does not run on one offset becomes
/// an interval with the offset of each end: `2024-03-10-08:00..2024-03-10-07:00`. In UTC a date stays as it is.
public struct FlagTime: Hashable, Sendable {
    /// What the flag means.
    public let expression: TimeExpression
    /// Its words, as an event keeps them.
    public var words: String { expression.words }

    /// Reads the value of a flag.
    ///
    /// - Parameters:
    ///   - text: what was typed; spaces around it do not matter.
    ///   - now: the time of day, which `now`, `-10m`, `today`, `yesterday` and `20:45` go by.
    ///   - zone: the zone in which times without an offset are meant.
    /// - Throws: for any other form, and for a time that the zone's clock skips or shows twice.
    public init(_ text: String, now: Timestamp, zone: Zone) throws(TimeError) {
        let text = trimmed(text)
        try TimeExpression.checkLength(text)
        let clock = FlagClock(now: now, zone: zone)
        if text.utf8.first == UInt8(ascii: "{") {
            expression = try TimeExpression(words: text)
        } else if let ends = IntervalEnds(text) {
            let from = ends.from.isEmpty ? nil : try clock.points(trimmed(ends.from)).first
            let to = ends.to.isEmpty ? nil : try clock.points(trimmed(ends.to)).last
            if let from, let to, to.latest < from.earliest, let advice = Self.overMidnight(ends) {
                throw TimeError(
                    "the interval \(quoted(text)) ends before it begins; write the earlier time first, or '\(advice)' "
                        + "where it goes over midnight")
            }
            expression = try TimeExpression(from: from, to: to, words: text)
        } else {
            let (first, last) = try clock.points(text)
            expression = first == last ? .point(first) : .interval(from: first, to: last)
        }
    }
}

extension FlagTime {
    /// How to write an interval of two times of day that begins on the day before.
    private static func overMidnight(_ ends: IntervalEnds) -> String? {
        let from = trimmed(ends.from)
        let sign = from.hasPrefix("~") ? "~" : ""
        let first = trimmed(String(from.dropFirst(sign.count)))
        let last = trimmed(ends.to)
        let isAlone = [first, last].allSatisfy { end in
            var parser = PointParser(end.hasPrefix("~") ? String(end.dropFirst()) : end, isTyped: true)
            return (try? parser.timeAlone()) != nil
        }
        return isAlone ? "\(sign)yesterday \(first)..\(last)" : nil
    }
}

/// A text without the spaces around it.
func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    let end = start.lastIndex { $0 != " " }
    return end.map { String(start[...$0]) } ?? ""
}
