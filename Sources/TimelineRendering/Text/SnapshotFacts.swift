import EventSourcing
import Incidents

/// Where and when an incident was, in words: what every format tells of it first.
struct SnapshotFacts {
    /// Each with its name, in the order in which they are told.
    private(set) var all: [(name: String, text: String)] = []

    init(_ snapshot: IncidentSnapshot, times: TimeText, now: Timestamp) {
        if let place = snapshot.place { all.append(("place", place.text)) }
        if let first = times.first(of: snapshot.first) { all.append(("first occurred", first)) }
        if let last = times.last(of: snapshot.last) { all.append(("last occurred", last)) }
        if let last = snapshot.lastRecorded {
            // Seen from now.
            let age = now.microseconds - last.microseconds
            let ago = age >= 60 * Timestamp.perSecond ? " (\(DurationText.words(age)) ago)" : ""
            all.append(("last recorded", times.moment(last) + ago))
        }
    }
}

extension Place {
    /// `North quay (53.1, 8.2 within 200 m, vicinity)`.
    var text: String {
        var parts: [String] = []
        if let lat, let lon { parts.append("\(lat), \(lon)") }
        if let radius { parts.append("within \(Int64(exactly: radius).map(String.init) ?? String(radius)) m") }
        if let precision { parts.append(precision.rawValue) }
        let detail = parts.joined(separator: ", ")
        guard let name else { return detail }
        return detail.isEmpty ? name : "\(name) (\(detail))"
    }
}
