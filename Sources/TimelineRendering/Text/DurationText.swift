import EventSourcing

/// Writes lengths of time for people. What is smaller than the second unit shown is left out.
enum DurationText {
    private static let minute = 60 * Timestamp.perSecond
    private static let hour = 60 * minute
    private static let day = 24 * hour

    /// `40 s`, `32 min`, `2 h 05 min`, `3 days`, `3 days 4 h`.
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

    /// `+40s`, `+4m`: the time since the entry before.
    static func delta(_ microseconds: Int64) -> String {
        microseconds < minute ? "+\(microseconds / Timestamp.perSecond)s" : "+\(microseconds / minute)m"
    }
}
