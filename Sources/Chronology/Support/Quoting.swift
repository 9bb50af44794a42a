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
