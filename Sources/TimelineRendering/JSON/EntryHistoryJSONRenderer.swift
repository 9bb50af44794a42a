import EventSourcing
public import Incidents
public import StrictJSON

/// Prints for programs one entry with all that was done to it: one JSON object on one line.
///
/// Always there: `incident` (of the event), `toldIn` (the incident in whose timeline it stands), `asOf`, `leftOut`, `entry` (as
/// in a timeline), `steps` (everything that was done to it, in order: `type`, `revision`, `position`, `by`, `recorded`,
/// `published`, `target`, `reason`, `summary`, `source`, `stands`, `takenBackBy`, and in `state` how the entry stood from then
/// on), `does` (what it does to others, with the `state` and `summary` of each), `anchor`, `hanging` and `basis`: of a decision
/// the `snapshot` right before it, what of that `changed`, and how many entries were `added`, else `null`.
public struct EntryHistoryJSONRenderer: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// The history as UTF-8 that ends with a line break.
    public func render(_ history: EntryHistory) -> [UInt8] {
        let stream = history.entry.event.stream
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.member("incident", stream.text)
        writer.member("toldIn", history.incident.text)
        writer.merges(history.way)
        writer.asOf(history.asOf)
        writer.member("leftOut", history.leftOut)
        writer.key("entry")
        writer.entry(history.entry, in: stream)
        writer.member("steps", list: history.steps) { $0.step($1, in: stream) }
        writer.member("does", list: history.deeds) { $0.deed($1, in: stream) }
        writer.member("anchor", history.anchor?.event.reference.text(in: stream))
        writer.member("hanging", list: history.hanging) { $0.string($1.text(in: stream)) }
        writer.key("basis")
        if let basis = history.basis { writer.basis(basis) } else { writer.null() }
        writer.endObject()
        return writer.takeLine()
    }
}

extension JSONWriter {
    fileprivate mutating func step(_ step: EntryHistory.Step, in incident: StreamID) {
        beginObject()
        member("type", step.kind.rawValue)
        reference(step.event.reference, in: incident)
        member("position", step.event.position.rawValue)
        member("by", step.event.by.text)
        member("recorded", step.event.recorded)
        member("published", step.event.published)
        member("target", step.target.text(in: incident))
        member("reason", step.reason)
        member("summary", step.summary)
        member("source", step.source)
        member("stands", step.stands)
        member("takenBackBy", step.takenBackBy?.reference.text(in: incident))
        member("state", step.state?.rawValue)
        endObject()
    }

    fileprivate mutating func deed(_ deed: EntryHistory.Deed, in incident: StreamID) {
        beginObject()
        member("type", deed.relation.kind.rawValue)
        member("target", deed.relation.target.text(in: incident))
        member("reason", deed.relation.reason)
        member("state", deed.target?.state.rawValue)
        member("summary", deed.target?.body?.summary)
        endObject()
    }

    fileprivate mutating func basis(_ basis: EntryHistory.Basis) {
        let incident = basis.snapshot.incident
        beginObject()
        key("snapshot")
        snapshot(basis.snapshot, leftOut: basis.added + 1)
        member("changed", list: basis.changed) { writer, diff in
            writer.beginObject()
            writer.reference(diff.entry.event.reference, in: incident)
            writer.member("kinds", list: diff.kinds) { $0.string($1.rawValue) }
            writer.member("before", diff.before.rawValue)
            writer.member("state", diff.entry.state.rawValue)
            writer.member("summary", diff.entry.body?.summary)
            writer.member("by", list: diff.news) { $0.string($1.event.reference.text(in: incident)) }
            writer.endObject()
        }
        member("added", basis.added)
        endObject()
    }
}
