/// Makes text that people wrote safe to stand in HTML and in SVG: the one choke point before any page.
///
///     HTMLText.escaped("<b>\u{202E}")    // &lt;b&gt;\u{202E}
///
/// Good for the content of an element and for an attribute in double quotation marks, and nowhere else: not for scripts,
/// styles, comments or names, in which nothing of an event ever stands. What steers or cannot be seen is made visible by
/// ``SafeText``; an address becomes a link only by ``WebLink``.
public enum HTMLText {
    /// The text on one line with its markup characters as entities.
    public static func escaped(_ text: String) -> String { withEntities(SafeText.line(text)) }

    /// The same of a text on several lines, which are kept: for `textarea` and `pre`.
    public static func escapedLines(_ text: String) -> String { withEntities(SafeText.lines(text)) }

    private static func withEntities(_ safe: String) -> String {
        guard safe.utf8.contains(where: { entity(of: $0) != nil }) else { return safe }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(safe.utf8.count + 16)
        for byte in safe.utf8 {
            if let entity = entity(of: byte) { escaped += entity.utf8 } else { escaped.append(byte) }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// The entity that stands for a byte of markup. Those of the quotation marks are numbers, which XML knows too.
    private static func entity(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&#34;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
