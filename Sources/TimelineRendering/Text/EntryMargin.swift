import EventSourcing
import Incidents

/// What stands beside the words of an entry: what the columns of a timeline are measured by.
struct EntryMargin {
    /// `x` for what no longer holds, `!` for what is disputed, `>` for a decision, else empty.
    let glyph: String
    /// `+4m`, or empty.
    let delta: String
    /// The time, with the signs of doubt around it.
    let time: String
    /// Undated entries stand at the left of the column.
    let isUndated: Bool
    let kind: String
    let revision: String
    let source: Piece
    let grade: Piece

    /// - Parameter incident: the incident whose timeline it is.
    init(_ entry: TimelineEntry, time: EntryTime?, delta: String, in incident: StreamID) {
        glyph = entry.glyph
        self.delta = delta
        self.time = time?.text ?? "undated"
        isUndated = time == nil
        kind = entry.event.kind.name.uppercased()
        revision = entry.event.reference.text(in: incident)
        source = Piece(entry.body?.source?.text ?? "")
        grade = Piece(entry.body?.source?.grade?.description ?? "")
    }

    /// The columns that glyph, distance and time take.
    var timeWidth: Int {
        (glyph.isEmpty ? 0 : 2) + (delta.isEmpty ? 0 : delta.utf8.count + 1) + TextWidth.columns(of: time)
    }
}

extension TimelineEntry {
    /// `x` for what no longer holds, `!` for what is disputed, `>` for a decision, else empty.
    var glyph: String { isStruck ? "x" : state == .disputed ? "!" : body?.decision != nil ? ">" : "" }
}

extension EntryMargin {
    var glyphStyle: Style { glyph == "x" ? .red : glyph == ">" ? .bold : .yellow }
}
