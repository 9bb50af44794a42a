/// Makes text that people wrote safe to stand in a cell of CSV (RFC 4180): the one choke point before any such file.
///
///     CSVCell.text("=1+1")         // '=1+1   (a spreadsheet shows it instead of running it)
///     CSVCell.text("a \"b\", c")   // "a ""b"", c"
///     CSVCell.text("-5")           // -5      (a number stays one)
///
/// A spreadsheet takes a cell for a formula that begins with `=`, `+`, `-` or `@`, or their wide forms, maybe behind
/// blanks: it gets an apostrophe in front, which spreadsheets do not show. What is a plain decimal number is left
/// as it is. A cell is one line: what steers or cannot be seen, line breaks and tabs too, is made visible by ``SafeText``.
public enum CSVCell {
    /// A text of any origin.
    public static func text(_ text: String) -> String {
        let safe = SafeText.line(text)
        return quoted(isFormula(safe) ? "'" + safe : safe)
    }

    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }), signs.contains(first)
        else {
            return false
        }
        return !isNumber(text)
    }

    /// `=`, `+`, `-` and `@`, small, wide and as signs of mathematics.
    private static let signs: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{FE66}", "\u{FE62}", "\u{FE63}",
        "\u{FE6B}", "\u{2212}",
    ]

    /// A decimal number as JSON writes it, without an exponent.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard text.utf8.count - digits.count <= 1 else { return false }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }

    /// In quotation marks where the grammar, or a spreadsheet with another idea of what separates cells, asks for them.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ";")
        }
        guard !isPlain || text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
        // By bytes: a mark that joins the quotation mark before it makes one character of both.
        let doubled = text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"\(String(decoding: doubled, as: UTF8.self))\""
    }
}
