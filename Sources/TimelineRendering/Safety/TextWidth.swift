/// How much room a text takes on a terminal, and what to do when it has less or more.
///
/// Widths count columns, not characters: East Asian wide characters and emoji take two, marks none. Give it text that
/// has passed ``SafeText``; other text has no width that could be known.
public enum TextWidth {
    /// How many columns the text takes.
    public static func columns(of text: String) -> Int {
        if text.utf8Span.isKnownASCII || text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + $1.columns }
    }

    /// The text with blanks behind it up to a width; a longer one as it is.
    public static func padded(_ text: String, to width: Int) -> String {
        text + blanks(width - columns(of: text))
    }

    /// So many blanks; none where the count is not positive.
    static func blanks(_ count: Int) -> String {
        if count <= 0 { return "" }
        return count < usualBlanks.count ? usualBlanks[count] : String(repeating: " ", count: count)
    }

    /// As many as a line mostly has, which is quicker than to make them.
    private static let usualBlanks = (0..<128).map { String(repeating: " ", count: $0) }

    /// The text where it fits into a width, else as much of it as does with `…` behind it.
    public static func truncated(_ text: String, to width: Int) -> String {
        guard columns(of: text) > width else { return text }
        guard width > 0 else { return "" }
        var short = ""
        var used = 0
        for character in text {
            used += character.columns
            if used > width - 1 { break }
            short.append(character)
        }
        while short.last == " " { short.removeLast() }
        return short + "…"
    }

    /// The text on lines of at most a width: broken at blanks, between wide characters, and inside of a word only where
    /// the word alone is too long. Runs of blanks become one; what is not safe to show is made visible. Never empty.
    public static func wrapped(_ text: String, width: Int) -> [String] {
        let lines = Flow.lines([Piece(text)], width: width).map { $0.map(\.text).joined() }
        return lines.isEmpty ? [""] : lines
    }
}
