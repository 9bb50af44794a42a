public import Chronology
public import EventSourcing
public import Incidents

/// The zone in which most times of an incident were written, and when that was.
public struct IncidentZone: Equatable, Sendable {
    /// The zone.
    public let zone: Zone
    /// The first and the last moment that was written in it; none where nobody knows.
    public let moments: [Timestamp]

    /// A zone in which these moments were written.
    public init(_ zone: Zone, moments: [Timestamp] = []) {
        self.zone = zone
        self.moments = moments
    }

    /// Whether another zone has another time of day for the incident. What counts is when it was: with summer time the two
    /// may agree at one time of the year and not at another.
    func differs(from other: Zone, now: Timestamp) -> Bool {
        // An offset may have a name in one zone and none in the other.
        (moments.isEmpty ? [now] : moments).contains { zone.offset(at: $0).seconds != other.offset(at: $0).seconds }
    }
}

extension Timeline {
    /// The zone in which most of its times were written; nil where none was written with an offset.
    public var zone: IncidentZone? {
        var written: [Int: (count: Int, first: Timestamp?, last: Timestamp?)] = [:]
        for entry in entries {
            let occurred = entry.event.occurred
            guard let minutes = occurred.offsetMinutes else { continue }
            var one = written[minutes] ?? (0, nil, nil)
            one.count += 1
            if let start = occurred.earliest ?? occurred.latest { one.first = min(start, one.first ?? start) }
            if let end = occurred.latest ?? occurred.earliest { one.last = max(end, one.last ?? end) }
            written[minutes] = one
        }
        guard let most = written.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else { return nil }
        return IncidentZone(
            most.key == 0 ? .utc : .fixed(minutes: most.key),
            moments: [most.value.first, most.value.last].compactMap { $0 })
    }
}
