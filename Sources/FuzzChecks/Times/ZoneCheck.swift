import Chronology
import EventSourcing

extension TimeCheck {
    /// A clock on the wall: the moments that it gives for what it shows are those at which it shows that, and what it
    /// skips it never shows.
    static func checkZone(_ zone: Zone, _ now: Timestamp, from start: UInt8) throws(Disagreement) {
        // From some time of the year on in steps of 101 days and some, which is every season.
        for step in [Int64](0...3) {
            let second = Int64(start) * 92_387 + step * 8_751_937
            let moment = now.advanced(byMicroseconds: second * Timestamp.perSecond)
            // A day from the ends of what is kept the clock stands still.
            guard abs(moment.microseconds - Timestamp.perSecond) < 62_167_000_000_000_000 else { continue }
            let local = zone.civilTime(at: moment)
            let named = try checkMoments(zone, local)
            try require(named.contains(moment), "\(zone) shows \(local) at \(moment), but names \(named)")
            for hour in [0, 2, 23] {
                _ = try checkMoments(zone, CivilTime(date: local.date, hour: hour, minute: Int(start) % 60))
            }
        }
    }

    /// The moments at which a clock shows a time, each looked up on the clock.
    private static func checkMoments(_ zone: Zone, _ local: CivilTime) throws(Disagreement) -> [Timestamp] {
        let named: [Timestamp]
        switch zone.moments(forLocal: local) {
        case .unique(let only): named = [only]
        case .fold(let first, let second):
            try require(first < second, "\(zone) shows \(local) at \(first) and then at \(second)")
            named = [first, second]
        case .gap(let before, let after):
            named = []
            try require(
                before.advanced(byMicroseconds: 1) == after, "\(zone) skips \(local) from \(before) to \(after)")
            let (last, next) = (zone.civilTime(at: before), zone.civilTime(at: after))
            try require(
                last.reading < local.reading && local.reading < next.reading,
                "\(zone) skips \(local) between \(last) and \(next)")
        }
        for moment in named {
            let shown = zone.civilTime(at: moment)
            try require(shown == local, "\(zone) names \(moment) for \(local), and shows \(shown)")
        }
        return named
    }
}

extension CivilTime {
    /// What a clock shows as a number that grows as it goes on.
    fileprivate var reading: Timestamp { moment(offsetSeconds: 0) }
}
