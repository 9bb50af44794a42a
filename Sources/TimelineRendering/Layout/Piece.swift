/// How a piece of text looks. Colour only ever repeats what glyphs and words say.
struct Style: OptionSet, Hashable {
    let rawValue: Int

    static let bold = Style(rawValue: 1 << 0)
    static let dim = Style(rawValue: 1 << 1)
    static let red = Style(rawValue: 1 << 2)
    static let yellow = Style(rawValue: 1 << 3)
    static let struck = Style(rawValue: 1 << 4)

    /// The parameters of SGR (ECMA-48, 8.3.117); empty for plain text.
    var parameters: String {
        let codes: [(Style, String)] = [
            (.bold, "1"), (.dim, "2"), (.struck, "9"), (.red, "31"), (.yellow, "33"),
        ]
        return codes.filter { contains($0.0) }.map(\.1).joined(separator: ";")
    }
}

/// A piece of a line: text that is safe for a terminal because there is no other way to make one.
struct Piece: Equatable {
    let text: String
    let style: Style
    let width: Int

    /// Takes any text and makes visible what is not safe.
    init(_ text: String, _ style: Style = []) { self.init(safe: SafeText.line(text), style) }

    private init(safe text: String, _ style: Style) {
        self.init(safe: text, style, width: TextWidth.columns(of: text))
    }

    private init(safe text: String, _ style: Style, width: Int) {
        self.text = text
        self.style = style
        self.width = width
    }

    /// Blanks; none where the count is not positive.
    static func blanks(_ count: Int) -> Piece {
        Piece(safe: TextWidth.blanks(count), [], width: max(0, count))
    }

    /// Whether it is ASCII with one blank between its words and none around them, so that it looks the same when its words
    /// are put together anew.
    var isEvenlySpaced: Bool {
        guard text.utf8Span.isKnownASCII else { return false }
        let bytes = text.utf8.span
        var wasBlank = true
        for index in bytes.indices {
            let isBlank = bytes[index] == UInt8(ascii: " ")
            if isBlank, wasBlank { return false }
            wasBlank = isBlank
        }
        return !wasBlank
    }

    /// Blanks between two pieces of one segment take its style, so that a line through it does not stop between words.
    func joined(_ separator: Int, with next: Piece) -> Piece {
        Piece(safe: text + TextWidth.blanks(separator) + next.text, style)
    }

    /// As much as fits into a width, with `…` where something is left out.
    func truncated(to width: Int) -> Piece {
        self.width <= width ? self : Piece(safe: TextWidth.truncated(text, to: width), style)
    }

    /// With blanks behind it up to a width; a longer one as it is.
    func padded(to width: Int) -> Piece {
        self.width >= width ? self : Piece(safe: text + TextWidth.blanks(width - self.width), style, width: width)
    }

    /// Without blanks at the end.
    var trimmed: Piece {
        // Where the last byte is no blank there is nothing to look for, and in ASCII each blank is a byte.
        guard text.utf8.last == UInt8(ascii: " ") else { return self }
        if text.utf8Span.isKnownASCII {
            let end = text.utf8.lastIndex { $0 != UInt8(ascii: " ") }
            return Piece(safe: end.map { String(text[...$0]) } ?? "", style)
        }
        guard text.last == " " else { return self }
        return Piece(safe: String(text.reversed().drop { $0 == " " }.reversed()), style)
    }

    /// The words, each as the parts between which a line may break: whole, or around wide characters.
    var words: [[Piece]] {
        text.split(separator: " ").map { word in
            guard word.utf8.contains(where: { $0 >= 0x80 }) else { return [Piece(safe: String(word), style)] }
            var parts: [String] = []
            var isOpen = false
            for character in word {
                let isWide = character.unicodeScalars.first.map { $0.isWide } ?? false
                let isGlued = isOpen && !isWide || Self.closing.contains(character)
                if isGlued, let last = parts.indices.last {
                    parts[last].append(character)
                } else {
                    parts.append(String(character))
                }
                isOpen = !isWide
            }
            return parts.map { Piece(safe: $0, style) }
        }
    }

    /// The text in parts of at most a width, cut between characters.
    func cut(to width: Int) -> [Piece] {
        var parts: [String] = [""]
        var used = 0
        for character in text {
            let columns = character.columns
            if used + columns > width, used > 0 {
                parts.append("")
                used = 0
            }
            parts[parts.count - 1].append(character)
            used += columns
        }
        return parts.map { Piece(safe: $0, style) }
    }

    /// What must not begin a line.
    private static let closing: Set<Character> = [
        "、", "。", "，", "．", "！", "？", "：", "；", "」", "』", "）", "】", "〉", "》", "〕",
    ]
}
