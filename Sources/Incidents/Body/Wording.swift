// How error messages speak: what they propose instead, and how they write numbers.

/// The known word that takes the fewest changes to reach, without regard to case; nil where there is none.
func nearest(to word: String, among known: [String]) -> String? {
    // No known word comes near to 40 bytes, so what lies behind them cannot change which one is nearest.
    let letters = Array(word.lowercased().utf8.prefix(40))
    return known.map { (word: $0, distance: editDistance(letters, Array($0.lowercased().utf8))) }
        .min { $0.distance < $1.distance }?.word
}

/// How many bytes must be put in, taken out, replaced or swapped with their neighbour to turn one word into the other
/// (the restricted distance of Damerau and Levenshtein).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(replaced, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}

/// A number as a sentence writes it: with commas between its groups of three digits.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { text, index in
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digits[index])
    }
}
