import EventSourcing

/// What the words of a flag go by: the time of day and the zone.
struct FlagClock {
    let now: Timestamp
    let zone: Zone

    init(now: Timestamp, zone: Zone) {
        self.now = min(max(now, .minimum), .maximum)
        self.zone = zone
    }

    /// The first and the last point of an interval; the same one twice where one point says it all.
    typealias Points = (first: TimePoint, last: TimePoint)

    /// Reads one side of a flag's value: anything but `A..B` and the relative form.
    func points(_ text: String) throws(TimeError) -> Points {
        guard text.utf8.first == UInt8(ascii: "~") else { return try placed(try written(text), text) }
        let rest = trimmed(String(text.unicodeScalars.dropFirst()))
        guard !rest.isEmpty else {
            throw TimeError("the sign '~' stands without a time; write such as ~20:45, or leave an open end empty")
        }
        guard rest.utf8.first != UInt8(ascii: "~") else {
            throw TimeError("the time \(quoted(text)) carries more than one sign; write one ~, such as ~20:45")
        }
        var point = try written(rest)
        guard point.sign == nil else {
            throw TimeError("the time \(quoted(text)) carries a sign in front and another behind; write one of them")
        }
        point.sign = .approximate
        return try placed(point, text)
    }

    /// The parts that a text without `~` in front gives.
    private func written(_ text: String) throws(TimeError) -> WrittenPoint {
        var parser = PointParser(text, isTyped: true)
        if parser.take("now") { return try parser.end(of: shown(now, .second)) }
        if parser.take("-") {
            let (distance, precision) = try parser.length {
                TimeError("\($0) is not a time ago; write such as -90s, -10m, -2h, -1d or -1h30m")
            }
            guard now.microseconds - distance >= Timestamp.minimum.microseconds else {
                throw TimeError("the time \(quoted(text)) reaches back beyond the year 0000; write a shorter one")
            }
            return try parser.end(of: shown(now.advanced(byMicroseconds: -distance), precision))
        }
        if parser.take("today") { return try day(0, &parser) }
        if parser.take("yesterday") { return try day(-1, &parser) }
        if parser.isAtTimeOfDay { return dated(try parser.timeAlone(), 0) }
        return try parser.point()
    }

    /// What follows the name of a day: nothing, or a time of day.
    private func day(_ days: Int, _ parser: inout PointParser) throws(TimeError) -> WrittenPoint {
        guard parser.takeSpaces() else { return try parser.end(of: dated(WrittenPoint(), days)) }
        return dated(try parser.timeAlone(), days)
    }

    /// The parts with the date that lies `days` from today, on the clock that they name, else on the zone's.
    private func dated(_ point: WrittenPoint, _ days: Int) -> WrittenPoint {
        var point = point
        let clock: Zone =
            switch point.offset {
            case nil: zone
            case .zulu, .unknown: .utc
            case .minutes(let minutes): .fixed(minutes: minutes)
            }
        let date = CivilDate(daysSinceEpoch: clock.civilTime(at: now).date.daysSinceEpoch + days)
        point.year = date.year
        point.month = date.month
        point.day = date.day
        return point
    }

    /// A moment as the zone's clock shows it, down to the minute or the second. Where the zone runs on seconds, as on a
    /// local mean time, it is written in UTC.
    private func shown(_ moment: Timestamp, _ precision: Occurrence.Precision) -> WrittenPoint {
        let minutes = zone.offset(at: moment).minutes ?? 0
        let time = CivilTime(moment, offsetSeconds: minutes * 60)
        var point = WrittenPoint(year: time.date.year, month: time.date.month, day: time.date.day)
        point.time = WrittenPoint.TimeOfDay(
            hour: time.hour, minute: time.minute, second: precision == .minute ? nil : time.second)
        point.offset = zone.isUTC ? .zulu : .minutes(minutes)
        return point
    }
}

extension PointParser {
    /// Whether an hour and a colon come next.
    fileprivate var isAtTimeOfDay: Bool {
        scanner.peek(1) == UInt8(ascii: ":") || scanner.peek(2) == UInt8(ascii: ":")
    }

    /// Steps over a word of small letters if it comes next, in small or capital letters.
    fileprivate mutating func take(_ word: String) -> Bool { scanner.take(word) }

    /// Steps over spaces; false where there are none.
    fileprivate mutating func takeSpaces() -> Bool { !scanner.run { $0 == UInt8(ascii: " ") }.isEmpty }
}
