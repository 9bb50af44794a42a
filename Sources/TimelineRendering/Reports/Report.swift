import Incidents

/// What is told in parts of items under headings, the same on a terminal and in Markdown.
struct Report {
    /// One thing that is told, with what is told of it below.
    struct Item {
        /// The name of a fact, which stands in front of it; empty where it is that of the one before.
        var label: String?
        /// What stands on its line, one behind the other.
        var pieces: [Piece]
        /// How far it is set in.
        var depth = 0
        /// What stands below.
        var notes: [Piece] = []

        /// A fact with its name.
        static func fact(_ label: String, _ text: String, notes: [String] = []) -> Item {
            Item(label: label, pieces: [Piece(text)], notes: notes.map { Piece($0) })
        }
    }

    /// Items under a heading.
    struct Part {
        var heading: [Piece] = []
        var items: [Item]
        /// Whether it is a text of which every sign counts: lines without notes.
        var isVerbatim = false
    }

    /// Whether it is about a drill.
    var isExercise = false
    /// What it is about, how that stands, and as of when.
    var title: [Piece] = []
    /// What stands below that.
    var lines: [String] = []
    /// The parts, of which those without items are left out.
    var parts: [Part] = []

    /// On lines of a width.
    func text(width: Int, color: Bool) -> String {
        let width = max(20, width)
        var page = Page(color: color)
        if isExercise {
            page.add(Flow.lines([Piece("*** \(Header.exercise) ***", [.bold, .yellow])], width: width), indent: 0)
        }
        let head = Flow.lines(title, width: width - 2, gap: 3, keepsWhole: true)
        page.add(Array(head.prefix(1)), indent: 0)
        page.add(Array(head.dropFirst()), indent: 2)
        for line in lines { page.add(hanging: Piece(line), width: width) }
        for part in parts where !part.items.isEmpty {
            page.addBlank()
            if !part.heading.isEmpty { page.add(hanging: part.heading.filter { $0.width > 0 }, width: width) }
            for item in part.items { add(item, width: width, to: &page) }
        }
        return page.text
    }

    private func add(_ item: Item, width: Int, to page: inout Page) {
        let pieces = item.pieces.filter { $0.width > 0 }
        var indent = 4
        if let label = item.label, width >= 40 {
            indent = 18
            page.add(
                label: Piece(TextWidth.padded(Piece(label).text, to: 14), .dim), Flow.lines(pieces, width: width - 18))
        } else {
            let label = item.label.map { [Piece($0, .dim)] } ?? []
            // Of a narrow terminal not more than half is left empty.
            page.add(hanging: label + pieces, width: width, indent: 2 + min(2 * item.depth, width / 2))
        }
        for note in item.notes { page.add(hanging: note, width: width, indent: indent) }
    }

    /// As Markdown.
    func markdown() -> String {
        var page = MarkdownPage()
        if isExercise { page.addParagraph("**\(Header.exercise)**") }
        if let first = title.first { page.addHeading("# \(Markdown(first))") }
        let facts = title.dropFirst().map { Markdown($0) }
        if !facts.isEmpty { page.addParagraph(Markdown.joined(facts, by: " · ")) }
        for line in lines { page.addParagraph("\(line)") }
        for part in parts where !part.items.isEmpty {
            if !part.heading.isEmpty {
                page.addHeading("## \(Markdown.joined(part.heading.map { Markdown($0) }, by: " · "))")
            }
            if part.isVerbatim {
                page.addBlock(
                    part.items.map { item in
                        String(repeating: "  ", count: item.depth) + item.pieces.map(\.text).joined(separator: " ")
                    })
                continue
            }
            for item in part.items {
                let label: Markdown = item.label.map { $0.isEmpty ? "" : "\($0): " } ?? ""
                let margin = Markdown.joined(Array(repeating: "  ", count: item.depth), by: "")
                page.add("\(margin)- \(label)\(Markdown.joined(item.pieces.map { Markdown($0) }, by: " · "))")
                for note in item.notes { page.add("\(margin)  - \(Markdown(note))") }
            }
        }
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }
}
