import EventSourcing

/// What the words of a flag go by: the time of day and the zone.
struct FlagClock {
    private let now: Timestamp
    private let zone: Zone

    init(now: Timestamp, zone: Zone) {
        self.now = min(max(now, .minimum), .maximum)
        self.zone = zone
    }

    /// The first and the last point of an interval; the same one twice where one point says it all.
    typealias Points = (first: TimePoint, last: TimePoint)

    /// Reads one side of a flag's value: anything but `A..B` and the relative form.
    func points(_ text: String) throws(TimeError) -> Points {
        guard text.utf8.first == UInt8(ascii: "~") else {
            return try located(written(text), text)
        }
        let rest = trimmed(String(text.dropFirst()))
        var point = try written(rest)
        guard point.sign == nil else {
            throw TimeError("the time \(quoted(text)) carries a sign in front and another behind; write one of them")
        }
        point.sign = .approximate
        return try located(point, text)
    }

    /// The parts that a text without `~` in front gives.
    private func written(_ text: String) throws(TimeError) -> WrittenPoint {
        let body = text.prefix { !"~?%".contains($0) }
        let word = body.lowercased()
        let sign = text.dropFirst(body.count)
        if word == "now" || word.hasPrefix("-") {
            let point = word == "now" ? written(now, .second) : try ago(word)
            return try signed(point, sign, text)
        }
        for (name, days) in [("today", 0), ("yesterday", -1)] where word.hasPrefix(name) {
            let rest = text.dropFirst(name.count)
            if word == name { return try signed(day(days, WrittenPoint()), sign, text) }
            guard rest.first == " " else { continue }
            var parser = PointParser(trimmed(String(rest)))
            return day(days, try parser.timeAlone())
        }
        var parser = PointParser(text, allowsSpace: true)
        if word.utf8.prefix(3).contains(UInt8(ascii: ":")) { return day(0, try parser.timeAlone()) }
        return try parser.point()
    }

    private func signed(_ point: WrittenPoint, _ sign: Substring, _ text: String) throws(TimeError) -> WrittenPoint {
        var point = point
        guard let first = sign.first else { return point }
        guard sign.count == 1 else {
            throw TimeError("the time \(quoted(text)) carries more than one sign; write one of ~ (about), ? (unsure) or % (both)")
        }
        point.sign = WrittenPoint.Sign(rawValue: first)
        return point
    }

    /// A time of day, or none, on the day that lies `days` from today, on the clock that the words name, else the zone's.
    private func day(_ days: Int, _ point: WrittenPoint) -> WrittenPoint {
        var point = point
        let zone: Zone =
            switch point.offset {
            case nil: zone
            case .zulu, .unknown: .utc
            case .minutes(let minutes): .fixed(minutes: minutes)
            }
        let date = CivilDate(daysSinceEpoch: zone.civilTime(at: now).date.daysSinceEpoch + days)
        point.year = date.year
        point.month = date.month
        point.day = date.day
        return point
    }

    /// A moment as the zone's clock shows it, down to the minute or the second. Where the zone runs on seconds, as on a
    /// local mean time, it is written in UTC.
    private func written(_ moment: Timestamp, _ precision: Occurrence.Precision) -> WrittenPoint {
        let minutes = zone.offset(at: moment).minutes ?? 0
        let time = CivilTime(moment, offsetSeconds: minutes * 60)
        var point = WrittenPoint(year: time.date.year, month: time.date.month, day: time.date.day)
        point.time = WrittenPoint.TimeOfDay(
            hour: time.hour, minute: time.minute, second: precision == .minute ? nil : time.second)
        point.offset = zone.isUTC ? .zulu : .minutes(minutes)
        return point
    }

    /// `-1h30m`: units from the greatest to the smallest, each at most once.
    private func ago(_ word: String) throws(TimeError) -> WrittenPoint {
        let problem = TimeError("\(quoted(word)) is not a time ago; write such as -90s, -10m, -2h, -1d or -1h30m")
        let units: [(letter: UInt8, microseconds: Int64)] = [
            (UInt8(ascii: "w"), 7 * microsecondsPerDay), (UInt8(ascii: "d"), microsecondsPerDay),
            (UInt8(ascii: "h"), 3600 * Timestamp.perSecond), (UInt8(ascii: "m"), 60 * Timestamp.perSecond),
            (UInt8(ascii: "s"), Timestamp.perSecond),
        ]
        var scanner = TextScanner(word.dropFirst())
        var total: Int64 = 0
        var next = 0
        while !scanner.isAtEnd {
            let digits = scanner.digitRun()
            guard (1...6).contains(digits.utf8.count), let number = Int64(digits), let letter = scanner.peek(),
                let place = units.firstIndex(where: { $0.letter == letter }), place >= next, scanner.take(letter)
            else { throw problem }
            // At most 10⁶ weeks of 6 · 10¹¹ microseconds: far from overflow.
            total += number * units[place].microseconds
            next = place + 1
        }
        guard next > 0 else { throw problem }
        return written(now.advanced(byMicroseconds: -total), next == units.count ? .second : .minute)
    }
}

// MARK: - From the parts to moments

extension FlagClock {
    /// Gives parts without an offset the zone's.
    private func located(_ point: WrittenPoint, _ text: String) throws(TimeError) -> Points {
        if point.offset != nil || (point.time == nil && zone.isUTC) {
            let only = try TimePoint(point, words: point.text)
            return (only, only)
        }
        return point.time == nil ? try days(point, text) : try timeOfDay(point, text)
    }

    private func timeOfDay(_ point: WrittenPoint, _ text: String) throws(TimeError) -> Points {
        var point = point
        let moment: Timestamp
        switch zone.moments(forLocal: point.firstTime) {
        case .unique(let only): moment = only
        case .gap(let before, let after):
            throw TimeError(
                "the time \(quoted(text)) does not exist in \(zone.name): clocks went from \(clock(before, 1)) "
                    + "to \(clock(after, 0)) then; write the time that is meant, with its offset")
        case .fold(let first, let second):
            let choices = try [first, second].map { (moment) throws(TimeError) -> String in
                point.offset = try offset(point.firstTime, at: moment, text)
                return point.text
            }
            throw TimeError(
                "the time \(quoted(text)) came twice in \(zone.name); write \(choices.joined(separator: " or "))")
        }
        point.offset = try offset(point.firstTime, at: moment, text)
        let only = try TimePoint(point, words: point.text)
        return (only, only)
    }

    /// Days of the zone: from the start of the first to the start of the day after the last.
    private func days(_ point: WrittenPoint, _ text: String) throws(TimeError) -> Points {
        let firstMidnight = CivilTime(date: point.firstDay)
        let endMidnight = CivilTime(date: CivilDate(daysSinceEpoch: point.lastDay.daysSinceEpoch + 1))
        let start: Timestamp
        switch zone.moments(forLocal: firstMidnight) {
        case .unique(let only): start = only
        case .gap(_, let after): start = after
        case .fold(let first, _): start = first
        }
        let end: Timestamp
        switch zone.moments(forLocal: endMidnight) {
        case .unique(let only): end = only
        case .gap(_, let after): end = after
        case .fold(_, let second): end = second
        }
        guard start < end else {
            throw TimeError("the day \(quoted(text)) does not exist in \(zone.name), whose clocks skipped it; write another")
        }
        // Where the clock jumps at midnight these are the offsets with which a plain date names exactly that start or end.
        let firstOffset = try offset(firstMidnight, at: start, text)
        let lastOffset = try offset(endMidnight, at: end, text)
        if firstOffset == lastOffset, point.day != nil || firstOffset.isEast {
            return try same(point, firstOffset)
        }
        let needsDays = point.day == nil && !(firstOffset.isEast && lastOffset.isEast)
        var first = needsDays ? point.narrowed(to: point.firstDay) : point
        var last = needsDays ? point.narrowed(to: point.lastDay) : point
        first.offset = firstOffset
        last.offset = lastOffset
        return (try TimePoint(first, words: first.text), try TimePoint(last, words: last.text))
    }

    private func same(_ point: WrittenPoint, _ offset: WrittenPoint.Offset) throws(TimeError) -> Points {
        var point = point
        point.offset = offset
        let only = try TimePoint(point, words: point.text)
        return (only, only)
    }

    /// The offset with which `time` names `moment`.
    private func offset(
        _ time: CivilTime, at moment: Timestamp, _ text: String
    ) throws(TimeError) -> WrittenPoint.Offset {
        guard !zone.isUTC else { return .zulu }
        let seconds = (time.moment(offsetSeconds: 0).microseconds - moment.microseconds) / Timestamp.perSecond
        guard seconds % 60 == 0, abs(seconds) < 86_400 else {
            throw TimeError(
                "the time \(quoted(text)) falls where the clocks of \(zone.name) ran \(ZoneOffset(seconds: Int(seconds)).text) "
                    + "from UTC, which cannot be written in hours and minutes; write the time with an offset of your own")
        }
        return .minutes(Int(seconds / 60))
    }

    /// What the clock shows, with its offset; `later` microseconds on, without leaving the offset.
    private func clock(_ moment: Timestamp, _ later: Int64) -> String {
        let offset = zone.offset(at: moment)
        let time = CivilTime(moment.advanced(byMicroseconds: later), offsetSeconds: offset.seconds)
        return "\(time.minuteText) (\(offset.text))"
    }
}

extension WrittenPoint {
    fileprivate func narrowed(to date: CivilDate) -> WrittenPoint {
        var point = self
        point.month = date.month
        point.day = date.day
        return point
    }
}

extension WrittenPoint.Offset {
    /// Whether a year or a month may carry it.
    fileprivate var isEast: Bool {
        switch self {
        case .zulu: true
        case .unknown: false
        case .minutes(let minutes): minutes >= 0
        }
    }
}
