import Testing
import TimelineRendering

@Suite struct `Text that is safe to show` {
    @Test func `what steers a terminal or hides is spelled out`() {
        let spelled = [
            "red\u{1B}[31m": "red\\u{1B}[31m", "a\nb": "a\\u{A}b", "a\tb": "a\\u{9}b", "a\r\nb": "a\\u{D}\\u{A}b",
            "a\u{0}b": "a\\u{0}b", "a\u{9B}31m": "a\\u{9B}31m", "a\u{7F}": "a\\u{7F}",
            "a\u{202E}cba": "a\\u{202E}cba", "a\u{2066}b\u{2069}": "a\\u{2066}b\\u{2069}", "a\u{200E}b": "a\\u{200E}b",
            "a\u{061C}b": "a\\u{61C}b", "a\u{2028}b": "a\\u{2028}b",
            "a\u{200B}b": "a\\u{200B}b", "\u{FEFF}a": "\\u{FEFF}a", "a\u{AD}b": "a\\u{AD}b",
            "a\u{3164}b": "a\\u{3164}b",
            "a\u{E0041}b": "a\\u{E0041}b", "a\u{E000}b": "a\\u{E000}b", "a\u{FFFF}b": "a\\u{FFFF}b",
        ]
        for (text, shown) in spelled { #expect(SafeText.line(text) == shown) }
    }

    @Test func `what joins or varies letters is kept only where it does that`() {
        let kept = [
            "plain", "ä ö ü ß", "Крокус", "文字", "می‌خواهم", "क्‍ष", "👩‍🚒", "❤️‍🔥", "🏳️‍🌈", "1️⃣", "🇳🇴", "葛󠄀", "e\u{301}", "שלום",
            "a\u{A0}b", "☎︎",
        ]
        for text in kept { #expect(SafeText.line(text) == text) }
        let hiding = [
            "a\u{200D}b": "a\\u{200D}b", "\u{200C}": "\\u{200C}", "文\u{E0100}\u{E0101}": "文\u{E0100}\\u{E0101}",
            "a\u{FE0F}": "a\\u{FE0F}", "☎\u{FE0E}\u{FE0F}": "☎\u{FE0E}\\u{FE0F}", "文\u{200D}": "文\\u{200D}",
        ]
        for (text, shown) in hiding { #expect(SafeText.line(text) == shown) }
    }

    @Test func `several lines keep their line feeds and nothing else`() {
        #expect(SafeText.lines("a\nb\tc\r\nd\u{1B}") == "a\nb\\u{9}c\\u{D}\nd\\u{1B}")
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `no text at all leaves anything dangerous, and what is safe stays the same`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let text = random.text(upTo: 12)
            let line = SafeText.line(text)
            #expect(line.unicodeScalars.allSatisfy { !isForbidden($0) }, "seed \(seed): \(text.debugDescription)")
            #expect(SafeText.line(line) == line, "seed \(seed): \(text.debugDescription)")
            let lines = SafeText.lines(text)
            #expect(
                lines.unicodeScalars.allSatisfy { $0 == "\n" || !isForbidden($0) },
                "seed \(seed): \(text.debugDescription)")
            #expect(SafeText.lines(lines) == lines, "seed \(seed): \(text.debugDescription)")
        }
    }
}

/// Written down apart from the code it checks, by category instead of by name.
func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
    default: break
    }
    if scalar.properties.isBidiControl || scalar.properties.isNoncharacterCodePoint { return true }
    switch scalar.value {
    case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: return false
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
}
