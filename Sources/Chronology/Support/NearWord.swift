/// What a complaint about an unknown word proposes: the word that was most likely meant, else what may be written.
///
///     NearWord.advice("reportd", among: ["reported", "responded", "updated"])    // "; did you mean 'reported'?"
///     NearWord.advice("true", among: ["verified", "false"])                      // "; allowed are verified, false"
public enum NearWord {
    /// As many words can be read at a glance.
    private static let fewWords = 10
    /// No word that is known comes near to so many letters, so what lies behind them cannot change which one is near.
    private static let mostLetters = 64

    /// The rest of a sentence that says that there is no such word; empty where nothing helps.
    public static func advice(_ word: String, among words: [String]) -> String {
        if let near = nearest(to: word, among: words) { return "; did you mean '\(near)'?" }
        return (1...fewWords).contains(words.count) ? "; allowed are \(words.joined(separator: ", "))" : ""
    }

    /// The word that was most likely meant: the nearest one, case aside, if at most a third of the letters of the longer
    /// word differs, or one.
    public static func nearest(to word: String, among words: [String]) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(mostLetters))
        guard !letters.isEmpty else { return nil }
        var nearest: (distance: Int, word: String)?
        for candidate in words {
            let other = Array(candidate.lowercased().unicodeScalars)
            let allowed = max(1, max(letters.count, other.count) / 3)
            let limit = min(allowed, nearest.map { $0.distance - 1 } ?? allowed)
            guard limit >= 0, let distance = distance(letters, other, atMost: limit) else { continue }
            nearest = (distance, candidate)
        }
        return nearest?.word
    }

    /// How many letters must be changed, put in, taken out or swapped with their neighbour to turn one word into the
    /// other (the restricted distance of Damerau and Levenshtein); nil where more than `limit`.
    public static func distance<Letter: Equatable>(_ left: [Letter], _ right: [Letter], atMost limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
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
