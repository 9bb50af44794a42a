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
                let distance = distance(wanted, letters, atMost: allowed)
            {
                near.append((distance, candidate))
            }
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// The word that was most likely meant: the nearest one, if at most a third of the letters of the longer differs, or
    /// one.
    static func nearest(to word: String, among words: [String]) -> String? {
        // No word that is known comes near to 40 bytes.
        let letters = Array(word.lowercased().utf8.prefix(40))
        var nearest: (distance: Int, word: String)?
        for candidate in words {
            let other = Array(candidate.lowercased().utf8)
            let limit = min(max(1, max(letters.count, other.count) / 3), nearest.map { $0.distance - 1 } ?? .max)
            guard limit >= 0, let distance = distance(letters, other, atMost: limit) else { continue }
            nearest = (distance, candidate)
        }
        return nearest?.word
    }

    /// How many letters must be changed, put in, taken out or swapped with their neighbour; nil where more than
    /// `limit`.
    static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column]
                var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            if let least = current.min(), least > limit { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
