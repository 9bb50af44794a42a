import Chronology
import EventSourcing
import Incidents

/// One entry on a line of its own, outside of a timeline: with the day.
struct EntryItem {
    let text: EntryText

    /// `x  22 Mar 20:41  REPORTED  #3  ~~Five injured~~  Radio North  B2`, with what was done to it below.
    ///
    /// - Parameter tellsTime: whether a time that was corrected is told; the notes may tell it themselves.
    func item(_ entry: TimelineEntry, notes: [String] = [], tellsTime: Bool = true) -> Report.Item {
        let source = entry.body?.source
        let pieces = [
            Piece(entry.glyph, entry.isStruck ? .red : .yellow), Piece(when(entry)),
            Piece(entry.event.kind.name.uppercased()),
            Piece(entry.event.reference.text(in: text.incident), .dim),
        ]
        return Report.Item(
            pieces: pieces + text.paragraph(entry)
                + [Piece(source?.text ?? ""), Piece(source?.grade?.description ?? "")],
            notes: text.notes(entry, tellsTime: tellsTime).map(\.whole) + notes.map { Piece($0) })
    }

    /// `22 Mar 2024 20:41`: when it happened, with the day.
    func when(_ entry: TimelineEntry) -> String {
        guard !entry.place.isUnknown else { return "undated" }
        return EntryTime.text(entry, in: text.incident, on: nil, times: text.times).split(separator: " ")
            .joined(separator: " ")
    }
}
