public import Chronology
public import EventSourcing
public import Incidents

/// Prints a timeline as Markdown (CommonMark with the tables and strokes of GitHub): a heading a day, an item an entry.
///
///     ## Fri 22 Mar 2024
///
///     - **19:54..19:55** REPORTED #1: gunmen arrive by car · [Baza](https://example.org/a) · B2
///     - **x** **\~21:00** REPORTED #6: ~~40 killed~~ · FSB
///       - revised by #9: 139, "final count", Ministry, 25 Mar
///
/// Whatever people wrote has passed ``MarkdownText``; the only live links are those of ``WebLink`` from `source.url` and
/// from media.
public struct TimelineMarkdownRenderer: TimelinePrinter, Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// Hands over the timeline in pieces, each of whole lines, as they are made. What `write` throws ends it.
    public func render<Failure: Error>(
        _ timeline: Timeline, to write: (String) throws(Failure) -> Void
    ) throws(Failure) {
        let outline = TimelineOutline(timeline: timeline, times: times)
        let entries = EntryMarkdown(timeline, times: times)
        var page = MarkdownPage()
        page.addHeader(
            timeline.snapshot, leftOut: timeline.leftOut, merged: Header.Merged(timeline),
            zoneMoments: outline.zoneMoments, times: times, now: now)
        try outline.forEach { part throws(Failure) in
            switch part {
            case .heading(let time): page.addHeading("## \(time.headingText)")
            case .gap(let gap): page.add("- *\(gap)*")
            case .clocks(let offset): page.add("- *from here on \(TimeText.name(offset))*")
            case .entry(let index, let time, let delta):
                entries.write(timeline.entries[index], time: time, delta: delta, to: &page)
                try page.handOver(to: write)
            }
        }
        if !timeline.undated.isEmpty { page.addHeading("## Undated") }
        for entry in timeline.undated {
            entries.write(entry, time: nil, delta: "", to: &page)
            try page.handOver(to: write)
        }
        if let nothing = outline.nothing { page.addParagraph("\(nothing)") }
        writeFigures(timeline.snapshot, to: &page)
        for note in outline.notes { page.addParagraph("*\(note)*") }
        try page.handOver(to: write, always: true)
    }

    private func writeFigures(_ snapshot: IncidentSnapshot, to page: inout MarkdownPage) {
        guard !snapshot.figures.isEmpty else { return }
        page.addHeading("## Figures")
        for series in snapshot.figures {
            page.add("- \(series.measureText) \(series.summaryTexts.joined(separator: " · "))")
        }
    }
}

/// Entries as items of a list.
private struct EntryMarkdown {
    private let text: EntryText

    init(_ timeline: Timeline, times: TimeText) {
        text = EntryText(
            incident: timeline.incident, times: times, asOf: timeline.asOf.moment,
            shown: Set((timeline.entries + timeline.undated).map(\.event.reference)))
    }

    func write(_ entry: TimelineEntry, time: EntryTime?, delta: String, to page: inout MarkdownPage) {
        let margin = EntryMargin(entry, time: time, delta: delta, in: text.incident)
        let glyph: Markdown = margin.glyph.isEmpty ? "" : "**\(margin.glyph)** "
        let when: Markdown = time.map { "**\($0.text)** " } ?? ""
        let distance: Markdown = delta.isEmpty ? "" : "\("(\(delta))") "
        let words = Markdown.joined(text.paragraph(entry).map(Markdown.init), by: " · ")
        let source = Markdown(margin.source.text, link: entry.body?.source?.url.flatMap { WebLink($0) })
        let told = Markdown.joined([words, source, Markdown(margin.grade.text)], by: " · ")
        page.add("- \(glyph)\(when)\(distance)\(margin.kind) \(margin.revision): \(told)")
        for note in text.notes(entry) { page.add("  - \(Markdown(note.whole))") }
        for media in entry.body?.media ?? [] {
            page.add("  - \(Markdown(media.caption ?? media.url, link: WebLink(media.url)))")
        }
    }
}
