/// Makes text that people wrote safe to stand in Markdown (CommonMark with the extensions of GitHub): the one choke point
/// before any such file.
///
///     MarkdownText.line("# <b>*see* www.example.org")    // \# &lt;b&gt;\*see\* `www.`example.org
///
/// The reader of the rendered page sees the text as it was given. Nothing in it becomes a tag, an entity, a heading, a
/// list, a link, an image, emphasis, code, mathematics or the end of a table's cell, wherever it is put: behind words of
/// ours or at the beginning of a line. What steers or cannot be seen is made visible by ``SafeText`` first.
///
/// Links come into being without any sign as well (GitHub's autolinks), and no escape keeps a renderer from that. So
/// what makes an address of a text, `://`, `www.` and `@`, is shown as code, which no renderer looks into.
public enum MarkdownText {
    /// The text on one line, without blanks at its ends and with single ones between its words, as a page shows it.
    public static func line(_ text: String) -> String {
        let bytes = singleSpaced(SafeText.line(text))
        var safe: [UInt8] = []
        safe.reserveCapacity(bytes.count + 16)
        var index = 0
        while index < bytes.count {
            let length = addressLength(bytes, at: index)
            guard length == 0 else {
                index = appendCode(bytes, from: index, to: &safe)
                continue
            }
            appendEscaped(bytes[index], to: &safe, startsBlock: startsBlock(bytes, at: index))
            index += 1
        }
        return String(decoding: safe, as: UTF8.self)
    }

    private static func appendEscaped(_ byte: UInt8, to safe: inout [UInt8], startsBlock: Bool) {
        switch byte {
        // As entities, because a backslash in front of them does not help everywhere: not before a mark of code that
        // follows, and not in the cells of tables.
        case UInt8(ascii: "<"): safe += "&lt;".utf8
        case UInt8(ascii: ">"): safe += "&gt;".utf8
        case UInt8(ascii: "&"): safe += "&amp;".utf8
        case UInt8(ascii: "|"): safe += "&#124;".utf8
        case UInt8(ascii: "`"): safe += "&#96;".utf8
        case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "~"), UInt8(ascii: "$"):
            safe += [UInt8(ascii: "\\"), byte]
        default:
            if startsBlock { safe.append(UInt8(ascii: "\\")) }
            safe.append(byte)
        }
    }

    /// Whether a byte would begin or end a block where the text stands at that place of a line: a heading (`#` without a
    /// word behind it), a list, an underline or a table (`-`, `+`, `=`, `:`, and the sign behind a number).
    private static func startsBlock(_ bytes: [UInt8], at index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: ":"): return index == 0
        case UInt8(ascii: "#"): return index + 1 == bytes.count || bytes[index + 1] < 0x30 || bytes[index + 1] >= 0x80
        case UInt8(ascii: "."), UInt8(ascii: ")"):
            // CommonMark 5.2: "an ordered list marker is a sequence of 1–9 arabic digits".
            return index > 0 && index < 10 && bytes[..<index].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        default: return false
        }
    }

    /// How many bytes there are of what makes an address of a text; 0 where there is nothing of the kind.
    private static func addressLength(_ bytes: [UInt8], at index: Int) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "@"): return 1
        case UInt8(ascii: ":"): return bytes[index...].starts(with: "://".utf8) ? 3 : 0
        case UInt8(ascii: "w"), UInt8(ascii: "W"):
            let isWeb = bytes[index...].prefix(4).map { $0 | 0x20 }.elementsEqual("www.".utf8.map { $0 | 0x20 })
            return isWeb ? 4 : 0
        default: return 0
        }
    }

    /// Appends all of that which follows each other without anything between as one piece of code; gives what comes next.
    private static func appendCode(_ bytes: [UInt8], from start: Int, to safe: inout [UInt8]) -> Int {
        var end = start
        while end < bytes.count {
            let length = addressLength(bytes, at: end)
            if length == 0 { break }
            end += length
        }
        safe.append(UInt8(ascii: "`"))
        safe += bytes[start..<end]
        safe.append(UInt8(ascii: "`"))
        return end
    }

    private static func singleSpaced(_ text: String) -> [UInt8] {
        let trimmed = text.unicodeScalars.drop(while: \.properties.isWhitespace)
        var bytes: [UInt8] = []
        for byte in String(trimmed).utf8 where byte != 0x20 || bytes.last != 0x20 { bytes.append(byte) }
        let rest = String(decoding: bytes, as: UTF8.self).unicodeScalars.reversed().drop(
            while: \.properties.isWhitespace)
        return rest.count == bytes.count ? bytes : Array(String(String.UnicodeScalarView(rest.reversed())).utf8)
    }
}
