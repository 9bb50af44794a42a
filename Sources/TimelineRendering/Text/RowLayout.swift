/// The columns of a timeline, measured by all of its entries.
struct RowLayout {
    private let width: Int
    private let timeWidth: Int
    private let kindWidth: Int
    private let revisionWidth: Int
    private let sourceWidth: Int
    private let gradeWidth: Int
    /// Source and grade with the blanks in front of them.
    private let rightWidth: Int
    private let form: Form

    private enum Form {
        /// Words, source and grade each have their column.
        case columns
        /// Source and grade follow the words.
        case inline
        /// The words stand below the time.
        case stacked
    }

    private static let indent = 2
    private static let stackedIndent = 6
    private static let leastWords = 28
    private static let mostSource = 20

    init(_ widths: RowWidths, width: Int) {
        self.width = width
        timeWidth = widths.time
        kindWidth = min(12, widths.kind)
        revisionWidth = widths.revision
        sourceWidth = min(Self.mostSource, widths.source)
        gradeWidth = widths.grade
        let left = width - Self.indent - timeWidth - kindWidth - revisionWidth - 6
        rightWidth = (sourceWidth > 0 ? sourceWidth + 2 : 0) + (gradeWidth > 0 ? gradeWidth + 2 : 0)
        form = left - rightWidth >= Self.leastWords ? .columns : left >= Self.leastWords ? .inline : .stacked
    }

    /// Writes one row, on as many lines as it takes.
    func write(_ row: EntryRow, to page: inout Page) {
        let fits = row.margin.revision.utf8.count <= revisionWidth
        let row = fits || form == .stacked ? row : row.namedInWords
        let margin = row.margin
        let kind = Piece(margin.kind).truncated(to: kindWidth).padded(to: kindWidth)
        let revision = Piece(fits ? margin.revision : "", .dim).padded(to: revisionWidth)
        guard form != .stacked else {
            let name = Piece(margin.revision, .dim)
            let head = [
                Piece(margin.glyph, margin.glyphStyle), Piece(margin.delta, .dim), Piece(margin.time), kind, name,
            ]
            page.add(Flow.lines(head, width: width - Self.indent, keepsWhole: true), indent: Self.indent)
            let words = Words(row, form: form, width: width - Self.stackedIndent)
            page.add(words.lines, indent: Self.stackedIndent)
            page.add(words.below(width: width - Self.stackedIndent), indent: Self.stackedIndent)
            return
        }
        let left = Self.indent + timeWidth + kindWidth + revisionWidth + 6
        var line: [Piece] = []
        line.reserveCapacity(24)
        line.append(.blanks(Self.indent))
        if margin.timeWidth > timeWidth {
            let head = [Piece(margin.glyph, margin.glyphStyle), Piece(margin.delta, .dim), Piece(margin.time)]
            page.add(Flow.lines(head, width: width - Self.indent), indent: Self.indent)
            line.append(.blanks(timeWidth))
        } else {
            add(timeOf: margin, to: &line)
        }
        for piece in [.blanks(2), kind, .blanks(2), revision, .blanks(2)] { line.append(piece) }
        let wordsWidth = width - left - (form == .columns ? rightWidth : 0)
        let words = Words(row, form: form, width: wordsWidth)
        let lines = words.lines
        let sources = form == .columns && sourceWidth > 0 ? Flow.lines([margin.source], width: sourceWidth) : []
        for index in 0..<max(lines.count, sources.count, 1) {
            if index > 0 { line.append(.blanks(left)) }
            let said = index < lines.count ? lines[index] : []
            line += said
            if form == .columns {
                line.append(.blanks(wordsWidth - said.columns))
                if sourceWidth > 0 {
                    let source = index < sources.count ? sources[index] : []
                    line.append(.blanks(2))
                    line += source
                    line.append(.blanks(sourceWidth - source.columns))
                }
                if index == 0, gradeWidth > 0 { line += [.blanks(2), margin.grade] }
            }
            page.add(line)
            line.removeAll(keepingCapacity: true)
        }
        // Below the source there is room to the right.
        page.add(words.below(width: width - left), indent: left)
    }

    /// What stands in the column of words: what the entry says and, where that leaves room on its line, the notes; the
    /// other notes stand below.
    private struct Words {
        let lines: [[Piece]]
        private let notes: ArraySlice<Note>

        init(_ row: EntryRow, form: Form, width: Int) {
            var words = row.words
            if form != .columns { words += [row.margin.source, row.margin.grade].filter { $0.width > 0 } }
            var lines = Flow.lines(words, width: width)
            var notes = row.notes[...]
            while lines.count <= 1, let note = notes.first {
                words.append(note.whole)
                let longer = Flow.lines(words, width: width)
                guard longer.count <= 1 else { break }
                lines = longer
                notes.removeFirst()
            }
            self.lines = lines
            self.notes = notes
        }

        func below(width: Int) -> [[Piece]] { notes.flatMap { Flow.lines([$0.fitted(to: width)], width: width) } }
    }

    /// The glyph at the left of the column, the time at its right.
    private func add(timeOf margin: EntryMargin, to line: inout [Piece]) {
        let time = Piece(margin.time)
        var rest = timeWidth - time.width
        if !margin.glyph.isEmpty {
            let glyph = Piece(margin.glyph, margin.glyphStyle)
            line.append(glyph)
            rest -= glyph.width
        }
        if margin.isUndated {
            if !margin.glyph.isEmpty { line.append(.blanks(1)) }
            line.append(time)
            line.append(.blanks(rest - (margin.glyph.isEmpty ? 0 : 1)))
            return
        }
        let delta = margin.delta.isEmpty ? nil : Piece(margin.delta, .dim)
        if let delta { rest -= delta.width + 1 }
        line.append(.blanks(rest))
        if let delta {
            line.append(delta)
            line.append(.blanks(1))
        }
        line.append(time)
    }
}

extension [Piece] {
    /// The columns that all of them take.
    var columns: Int { reduce(0) { $0 + $1.width } }
}
