import Bytes

/// Makes text that people wrote safe to show: the one choke point before any terminal.
///
///     SafeText.line("done\u{1B}[2J")    // done\u{1B}[2J  (plain characters instead of an order to the terminal)
///
/// Whatever steers a terminal, turns the order of letters around or cannot be seen is written as `\u{1B}`: control
/// characters, line and paragraph separators, bidirectional marks, embeddings, overrides and isolates, invisible
/// characters, tags, private use, and whatever Unicode has not assigned. What is safe already comes back as it is.
///
/// Two invisible things are needed to write and are kept where they do their work, and only there: the joiners
/// (U+200C, U+200D) between two visible characters beyond ASCII, as in Persian, Hindi and emoji, and one variation
/// selector behind a character that can have one. In any other place they could only hide something.
public enum SafeText {
    /// One line: line breaks and tabs are made visible too.
    public static func line(_ text: String) -> String { cleaned(text, keepsLineFeeds: false) }

    /// Several lines: only line feeds are kept as they are.
    public static func lines(_ text: String) -> String { cleaned(text, keepsLineFeeds: true) }

    private static func cleaned(_ text: String, keepsLineFeeds: Bool) -> String {
        // Nearly every text is plain, and all that is printed comes by here.
        if text.utf8.span.isVisibleASCII { return text }
        var safe = String.UnicodeScalarView()
        var before: Unicode.Scalar?
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            let isLineFeed = keepsLineFeeds && scalar == "\n"
            if isLineFeed || scalar.isVisible || scalar.isNeeded(between: before, and: rest.first) {
                safe.append(scalar)
                before = scalar
            } else {
                safe.append(contentsOf: scalar.spelledOut.unicodeScalars)
                before = nil
            }
        }
        return String(safe)
    }
}

extension Unicode.Scalar {
    /// Whether it shows as something, be it a blank, and steers nothing.
    var isVisible: Bool {
        if isASCII { return value >= 0x20 && value < 0x7F }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
        case .format: return isNumberSign
        default: return !properties.isDefaultIgnorableCodePoint
        }
    }

    /// The few format characters that show: signs that are written over or before a number in Arabic, Syriac, Kaithi.
    private var isNumberSign: Bool {
        switch value {
        case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: true
        default: false
        }
    }

    /// Whether it is a joiner or a variation selector that does its work between its neighbours.
    fileprivate func isNeeded(between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
        guard let before else { return false }
        switch value {
        case 0x200C, 0x200D:
            guard let after, !after.isASCII, after.isVisible, !before.isASCII else { return false }
            return before.isVisible || before.isVariationSelector
        case 0xFE00...0xFE0F:
            guard before.isASCII else { return before.isVisible }
            return value >= 0xFE0E && before.properties.isEmoji
        case 0xE0100...0xE01EF: return before.properties.isIdeographic
        case 0x180B...0x180D, 0x180F: return (0x1800...0x18AF).contains(before.value) && before.isVisible
        default: return false
        }
    }

    private var isVariationSelector: Bool { (0xFE00...0xFE0F).contains(value) }

    /// `\u{202E}`: how Swift writes it.
    fileprivate var spelledOut: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}
