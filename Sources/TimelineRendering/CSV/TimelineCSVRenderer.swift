import Chronology
import EventSourcing
public import Incidents

/// Prints the entries of a timeline as CSV (RFC 4180), a row an entry in the order of the timeline, the undated ones last,
/// with a row of names above.
///
/// Moments are RFC 3339 in UTC, as in JSON; an empty cell says nothing. Where a cell holds several things, `; ` stands
/// between them. `relation` says what the entry does to others (`corrects #3`), `changedBy` what was done to it
/// (`corrected by #9; answered by #4`). Whatever people wrote has passed ``CSVCell``.
public struct TimelineCSVRenderer: TimelinePrinter, Sendable {
    /// The names of the columns.
    public static let columns = [
        "incident", "revision", "position", "id", "kind", "state", "occurred", "earliest", "latest", "published",
        "recorded", "by", "summary", "detail", "source", "origin", "sourceKind", "grade", "url", "place", "lat", "lon",
        "figures", "unit", "unitStatus", "status", "verification", "claim", "decision", "relation", "changedBy",
        "media", "tags", "audience", "exercise", "movedTo",
    ]

    /// A renderer; there is nothing to choose.
    public init() {}

    /// Hands over the timeline in pieces, each of whole rows, as they are made. What `write` throws ends it.
    public func render<Failure: Error>(
        _ timeline: Timeline, to write: (String) throws(Failure) -> Void
    ) throws(Failure) {
        var names = CSVRow()
        for name in Self.columns { names.add(name) }
        try write(names.line)
        for entry in timeline.entries { try write(row(entry)) }
        for entry in timeline.undated { try write(row(entry)) }
    }

    private func row(_ entry: TimelineEntry) -> String {
        let (event, body) = (entry.event, entry.body)
        var row = CSVRow()
        row.add(event.stream.text)
        row.add(event.revision.rawValue)
        row.add(event.position.rawValue)
        row.add(event.id.text)
        row.add(event.kind.name)
        row.add(entry.state.rawValue)
        row.add(event.occurred.form == .undated ? nil : event.occurred.words)
        row.add(entry.place.earliest?.description)
        row.add(entry.place.latest?.description)
        row.add(event.published.description)
        row.add(event.recorded.description)
        row.add(event.by.text)
        row.add(body?.summary)
        row.add(body?.detail?.asOneLine)
        row.add(body?.source?.name)
        row.add(body?.source?.origin)
        row.add(body?.source?.kind?.rawValue)
        row.add(body?.source?.grade?.description)
        row.add(body?.source?.url)
        row.add(body?.place?.name)
        row.add(body?.place?.lat?.description)
        row.add(body?.place?.lon?.description)
        row.add(body?.figures.map { "\($0.measure) \($0.numberText ?? "?")" } ?? [])
        row.add(body?.unit?.id)
        row.add(body?.unit?.status?.rawValue)
        row.add(body?.status?.rawValue)
        row.add(body?.verification?.rawValue)
        row.add(body?.claim.map { [$0.what, $0.stance?.rawValue, $0.by].compactMap { $0 } } ?? [])
        row.add(body?.decision?.what)
        row.add(body?.relations.map { "\($0.kind.rawValue) \($0.target.text(in: event.stream))" } ?? [])
        row.add(
            entry.changes.filter(\.stands).map { "\($0.kind.passiveText) \($0.event.reference.text(in: event.stream))" }
        )
        row.add(body?.media.map(\.url) ?? [])
        row.add(event.tags.map(\.text))
        row.add(body?.audience.rawValue)
        row.add(event.flags.contains(.exercise) ? "true" : nil)
        row.add(entry.movedTo?.text)
        return row.line
    }
}

extension String {
    /// The text with a blank where a line ends.
    fileprivate var asOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
