import Incidents

/// One entry as a row: what stands in each column.
struct EntryRow {
    let margin: EntryMargin
    /// What the entry says.
    private(set) var words: [Piece]
    /// What is told of it beside.
    let notes: [Note]

    init(_ entry: TimelineEntry, _ margin: EntryMargin, text: EntryText) {
        self.margin = margin
        words = text.paragraph(entry)
        notes = text.notes(entry)
    }

    /// The row with the name of the entry in front of its words.
    var namedInWords: EntryRow {
        var row = self
        row.words.insert(Piece(margin.revision, .dim), at: 0)
        return row
    }
}
