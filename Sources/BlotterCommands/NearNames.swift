import Chronology
import EventSourcing

/// Finds names that someone may have meant.
enum NearNames {
    /// The names nearest to one, at most three: those that begin with it or differ by few letters, case aside.
    static func of(_ name: StreamID, among names: some Sequence<StreamID>) -> [StreamID] {
        let wanted = Array(name.text.lowercased().utf8)
        let allowed = max(1, min(3, wanted.count / 4))
        var near: [(distance: Int, name: StreamID)] = []
        for candidate in names where candidate != name {
            let letters = Array(candidate.text.lowercased().utf8)
            if letters.starts(with: wanted) || (letters.count > 3 && wanted.starts(with: letters)) {
                near.append((abs(letters.count - wanted.count), candidate))
            } else if abs(letters.count - wanted.count) <= allowed,
                let distance = NearWord.distance(wanted, letters, atMost: allowed)
            {
                near.append((distance, candidate))
            }
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }
}
