import EventSourcing

// From the parts of a point to moments: what has no offset of its own is meant on the clock of the zone.

extension FlagClock {
    /// The points that the parts name, with the zone's offset where they have none. An error quotes `text`.
    func placed(_ point: WrittenPoint, _ text: String) throws(TimeError) -> Points {
        if point.offset != nil || (point.time == nil && zone.isUTC) { return try one(point) }
        return point.time == nil ? try days(point, text) : try timeOfDay(point, text)
    }

    /// A time on the zone's clock, if that shows it exactly once.
    private func timeOfDay(_ point: WrittenPoint, _ text: String) throws(TimeError) -> Points {
        var point = point
        switch zone.moments(forLocal: point.firstTime) {
        case .unique(let moment):
            point.offset = try offset(point.firstTime, at: moment, text)
            return try one(point)
        case .gap(let before, let after):
            throw TimeError(
                "the time \(quoted(text)) does not exist in \(zone.name): clocks went from \(clock(before, 1)) "
                    + "to \(clock(after, 0)) then; write the time that is meant, with its offset")
        case .fold(let first, let second):
            let firstText = try self.text(point, at: first, text)
            let secondText = try self.text(point, at: second, text)
            throw TimeError("the time \(quoted(text)) came twice in \(zone.name); write \(firstText) or \(secondText)")
        }
    }

    /// Days of the zone: from the start of the first to the start of the day after the last.
    private func days(_ point: WrittenPoint, _ text: String) throws(TimeError) -> Points {
        let firstMidnight = CivilTime(date: point.firstDay)
        let endMidnight = CivilTime(date: CivilDate(daysSinceEpoch: point.lastDay.daysSinceEpoch + 1))
        let start: Timestamp =
            switch zone.moments(forLocal: firstMidnight) {
            case .unique(let only): only
            case .gap(_, let after): after
            case .fold(let first, _): first
            }
        let end: Timestamp =
            switch zone.moments(forLocal: endMidnight) {
            case .unique(let only): only
            case .gap(_, let after): after
            case .fold(let first, let second): isDay(of: endMidnight, before: second) ? first : second
            }
        guard start < end else {
            throw TimeError(
                "the day \(quoted(text)) does not exist in \(zone.name), whose clocks skipped it; write another")
        }
        // Where the clock jumps at midnight, these are the offsets with which a date names exactly that start or end.
        var first = point
        first.offset = try offset(firstMidnight, at: start, text)
        var last = point
        last.offset = try offset(endMidnight, at: end, text)
        if point.day == nil, !first.mayLackDay || !last.mayLackDay {
            first.narrow(to: point.firstDay)
            last.narrow(to: point.lastDay)
        }
        return first == last ? try one(first) : (try one(first).first, try one(last).last)
    }

    /// Whether the clock already shows the day of `time` right before a moment. Where midnight comes twice that tells
    /// whether the new day goes on, as where 01:00 becomes 00:00, or the old one returns, as where 00:01 becomes 23:01.
    private func isDay(of time: CivilTime, before moment: Timestamp) -> Bool {
        zone.civilTime(at: moment.advanced(byMicroseconds: -1)).date == time.date
    }

    private func one(_ point: WrittenPoint) throws(TimeError) -> Points {
        let only = try TimePoint(point, words: point.text)
        return (only, only)
    }

    /// The words of a time that the zone's clock shows at `moment`.
    private func text(_ point: WrittenPoint, at moment: Timestamp, _ text: String) throws(TimeError) -> String {
        var point = point
        point.offset = try offset(point.firstTime, at: moment, text)
        return point.text
    }

    /// The offset with which `time` names `moment`.
    private func offset(
        _ time: CivilTime, at moment: Timestamp, _ text: String
    ) throws(TimeError) -> WrittenPoint.Offset {
        guard !zone.isUTC else { return .zulu }
        let seconds = (time.moment(offsetSeconds: 0).microseconds - moment.microseconds) / Timestamp.perSecond
        guard seconds % 60 == 0, abs(seconds) < 86_400 else {
            throw TimeError(
                "the time \(quoted(text)) falls where the clocks of \(zone.name) ran "
                    + "\(ZoneOffset(seconds: Int(seconds)).text) from UTC, which an offset in hours and minutes cannot "
                    + "say; write the time with an offset of your own")
        }
        return .minutes(Int(seconds / 60))
    }

    /// What the clock shows `later` microseconds after a moment, if it does not jump, with its offset.
    private func clock(_ moment: Timestamp, _ later: Int64) -> String {
        let offset = zone.offset(at: moment)
        let time = CivilTime(moment.advanced(byMicroseconds: later), offsetSeconds: offset.seconds)
        return "\(time.minuteText) (\(offset.text))"
    }
}

extension WrittenPoint {
    fileprivate mutating func narrow(to date: CivilDate) {
        month = date.month
        day = date.day
    }

    /// Whether its offset lies east of UTC, so that a year or a month may carry it.
    fileprivate var mayLackDay: Bool {
        switch offset {
        case .zulu: true
        case .unknown, nil: false
        case .minutes(let minutes): minutes >= 0
        }
    }
}
