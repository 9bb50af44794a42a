import Testing
import TimelineRendering

@Suite struct `The width of text` {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("Крокус", 6), ("文字", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｶﾅ", 2), ("ＡＢ", 4),
        ("e\u{301}", 1), ("👩‍🚒", 2), ("🇳🇴", 2), ("🔥", 2), ("❤️", 2), ("→ … ── ·", 8), ("می‌خواهم", 7), ("ไทย", 3), ("กำ", 2),
    ])
    func `counts columns as a terminal does`(text: String, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test func `padding counts columns and never cuts`() {
        #expect(TextWidth.padded("文", to: 4) == "文  ")
        #expect(TextWidth.padded("abcdef", to: 4) == "abcdef")
    }

    @Test func `cutting short never takes more than the width and shows that it did`() {
        #expect(TextWidth.truncated("abcdef", to: 6) == "abcdef")
        #expect(TextWidth.truncated("abcdef", to: 4) == "abc…")
        #expect(TextWidth.truncated("文字文字", to: 4) == "文…")
        #expect(TextWidth.truncated("abc def", to: 5) == "abc…")
        #expect(TextWidth.truncated("abc", to: 0).isEmpty)
    }

    @Test func `wrapping breaks at blanks, between wide characters, and inside only of what is too long`() {
        #expect(TextWidth.wrapped("the quick brown fox", width: 10) == ["the quick", "brown fox"])
        #expect(TextWidth.wrapped("文字文字文", width: 5) == ["文字", "文字", "文"])
        #expect(TextWidth.wrapped("ab 文字。文", width: 7) == ["ab 文", "字。文"])
        #expect(TextWidth.wrapped("abcdefghij k", width: 4) == ["abcd", "efgh", "ij k"])
        #expect(TextWidth.wrapped("", width: 4) == [""])
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `wrapped lines are never wider than the width, and lose nothing but blanks`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = SafeText.line(random.text(upTo: 40))
            let width = 2 + random.below(30)
            let lines = TextWidth.wrapped(text, width: width)
            for line in lines {
                let isOneCharacter = line.count == 1
                #expect(
                    TextWidth.columns(of: line) <= width || isOneCharacter,
                    "seed \(seed): \(text.debugDescription) at \(width)")
            }
            let kept = lines.joined().unicodeScalars.filter { $0 != " " }
            #expect(Array(kept) == text.unicodeScalars.filter { $0 != " " }, "seed \(seed): \(text.debugDescription)")
        }
    }
}
