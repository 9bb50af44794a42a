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
public struct TimelineTextRenderer: TimelinePrinter, Sendable {
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

    /// Hands over the timeline in pieces, each of whole lines: the first comes before the last entries have been looked at for more
    /// than the width of their columns. What `write` throws ends it.
    public func render<Failure: Error>(
        _ timeline: Timeline, to write: (String) throws(Failure) -> Void
    ) throws(Failure) {
        let outline = TimelineOutline(timeline: timeline, times: times)
        let text = EntryText(
            incident: timeline.incident, times: times, asOf: timeline.asOf.moment,
            shown: Set(timeline.entries.lazy.map(\.event.reference)).union(
                timeline.undated.lazy.map(\.event.reference)))
        var widths = RowWidths(width: width)
        let lines = lines(outline, &widths)
        let layout = RowLayout(widths, width: width)
        var page = Page(color: usesColor)
        Header(times: times, width: width, now: now).write(timeline, zoneMoments: outline.zoneMoments, to: &page)
        page.addBlank()
        var rest = lines[...]
        while !rest.isEmpty {
            let next = rest.prefix(Self.linesAtOnce)
            rest = rest.dropFirst(Self.linesAtOnce)
            for half in SideBySide.halves(of: next, make: { self.page(of: $0, in: timeline, text, layout) }) {
                page.add(half)
                try page.handOver(to: write)
            }
        }
        if let nothing = outline.nothing {
            page.add(Flow.lines([Piece(nothing, .dim)], width: width), indent: 0)
        }
        writeFigures(timeline.snapshot, notes: outline.notes, to: &page)
        try page.handOver(to: write, always: true)
    }

    /// How many lines are made at once.
    private static let linesAtOnce = 256

    /// Some lines as text.
    private func page(
        of lines: ArraySlice<Line>, in timeline: Timeline, _ text: EntryText, _ layout: RowLayout
    ) -> Page {
        var page = Page(color: usesColor)
        for (number, line) in zip(lines.indices, lines) {
            switch line {
            case .heading(let text):
                // The first of all stands below the blank line that ends the header.
                if number > 0 { page.addBlank() }
                page.add(Flow.lines([Piece(text, .bold)], width: width), indent: 0)
            case .between(let text): page.add(between: text, width: width)
            case .entry(let index, let margin):
                layout.write(EntryRow(timeline.entries[index], margin, text: text), to: &page)
            case .undated(let index, let margin):
                layout.write(EntryRow(timeline.undated[index], margin, text: text), to: &page)
            }
        }
        return page
    }

    /// What stands below the header, as far as it is known before the widths of the columns are.
    private enum Line {
        case heading(String)
        case between(String)
        /// One of ``Timeline/entries``, or of ``Timeline/undated``.
        case entry(Int, EntryMargin)
        case undated(Int, EntryMargin)
    }

    /// The lines, and the widths that all entries ask for.
    private func lines(_ outline: TimelineOutline, _ widths: inout RowWidths) -> [Line] {
        let timeline = outline.timeline
        var lines: [Line] = []
        lines.reserveCapacity(timeline.entries.count + timeline.undated.count)
        outline.forEach { part in
            switch part {
            case .heading(let time): lines.append(.heading(time.headingText))
            case .gap(let gap): lines.append(.between(gap))
            case .clocks(let offset): lines.append(.between("from here on \(TimeText.name(offset))"))
            case .entry(let index, let time, let delta):
                let margin = EntryMargin(timeline.entries[index], time: time, delta: delta, in: timeline.incident)
                widths.take(margin)
                lines.append(.entry(index, margin))
            }
        }
        if !timeline.undated.isEmpty { lines.append(.heading("Undated")) }
        for (index, entry) in timeline.undated.enumerated() {
            let margin = EntryMargin(entry, time: nil, delta: "", in: timeline.incident)
            widths.take(margin)
            lines.append(.undated(index, margin))
        }
        return lines
    }

    private func writeFigures(_ snapshot: IncidentSnapshot, notes: [String], to page: inout Page) {
        if !snapshot.figures.isEmpty { page.addBlank() }
        for series in snapshot.figures {
            let text = "\(series.measureText) \(series.summaryTexts.joined(separator: " · "))"
            page.add(hanging: Piece(text), width: width)
        }
        for note in notes { page.add(hanging: Piece(note, .dim), width: width) }
    }
}

extension Page {
    /// Adds a line that stands between entries.
    fileprivate mutating func add(between text: String, width: Int) {
        add(Flow.lines([Piece("── \(text) ──", .dim)], width: width - 2), indent: 2)
    }
}
