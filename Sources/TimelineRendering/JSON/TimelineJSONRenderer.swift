import Chronology
import EventSourcing
public import Incidents
public import StrictJSON

/// Prints a timeline for programs: one JSON object on one line.
///
/// Programs rely on these names: `incident`, `status`, `asOf` (`clock`, `moment`, `position`), `entries`, `undated`,
/// `leftOut`, `outsideWindow`, `audience`, `notPublic` (how many known events are not for that audience), `exercise` and
/// `snapshot` (what ``SnapshotJSONRenderer`` prints). An entry has `revision`,
/// `position`, `id`, `kind`, `by`, `tags`, `occurred` (`earliest`, `latest`, `text`, `approximate`, `uncertain`,
/// `precision`), `published`, `recorded`, `summary`, `state`, `changedBy` and `body`, byte for byte as it was given.
/// They are always there, `null` where there is no value: `occurred` of an entry that says nothing of it, `earliest` and
/// `latest` where they are open, `summary` and `body` where the body was redacted or cannot be read, and `by` of all that is told to the public.
///
/// Others stand there only where they say something: `relation` (always a list), `relativeTo` in `occurred` (the ends
/// are then the resolved ones), `shownAt` (where a change without a time of its own stands), `effective` (the corrected
/// time), `hangsOnRetracted`, `exercise`, `movedTo` (the incident where an entry counts in place of this one), and
/// `incident`: of an entry where it was written in another incident than that of the timeline, of all else where it is
/// another than that of the entry. Of an incident that was merged into the one shown, `askedFor` and `mergedBy` tell.
public struct TimelineJSONRenderer: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// The timeline as UTF-8 that ends with a line break.
    public func render(_ timeline: Timeline) -> [UInt8] {
        JSONWriter.line(style: style, capacity: timeline.likelySize) { writer in
            render(timeline, to: &writer) { _ in }
        }
    }

    /// The same in pieces, as they are made. What `write` throws ends it.
    public func render<Failure: Error>(
        _ timeline: Timeline, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var writer = JSONWriter(style: style, capacity: Self.pieceSize)
        try render(timeline, to: &writer) { (writer) throws(Failure) in
            if writer.count >= Self.pieceSize { try write(writer.takeBytes()) }
        }
        try write(writer.takeLine())
    }

    /// Some screens full.
    private static let pieceSize = 16 * 1024

    /// Writes the timeline, and goes on when it has been looked at what there is after each entry.
    private func render<Failure: Error>(
        _ timeline: Timeline, to writer: inout JSONWriter, look: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        writer.beginObject()
        writer.member("incident", timeline.incident.text)
        writer.ifAny("title", timeline.snapshot.title)
        writer.member("status", timeline.snapshot.status?.rawValue)
        writer.member("exercise", timeline.snapshot.isExercise)
        writer.asOf(timeline.asOf)
        writer.merges(timeline.way)
        writer.ifTrue("alone", timeline.isAlone)
        try render("entries", timeline.entries, of: timeline.incident, to: &writer, look: look)
        try render("undated", timeline.undated, of: timeline.incident, to: &writer, look: look)
        writer.member("leftOut", timeline.leftOut)
        writer.member("outsideWindow", timeline.outsideWindow)
        writer.member("audience", timeline.snapshot.audience.rawValue)
        writer.member("notPublic", timeline.notPublic)
        writer.key("snapshot")
        writer.snapshot(
            timeline.snapshot, leftOut: timeline.leftOut, way: timeline.isAlone ? [] : timeline.way)
        writer.endObject()
    }

    private func render<Failure: Error>(
        _ name: StaticString, _ entries: [TimelineEntry], of incident: StreamID, to writer: inout JSONWriter,
        look: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        writer.key(name)
        writer.beginArray()
        for entry in entries {
            writer.entry(entry, in: incident)
            try look(&writer)
        }
        writer.endArray()
    }
}

extension Timeline {
    /// About how many bytes it is as JSON, so that these need not be moved again and again while they grow.
    fileprivate var likelySize: Int {
        let frame = 1024
        return [entries, undated].joined().reduce(frame) { $0 + $1.event.body.count + frame }
    }
}

extension JSONWriter {
    /// An entry in the timeline of an incident.
    mutating func entry(_ entry: TimelineEntry, in incident: StreamID) {
        let event = entry.event
        beginObject()
        reference(event.reference, in: incident)
        member("position", event.position.rawValue)
        member("id", event.id.text)
        member("kind", event.kind.name)
        author(event.by)
        member("tags", list: event.tags) { $0.string($1.text) }
        occurred(entry)
        clocks(published: event.published, recorded: event.recorded)
        member("summary", entry.body?.summary)
        ifTrue("exercise", event.flags.contains(.exercise))
        member("state", entry.state.rawValue)
        ifAny("movedTo", entry.movedTo?.text)
        member("changedBy", list: entry.changes) { $0.change($1, in: event.stream) }
        let relations = entry.body?.relations ?? []
        if !relations.isEmpty { member("relation", list: relations) { $0.relation($1, in: event.stream) } }
        key("body")
        if entry.hasJSONBody { raw(event.body) } else { null() }
        endObject()
    }

    /// The words and what they mean; of a relative time the ends are those that follow from its anchor.
    private mutating func occurred(_ entry: TimelineEntry) {
        let occurred = entry.event.occurred
        key("occurred")
        if occurred.form == .undated {
            null()
            if !entry.place.isUnknown { shownAt(entry) }
        } else {
            beginObject()
            span(entry.place)
            member("text", occurred.words)
            member("approximate", occurred.isApproximate)
            member("uncertain", occurred.isUncertain)
            member("precision", occurred.precision.name)
            if occurred.form == .relative, let time = entry.relative {
                member("relativeTo", time.anchor.description)
            }
            endObject()
        }
        if entry.effective != entry.place { member("effective", entry.effective) }
        ifTrue("hangsOnRetracted", entry.hangsOnRetracted)
    }

    /// The place of a change without a time of its own, and the entry whose place that is.
    private mutating func shownAt(_ entry: TimelineEntry) {
        key("shownAt")
        beginObject()
        span(entry.place)
        if let shownAt = entry.shownAt { reference(shownAt, in: entry.event.stream) }
        endObject()
    }

    /// A change to an entry of an incident.
    mutating func change(_ change: EntryChange, in incident: StreamID) {
        beginObject()
        member("type", change.kind.rawValue)
        reference(change.event.reference, in: incident)
        member("position", change.event.position.rawValue)
        author(change.event.by)
        member("recorded", change.event.recorded)
        member("reason", change.reason)
        member("summary", change.summary)
        member("stands", change.stands)
        endObject()
    }

    private mutating func relation(_ relation: Relation, in incident: StreamID) {
        beginObject()
        member("type", relation.kind.rawValue)
        member("target", relation.target.text(in: incident))
        member("reason", relation.reason)
        endObject()
    }
}

extension TimelineEntry {
    /// Whether the bytes of the body are JSON: they are where it could be read, and else they are looked at.
    fileprivate var hasJSONBody: Bool {
        guard !event.flags.contains(.redacted) else { return false }
        return body != nil || (try? JSONDocument(parsing: event.body)) != nil
    }
}

extension Occurrence.Precision {
    /// The finest unit that is named; nil where none is.
    fileprivate var name: String? {
        switch self {
        case .none: nil
        case .year: "year"
        case .month: "month"
        case .day: "day"
        case .minute: "minute"
        case .second: "second"
        case .fraction: "fraction"
        }
    }
}
