// How error messages speak: what they quote, and what they propose instead.

/// A text as an error message quotes it: in quotation marks, at most 60 characters, and nothing in it that a terminal
/// would obey. Controls and bidirectional marks are written as `\u{7F}`.
func quoted(_ text: some StringProtocol) -> String {
    var shown = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
        guard count < 60 else { return "'\(shown)…'" }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return "'\(shown)'"
}

/// A number as a sentence writes it: with commas between its groups of three digits.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.reduce(into: "") { text, index in
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digits[index])
    }
}

extension String {
    /// Whether nothing of it can be seen: only white space, controls and marks without a form of their own.
    var isBlank: Bool {
        unicodeScalars.allSatisfy { scalar in
            // Nearly every text begins with a plain letter; it is answered without a look into Unicode's tables.
            if scalar.value > 0x20, scalar.value < 0x7F { return false }
            switch scalar.properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
            default: return scalar.properties.isWhitespace
            }
        }
    }
}
