/// Lets text run over lines of a width.
enum Flow {
    /// Lines of at most `width` columns with all of the segments, one behind the other and `gap` blanks between them.
    ///
    /// - Parameter keepsWhole: begins a new line rather than break a segment that fits on one.
    static func lines(_ segments: [Piece], width: Int, gap: Int = 2, keepsWhole: Bool = false) -> [[Piece]] {
        if let line = oneLine(segments, width: width, gap: gap) { return line.isEmpty ? [] : [line] }
        var builder = LineBuilder(width: max(1, width))
        for segment in segments {
            var separator = gap
            if keepsWhole, segment.width <= width { builder.makeRoom(for: segment.width + gap) }
            for (number, word) in segment.words.enumerated() {
                for (place, part) in word.enumerated() {
                    builder.add(part, separator: place == 0 ? separator : 0, continues: number + place > 0)
                }
                separator = 1
            }
        }
        return builder.finished()
    }

    /// The line on which all of the segments fit as they are; nil where they do not, or their words have to be looked at.
    private static func oneLine(_ segments: [Piece], width: Int, gap: Int) -> [Piece]? {
        var line: [Piece] = []
        var used = 0
        for segment in segments where !segment.text.isEmpty {
            used += segment.width + (line.isEmpty ? 0 : gap)
            guard used <= width, segment.isEvenlySpaced else { return nil }
            if !line.isEmpty, gap > 0 { line.append(.blanks(gap)) }
            line.append(segment)
        }
        return line
    }
}

private struct LineBuilder {
    private let width: Int
    private var lines: [[Piece]] = []
    private var line: [Piece] = []
    private var used = 0

    init(width: Int) { self.width = width }

    /// Begins a new line unless so many columns are left on this one.
    mutating func makeRoom(for columns: Int) {
        if used > 0, used + columns > width { breakLine() }
    }

    /// Adds a part of a word; one that is too long for any line is cut.
    mutating func add(_ part: Piece, separator: Int, continues: Bool) {
        makeRoom(for: separator + part.width)
        for (index, cut) in (part.width > width ? part.cut(to: width) : [part]).enumerated() {
            if index > 0 { breakLine() }
            let blanks = line.isEmpty ? 0 : separator
            if continues, let last = line.popLast() {
                line.append(last.joined(blanks, with: cut))
            } else {
                if blanks > 0 { line.append(.blanks(blanks)) }
                line.append(cut)
            }
            used += blanks + cut.width
        }
    }

    mutating func finished() -> [[Piece]] {
        if !line.isEmpty { breakLine() }
        return lines
    }

    private mutating func breakLine() {
        lines.append(line)
        line = []
        used = 0
    }
}
