import Chronology
import EventSourcing
import Incidents

/// Takes lines of Markdown and puts them together, with an empty line wherever a block begins.
struct MarkdownPage {
    private var text = ""
    /// Whether the line before belongs to a block that the next one would go on with.
    private var isOpen = false

    /// Some screens full.
    private static let pieceSize = 16 * 1024

    /// Adds a line to the block that was begun before.
    mutating func add(_ line: Markdown) {
        text += line.text
        text += "\n"
        isOpen = true
    }

    /// Adds a heading, a block of its own.
    mutating func addHeading(_ line: Markdown) {
        if isOpen { text += "\n" }
        add(line)
        text += "\n"
        isOpen = false
    }

    /// Adds a paragraph.
    mutating func addParagraph(_ line: Markdown) { addHeading(line) }

    /// Adds lines of which every sign is shown as it is.
    mutating func addBlock(_ lines: [String]) {
        let block = Markdown(verbatim: lines)
        if isOpen { text += "\n" }
        add(block)
        text += "\n"
        isOpen = false
    }

    /// Adds a table; of its columns, those are left out that are empty throughout.
    mutating func addTable(_ names: [Markdown], _ rows: [[Markdown]]) {
        let columns = names.indices.filter { column in rows.contains { !$0[column].isEmpty } }
        if isOpen { text += "\n" }
        add(Self.row(columns.map { names[$0] }))
        add(Self.row(columns.map { _ in "---" }))
        for row in rows { add(Self.row(columns.map { row[$0] })) }
        text += "\n"
        isOpen = false
    }

    private static func row(_ cells: [Markdown]) -> Markdown {
        var row: Markdown = "|"
        for cell in cells { row += " \(cell) |" }
        return row
    }

    /// Hands over the lines so far and lets go of them, once they are worth it.
    mutating func handOver<Failure: Error>(
        to write: (String) throws(Failure) -> Void, always: Bool = false
    ) throws(Failure) {
        guard always || text.utf8.count >= Self.pieceSize else { return }
        if always, text.hasSuffix("\n\n") { text.removeLast() }
        try write(text)
        text = ""
    }
}

extension MarkdownPage {
    /// Adds what stands above a timeline and a snapshot.
    mutating func addHeader(
        _ snapshot: IncidentSnapshot, leftOut: Int, merged: Header.Merged = Header.Merged(), zoneMoments: [Timestamp],
        times: TimeText, now: Timestamp
    ) {
        let header = Header(times: times, width: .max, now: now)
        if snapshot.isExercise { addParagraph("**\(Header.exercise)**") }
        addHeading("# \(snapshot.title ?? snapshot.incident.text)")
        let facts = header.facts(snapshot, leftOut: leftOut, zoneMoments: zoneMoments).map { Markdown($0.text) }
        addParagraph("\(Markdown.joined(["**\(snapshot.incident.text)**"] + facts, by: " · "))")
        for link in header.links(snapshot, merged) { add("- \(link)") }
    }
}

extension Markdown {
    /// A piece of text, struck through where it is.
    init(_ piece: Piece) {
        let words = piece.style.contains(.struck) ? piece.text.withoutStrokes : piece.text
        self = piece.style.contains(.struck) ? "~~\(words)~~" : "\(words)"
    }
}

extension String {
    /// Without the signs in front and behind by which plain text tells that it is struck through.
    var withoutStrokes: String {
        // By bytes: a mark behind a sign makes one character of both.
        guard utf8.starts(with: "~~".utf8), utf8.suffix(2).elementsEqual("~~".utf8), utf8.count >= 4 else {
            return self
        }
        return String(decoding: utf8.dropFirst(2).dropLast(2), as: UTF8.self)
    }
}
