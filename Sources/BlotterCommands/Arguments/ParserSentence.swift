import Chronology

/// A complaint of the argument parser, in the voice of the program: one sentence on one line.
///
///     Unknown option '--formt'. Did you mean '--format'?    unknown option '--formt'; did you mean '--format'?
struct ParserSentence {
    let text: String

    init(_ message: String) {
        var text = Self.withoutFarSuggestion(message)
        for (theirs, ours) in Self.replacements { text = text.replacing(theirs, with: ours) }
        // Of two values the parser says "and".
        if let advice = text.firstRange(of: "; write '") {
            text.replace(
                "' and '", with: "' or '", maxReplacements: text[..<advice.lowerBound].contains("' and '") ? 0 : 1)
        }
        text = text.split(separator: "\n").map { String($0.drop { $0 == " " }) }.joined(separator: " ")
        if text.hasSuffix(".") { text.removeLast() }
        // Else a flag that was forgotten to be given a value would take the next flag for it.
        if text.hasPrefix("Missing value for '"),
            let name = text.split(separator: "'").dropFirst().first?.split(separator: " ").first
        {
            text += "; one that begins with a hyphen is written \(name)=-…"
        }
        // Of enumerated values the parser lists what may be written; all others that it reads itself are whole numbers.
        if text.hasPrefix("The value '"), text.hasSuffix(">'"), text.contains("' is invalid for '") {
            text += "; write a whole number such as 100"
        }
        // A capital letter begins their sentences; after ours stands the name of the program.
        let second = text.dropFirst().first
        self.text = second.map(\.isLowercase) == true ? text.prefix(1).lowercased() + text.dropFirst() : text
    }

    private static let replacements = [
        (". Please provide one of the following:\n  - ", "; write one of "), ("\n  - ", ", "),
        (". Please provide one of ", "; write "), (". Did you mean ", "; did you mean "),
    ]

    /// The parser proposes options that have little in common with what was typed, as `--to` for `--foo`.
    private static func withoutFarSuggestion(_ message: String) -> String {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        guard message.hasPrefix("Unknown option '"), parts.count == 5, parts[2] == ". Did you mean ", parts[4] == "?",
            NearWord.nearest(to: String(parts[1].drop { $0 == "-" }), among: [String(parts[3].dropFirst(2))]) == nil
        else { return message }
        return "Unknown option '\(parts[1])'"
    }
}
