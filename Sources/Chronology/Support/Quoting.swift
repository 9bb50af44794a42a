/// The word among `known` that takes the fewest single-letter changes to reach; nil where `known` is empty.
func nearest(to word: String, among known: [String]) -> String? {
    let letters = Array(word.utf8.prefix(64))
    return known.min { distance(letters, Array($0.utf8)) < distance(letters, Array($1.utf8)) }
}

/// Levenshtein's distance, one row at a time.
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
        var diagonal = index
        row[0] = index + 1
        for (column, other) in right.enumerated() {
            let substituted = diagonal + (byte == other ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
        }
    }
    return row[right.count]
}
