/// Takes lines and puts them together, with colour or without. The words are the same either way.
struct Page {
    private let usesColor: Bool
    /// Bytes, because a line is put together from many small pieces, which strings take far longer to take in.
    private var bytes: [UInt8] = []

    init(color: Bool) { usesColor = color }

    /// All that has not been handed over.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a line; blanks at its end are left out.
    mutating func add(_ pieces: [Piece]) {
        var count = pieces.count
        while count > 0, pieces[count - 1].trimmed.text.isEmpty { count -= 1 }
        for index in 0..<count { paint(index == count - 1 ? pieces[index].trimmed : pieces[index]) }
        addBlank()
    }

    /// Adds all that stands on another page.
    mutating func add(_ page: Page) { bytes += page.bytes }

    /// Adds lines with blanks in front of each.
    mutating func add(_ lines: [[Piece]], indent: Int) {
        for line in lines { add(indent > 0 ? [.blanks(indent)] + line : line) }
    }

    /// Hands over the lines so far and lets go of them, once they are worth it.
    mutating func handOver<Failure: Error>(
        to write: (String) throws(Failure) -> Void, always: Bool = false
    ) throws(Failure) {
        guard always || bytes.count >= Self.pieceSize else { return }
        try write(text)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Some screens full.
    private static let pieceSize = 16 * 1024

    /// Adds an empty line.
    mutating func addBlank() { bytes.append(UInt8(ascii: "\n")) }

    private mutating func paint(_ piece: Piece) {
        guard usesColor, !piece.style.isEmpty, !piece.text.isEmpty else {
            bytes += piece.text.utf8
            return
        }
        bytes += "\u{1B}[\(piece.style.parameters)m\(piece.text)\u{1B}[0m".utf8
    }
}

extension Page {
    /// Adds a paragraph whose lines after the first are set in.
    mutating func add(hanging pieces: [Piece], width: Int, indent: Int = 0) {
        let lines = Flow.lines(pieces.filter { !$0.text.isEmpty }, width: width - indent - 2)
        add(Array(lines.prefix(1)), indent: indent)
        add(Array(lines.dropFirst()), indent: indent + 2)
    }

    /// The same of one piece.
    mutating func add(hanging piece: Piece, width: Int, indent: Int = 0) {
        add(hanging: [piece], width: width, indent: indent)
    }

    /// Adds lines behind a label, which stands before the first.
    mutating func add(label: Piece, _ lines: [[Piece]]) {
        for (index, line) in lines.enumerated() {
            add([.blanks(2), index == 0 ? label : .blanks(label.width), .blanks(2)] + line)
        }
    }

    /// Adds the heading of a part.
    mutating func addHeading(_ text: String, width: Int) {
        addBlank()
        add(Flow.lines([Piece(text, .bold)], width: width), indent: 0)
    }
}
