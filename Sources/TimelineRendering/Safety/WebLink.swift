/// A link to a page on the web: the only kind that any output makes live.
///
///     WebLink("https://example.org/a b")?.address    // nil: that is no link
///     WebLink("javascript:alert(1)")?.address        // nil: it would run in the page that shows it
///     WebLink("HTTPS://пример.рф/ü")?.address        // HTTPS://%D0%BF…/%C3%BC
///
/// Only `http` and `https` with a host pass. ``address`` holds nothing but the characters of a URI (RFC 3986, 2), and of
/// those none that quotes or brackets anything in HTML or Markdown: whatever else was given is percent-encoded. What
/// is left, `&`, each format escapes in its own way.
public struct WebLink: Equatable, Sendable {
    /// The link, in plain ASCII.
    public let address: String

    /// Takes a link that people wrote; nil where it leads anywhere but to a page on the web.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isBlank = text.unicodeScalars.contains { $0.properties.isWhitespace || !$0.isVisible }
        guard !isBlank, let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard scheme == "http" || scheme == "https", bytes[colon...].starts(with: "://".utf8) else { return nil }
        guard let host = bytes.dropFirst(colon + 3).first, !Array("/?#:@".utf8).contains(host) else { return nil }
        address = PercentText.encoded(bytes) { byte, index in
            byte == UInt8(ascii: "%") ? Self.isEscape(bytes, at: index) : Self.kept.contains(byte)
        }
    }

    private static func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
        let digits = bytes.dropFirst(index + 1).prefix(2)
        return digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }

    /// Unreserved and reserved characters without quotation marks and round brackets; square ones hold an address of
    /// IPv6.
    private static let kept = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&*+,;=".utf8)
}
