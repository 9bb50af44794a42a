public import Chronology
public import EventSourcing
public import Incidents

/// Prints a timeline for people: days, times with the distance between them, who says what, and what became of it.
///
///     Fri 22 Mar 2024
///       19:54..19:55  REPORTED   #1  gunmen arrive by car          Baza         C3
///        +4m ~19:58   REPORTED   #2  shots outside the hall        IC via TASS  B2
///       ── 32 min ──
///     x       20:33   REPORTED   #6  ~~40 killed~~                 FSB          B3
///                                    revised by #9: 139, "final count", Ministry, 25 Mar
///
/// No line is wider than the width. Colour adds nothing that glyphs and words do not say: without its escape sequences
/// the coloured text is the plain one. Whatever people wrote has passed ``SafeText``.
public struct TimelineTextRenderer: Sendable {
    private let width: Int
    private let usesColor: Bool
    private let times: TimeText
    private let now: Timestamp

    /// Prints within so many columns (at least 20), on the clock of a zone; `now` is the time of day.
    public init(width: Int, color: Bool, zone: Zone, now: Timestamp) {
        self.width = max(20, width)
        usesColor = color
        times = TimeText(zone: zone)
        self.now = now
    }

    /// The timeline as text that ends with a line break.
    public func render(_ timeline: Timeline) -> String {
        let whens = timeline.entries.map { EntryTime($0, times: times, in: timeline.incident) }
        let text = EntryText(
            incident: timeline.incident, times: times, asOf: timeline.asOf.moment,
            shown: Set((timeline.entries + timeline.undated).map(\.event.reference)))
        let distances = Distance.between(timeline.entries, whens)
        var rows: [EntryRow] = []
        for (index, entry) in timeline.entries.enumerated() {
            rows.append(EntryRow(entry, time: whens[index], delta: distances[index].delta, text: text))
        }
        let undated = timeline.undated.map { EntryRow($0, time: nil, delta: "", text: text) }
        let layout = RowLayout(rows + undated, width: width)

        var page = Page(color: usesColor)
        let header = Header(times: times, width: width, now: now)
        let zoneMoments = whens.isEmpty ? [timeline.asOf.moment] : whens.compactMap { $0?.moment }
        header.write(timeline, zoneMoments: zoneMoments, to: &page)
        page.addBlank()
        write(rows, whens, gaps: distances.map(\.gap), layout: layout, to: &page)
        for row in undated { layout.write(row, to: &page) }
        if rows.isEmpty, undated.isEmpty {
            let nothing = timeline.knownCount == 0 ? "Nothing was known yet." : "No entry lies in that time."
            page.add(Flow.lines([Piece(nothing, .dim)], width: width), indent: 0)
        }
        writeFigures(timeline.snapshot, notes: Self.notes(timeline), to: &page)
        return page.text
    }

    private func write(
        _ rows: [EntryRow], _ whens: [EntryTime?], gaps: [String?], layout: RowLayout, to page: inout Page
    ) {
        var heading: Heading?
        var offset: ZoneOffset?
        for (index, row) in rows.enumerated() {
            if let when = whens[index] {
                let holds = times.zone.offset(at: when.moment)
                if when.heading != heading {
                    if heading != nil { page.addBlank() }
                    page.add(Flow.lines([Piece(when.headingText, .bold)], width: width), indent: 0)
                }
                if let gap = gaps[index] { page.add(between: gap, width: width) }
                if let offset, offset != holds {
                    page.add(between: "from here on \(TimeText.name(holds))", width: width)
                }
                heading = when.heading
                offset = holds
            }
            layout.write(row, to: &page)
        }
    }

    private func writeFigures(_ snapshot: IncidentSnapshot, notes: [String], to page: inout Page) {
        for series in snapshot.figures {
            let text = "\(series.measureText) \(series.summaryTexts.joined(separator: " · "))"
            page.add(hanging: Piece(text), width: width)
        }
        for note in notes { page.add(hanging: Piece(note, .dim), width: width) }
    }

    /// What there is beside that which is shown.
    private static func notes(_ timeline: Timeline) -> [String] {
        var notes: [String] = []
        if timeline.leftOut > 0 {
            let events = timeline.leftOut == 1 ? "event" : "events"
            let are = timeline.leftOut == 1 ? "is" : "are"
            notes.append("\(timeline.leftOut) \(events) \(timeline.asOf.clock.rawValue) later \(are) not shown")
        }
        if timeline.outsideWindow > 0 {
            let entries = timeline.outsideWindow == 1 ? "entry" : "entries"
            let are = timeline.outsideWindow == 1 ? "is" : "are"
            notes.append("\(timeline.outsideWindow) \(entries) outside of the chosen time \(are) not shown")
        }
        return notes
    }
}

extension Page {
    /// Adds a line that stands between entries.
    fileprivate mutating func add(between text: String, width: Int) {
        add(Flow.lines([Piece("── \(text) ──", .dim)], width: width - 2), indent: 2)
    }
}
