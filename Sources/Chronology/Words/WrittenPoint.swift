import EventSourcing

/// The parts of one point in time as they were written, before anybody asks which moments they name.
struct WrittenPoint: Hashable, Sendable {
    /// A time of day: hour and minute, maybe more.
    struct TimeOfDay: Hashable, Sendable {
        var hour: Int
        var minute: Int
        /// 60 in a leap second.
        var second: Int?
        /// The digits after the point; empty where there is none.
        var fraction = ""
    }

    /// What stands for the offset from UTC.
    enum Offset: Hashable, Sendable {
        /// `Z`.
        case zulu
        /// `-00:00`: UTC, and the offset of the place is unknown (RFC 3339, 4.3).
        case unknown
        /// `+03:00`: minutes east.
        case minutes(Int)
    }

    /// How sure the words are: the signs of EDTF.
    enum Sign: Character, Hashable, Sendable {
        case approximate = "~"
        case uncertain = "?"
        case both = "%"
    }

    var year = 0
    var month: Int?
    var day: Int?
    var time: TimeOfDay?
    var offset: Offset?
    var sign: Sign?

    /// The words, in the form of RFC 3339 or the part of it that is there.
    var text: String {
        var text = padded(year, 4)
        if let month { text += "-" + padded(month, 2) }
        if let day { text += "-" + padded(day, 2) }
        if let time {
            text += "T\(padded(time.hour, 2)):\(padded(time.minute, 2))"
            if let second = time.second { text += ":" + padded(second, 2) }
            if !time.fraction.isEmpty { text += "." + time.fraction }
        }
        switch offset {
        case nil: break
        case .zulu: text += "Z"
        case .unknown: text += "-00:00"
        case .minutes(let minutes): text += ZoneOffset(seconds: minutes * 60).text
        }
        if let sign { text.append(sign.rawValue) }
        return text
    }

    var precision: Occurrence.Precision {
        if let time { return time.second == nil ? .minute : time.fraction.isEmpty ? .second : .fraction }
        return day != nil ? .day : month != nil ? .month : .year
    }

    /// The first day that it names.
    var firstDay: CivilDate { CivilDate(year: year, month: month ?? 1, day: day ?? 1) }

    /// The last day that it names.
    var lastDay: CivilDate {
        let month = month ?? 12
        return CivilDate(year: year, month: month, day: day ?? CivilDate.daysInMonth(month, year: year))
    }

    /// The first microsecond that it names, on its own clock; a leap second counts as the second before it.
    var firstTime: CivilTime {
        guard let time else { return CivilTime(date: firstDay) }
        let microsecond = Int(String((time.fraction + "000000").prefix(6))) ?? 0
        return CivilTime(
            date: firstDay, hour: time.hour, minute: time.minute, second: min(time.second ?? 0, 59),
            microsecond: microsecond)
    }

    /// How many microseconds it names.
    var length: Int64 {
        guard let time else {
            return Int64(lastDay.daysSinceEpoch - firstDay.daysSinceEpoch + 1) * microsecondsPerDay
        }
        guard time.second != nil else { return 60 * Timestamp.perSecond }
        return (0..<min(time.fraction.utf8.count, 6)).reduce(Timestamp.perSecond) { length, _ in length / 10 }
    }
}
