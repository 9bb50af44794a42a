import Chronology
import EventSourcing

extension TimeCheck {
    /// A clock on the wall: the moments that it gives for what it shows are those at which it shows that.
    static func checkZone(_ zone: Zone, _ now: Timestamp) throws(Disagreement) {
        // Steps of 39 days and some, so that a run of them meets every season and hour.
        for step in [Int64](-6...6) {
            let moment = now.advanced(byMicroseconds: step * 3_401_937 * Timestamp.perSecond)
            let local = zone.civilTime(at: moment)
            switch zone.moments(forLocal: local) {
            case .unique(let only):
                try require(only == moment, "\(zone) shows \(local) at \(moment), but names \(only)")
            case .fold(let first, let second):
                try require(first < second, "\(zone) shows \(local) at \(first) and then at \(second)")
                let both = [first, second].map(zone.civilTime)
                try require(both == [local, local], "\(zone) does not show \(local) at \(first) and \(second)")
            case .gap: try require(false, "\(zone) shows \(local) at \(moment), but skips it")
            }
        }
    }
}
