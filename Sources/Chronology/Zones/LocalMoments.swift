public import EventSourcing

/// Which moments a time on the wall clock of a zone names: usually one.
public enum LocalMoments: Hashable, Sendable {
    /// The clock shows that time once.
    case unique(Timestamp)
    /// The clock skips that time: the last microsecond before the jump and the first after it.
    case gap(before: Timestamp, after: Timestamp)
    /// The clock shows that time twice.
    case fold(first: Timestamp, second: Timestamp)
}

extension Zone {
    /// The moments at which the clock of this zone shows a time. They may lie up to a day outside
    /// ``Timestamp/minimum`` and ``Timestamp/maximum``, never further.
    public func moments(forLocal time: CivilTime) -> LocalMoments {
        switch self {
        case .utc, .fixed: return .unique(time.moment(offsetSeconds: offset(at: .minimum).seconds))
        case .named(let rules): return rules.moments(forLocal: time)
        }
    }
}

extension ZoneRules {
    /// Looks at every stretch of one offset that lies within reach of the time. An offset is always less than
    /// ``maximumOffset``, so nothing further away can matter.
    func moments(forLocal time: CivilTime) -> LocalMoments {
        let local = time.localMicroseconds
        let localSecond = local.flooredDivision(by: Timestamp.perSecond).quotient
        let last = localSecond + Int64(Self.maximumOffset)
        var start = localSecond - Int64(Self.maximumOffset)
        var found: [Timestamp] = []
        var jump = start
        while true {
            let next = nextTransition(after: start)
            let moment = time.moment(offsetSeconds: offset(atSecond: start).seconds)
            let second = moment.microseconds.flooredDivision(by: Timestamp.perSecond).quotient
            if second >= start {
                if let next, second >= next { jump = next } else { found.append(moment) }
            }
            guard let next, next <= last else { break }
            start = next
        }
        guard let first = found.first else {
            let after = jump * Timestamp.perSecond
            return .gap(before: Timestamp(microseconds: after - 1), after: Timestamp(microseconds: after))
        }
        if let second = found.last, found.count > 1 { return .fold(first: first, second: second) }
        return .unique(first)
    }
}
