/// Texts that try to be something else than text in some format, and what they would be if they did not.
struct HostileTexts {
    var random: SeededGenerator
    /// How many were made.
    private(set) var count = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let snippets = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</del></li></ol>", "<!--", "-->", "]]>", "<?php",
        "&lt;", "&#60;script&#62;", "&copy;", "\"onload=\"x", "' autofocus onfocus='x", "</style><b>",
        "</svg><a href=x>",
        "{{7*7}}", "${7*7}", "javascript:alert(1)", "[a](javascript:x)", "![a](https://evil.example/x.png)",
        "[x]: https://evil.example", "[x][x]", "<https://evil.example>", "https://evil.example",
        "http://evil.example/a_b",
        "www.evil.example", "WWW.Evil.example", "mail@evil.example", "mailto:mail@evil.example", "ftp://evil.example",
        "xmpp:a@evil.example/x", "**b**", "__b__", "_i_", "~~s~~", "`c`", "```", "~~~", "# h", "###", "> q", "- l",
        "* l",
        "+ l", "1. l", "2) l", "===", "---", "***", "| a | b |", "|---|", ":--", "\\", "\\\\|", "\\`", "&", "$x$", "$$",
        "[ ] t", "- [x] t", "[^1]", "[^1]: n", "<br>", "  ", "\t", "    code", "=1+1", "+1", "-1", "@SUM(A1)", " =1",
        "\t=1", "\r=1", "\u{FF1D}1", "\u{FF0B}1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://evil.example\")", "a,b",
        "\",\"", "\"\"", ";=1", "a\r\nb", "\n=1", "\u{1B}[2J", "\u{1B}]0;t\u{7}", "\u{9B}31m", "\u{202E}drow\u{202C}",
        "\u{2066}x\u{2069}", "\u{200B}", "\u{FEFF}", "\u{0}", "\u{85}", "\u{2028}", "\u{E0041}",
        "e\u{301}\u{301}\u{301}",
    ]

    /// The next text: up to twelve scalars from anywhere, or snippets of the languages that the formats are written in.
    mutating func next() -> String {
        count += 1
        switch random.below(4) {
        case 0: return random.text(upTo: 12)
        case 1: return Self.snippets[random.below(Self.snippets.count)]
        case 2:
            return Self.snippets[random.below(Self.snippets.count)] + Self.snippets[random.below(Self.snippets.count)]
        default: return random.text(upTo: 5) + Self.snippets[random.below(Self.snippets.count)] + random.text(upTo: 5)
        }
    }

    /// What may stand in an address, whatever that is to a format.
    mutating func address() -> String {
        let schemes = [
            "https://example.org/", "http://example.org/", "HTTPS://example.org/", "ftp://example.org/", "urn:",
        ]
        var scalars = String.UnicodeScalarView(schemes[random.below(schemes.count)].unicodeScalars)
        for _ in 0..<random.below(12) {
            let range: ClosedRange<UInt32> = random.below(5) == 0 ? 0x4E00...0x4EFF : 0x21...0x7E
            scalars.append(Unicode.Scalar(UInt32.random(in: range, using: &random)) ?? "x")
        }
        return String(scalars) + "x"
    }
}

extension String {
    /// The same text with nothing in it but letters; where it has several lines or is empty, that is kept.
    var harmless: String { String(map { $0.isNewline ? $0 : "x" }) }

    /// The same of an address behind its scheme and host.
    var harmlessAddress: String {
        guard let host = firstRange(of: "example.org/") else { return "urn:x" }
        return self[..<host] + "example.org/x"
    }

    private func firstRange(of part: String) -> Index? {
        indices.first { self[$0...].hasPrefix(part) }
    }
}
