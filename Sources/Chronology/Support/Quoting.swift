/// A text as an error message quotes it: in quotation marks, at most 60 characters, and nothing in it that a terminal
/// would obey. Controls and bidirectional marks are written as `\u{7F}`.
func quoted(_ text: some StringProtocol) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
        guard count < 60 else { return "'\(shown)…'" }
        count += 1
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return "'\(shown)'"
}

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
