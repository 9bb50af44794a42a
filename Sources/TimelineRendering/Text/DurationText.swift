import EventSourcing
import Incidents

/// Writes lengths of time for people.
enum DurationText {
    private static let minute = 60 * Timestamp.perSecond
    private static let hour = 60 * minute
    private static let day = 24 * hour

    /// `1 day 30 min`, `1 min 30 s`, `0.5 s`, `1 h 15 min`: all of it, for what somebody said.
    static func exact(_ microseconds: Int64) -> String {
        let seconds = microseconds % minute / Timestamp.perSecond
        let fraction = microseconds % Timestamp.perSecond
        var parts: [String] = []
        let days = microseconds / day
        if days > 0 { parts.append("\(days) \(days == 1 ? "day" : "days")") }
        let (hours, minutes) = (microseconds / hour % 24, microseconds / minute % 60)
        if hours > 0 { parts.append("\(hours) h") }
        if minutes > 0 { parts.append(hours > 0 && minutes < 10 ? "0\(minutes) min" : "\(minutes) min") }
        if seconds > 0 || fraction > 0 || parts.isEmpty {
            parts.append("\(seconds)\(decimals(fraction)) s")
        }
        return parts.joined(separator: " ")
    }

    /// `40 s`, `32 min`, `2 h 05 min`, `3 days`, `3 days 4 h`: what is smaller than the second unit is left out, as for
    /// gaps and ages, which are told in passing.
    static func words(_ microseconds: Int64) -> String {
        switch microseconds {
        case ..<minute: return "\(microseconds / Timestamp.perSecond) s"
        case ..<hour: return "\(microseconds / minute) min"
        case ..<day:
            let minutes = microseconds / minute % 60
            return "\(microseconds / hour) h"
                + (minutes == 0 ? "" : minutes < 10 ? " 0\(minutes) min" : " \(minutes) min")
        default:
            let days = microseconds / day
            let hours = microseconds / hour % 24
            return "\(days) \(days == 1 ? "day" : "days")" + (hours == 0 ? "" : " \(hours) h")
        }
    }

    /// `8 min`, `7–8 min`, `50 s–1 min`, `8 min or more`: a range, each end as ``words(_:)`` tells it.
    static func words(_ range: DurationRange) -> String {
        let least = words(range.least)
        guard let most = range.most.map(words) else { return "\(least) or more" }
        guard least != most else { return least }
        let (from, to) = (least.split(separator: " "), most.split(separator: " "))
        guard from.count == 2, to.count == 2, from[1] == to[1] else { return "\(least)–\(most)" }
        return "\(from[0])–\(most)"
    }

    /// `PT1H15M`, `PT8M59.999999S`, `P1DT2H`: ISO 8601, all of it.
    static func iso(_ microseconds: Int64) -> String {
        var text = "P"
        if microseconds >= day { text += "\(microseconds / day)D" }
        let rest = microseconds % day
        guard rest > 0 || microseconds == 0 else { return text }
        text += "T"
        if rest >= hour { text += "\(rest / hour)H" }
        if rest % hour >= minute { text += "\(rest % hour / minute)M" }
        let (seconds, fraction) = (rest % minute / Timestamp.perSecond, rest % Timestamp.perSecond)
        guard seconds > 0 || fraction > 0 || microseconds == 0 else { return text }
        return text + "\(seconds)\(decimals(fraction))S"
    }

    /// `.5`, `.000001`; empty for nothing.
    private static func decimals(_ fraction: Int64) -> String {
        guard fraction > 0 else { return "" }
        var digits = String(String(Timestamp.perSecond + fraction).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return ".\(digits)"
    }

    /// `+40s`, `+4m`: the time since the entry before.
    static func delta(_ microseconds: Int64) -> String {
        microseconds < minute ? "+\(microseconds / Timestamp.perSecond)s" : "+\(microseconds / minute)m"
    }
}
