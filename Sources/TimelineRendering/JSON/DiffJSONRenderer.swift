import EventSourcing
public import Incidents
public import StrictJSON

/// Prints for programs what changed between two moments: one JSON object on one line.
///
/// Of an incident, always there: `incident`, `from` and `to` (as `asOf` elsewhere), `new`, `known` (`from`, `to`), `leftOut`,
/// `status`, `title` and `place` (`null` where they are the same, else `from` and `to`), `figures`, `units`, `claims`,
/// `claimsGone`, `merged`, `unmerged`, `parted` (the incidents that are no longer one with it), `added`, `joined` and `left`
/// (entries as in a timeline), and `changed`: of each entry what became of it (`kinds`), how it stood `before`, the `news`
/// and the changes that are `gone`, its `time` where that is another one, and the `entry` as it stands. Of a handover:
/// `from`, `to`, `known`, `leftOut`, `audience`, `notPublic` (how many known events are not for that audience), `quiet` and
/// `incidents`.
public struct DiffJSONRenderer: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// What changed in one incident, as UTF-8 that ends with a line break.
    public func render(_ diff: IncidentDiff) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.diff(diff)
        return writer.takeLine()
    }

    /// What changed in all incidents, or in the first ones up to a limit, as UTF-8 that ends with a line break.
    public func render(_ handover: Handover, limit: Int? = nil) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.interval(from: handover.from, to: handover.to)
        writer.known(handover.knownBefore, handover.knownAfter)
        writer.member("leftOut", handover.leftOut)
        writer.member("audience", handover.audience.rawValue)
        writer.member("notPublic", handover.notPublic)
        writer.member("quiet", handover.quiet)
        writer.member("changed", handover.diffs.count)
        writer.member("incidents", list: Array(handover.diffs.prefix(limit ?? .max))) { $0.diff($1) }
        writer.endObject()
        return writer.takeLine()
    }
}

extension JSONWriter {
    fileprivate mutating func diff(_ diff: IncidentDiff) {
        let incident = diff.incident
        beginObject()
        member("incident", incident.text)
        merges(diff.way)
        interval(from: diff.before.asOf, to: diff.after.asOf)
        member("new", diff.isNew)
        known(diff.before.eventCount, diff.after.eventCount)
        member("leftOut", diff.leftOut)
        shift("status", diff.status) { $0.string($1.rawValue) }
        shift("title", diff.title) { $0.string($1) }
        shift("place", diff.place) { $0.place($1) }
        member("figures", list: diff.figures) { $0.figure($1) }
        member("units", list: diff.units) { writer, unit in
            writer.beginObject()
            writer.member("id", unit.id)
            writer.member("from", unit.state.from?.unit.status?.rawValue)
            writer.member("to", unit.state.to?.unit.status?.rawValue)
            writer.endObject()
        }
        member("claims", list: diff.claims) { $0.claim($1, in: incident) }
        member("claimsGone", list: diff.claimsGone) { $0.claim($1, in: incident) }
        member("merged", list: diff.merged) { $0.string($1.reference.description) }
        member("unmerged", list: diff.unmerged) { $0.string($1.reference.description) }
        member("parted", list: diff.parted) { $0.string($1.text) }
        member("changed", list: diff.changed) { $0.changed($1, in: incident) }
        member("added", list: diff.added) { $0.entry($1, in: incident) }
        member("joined", list: diff.joined) { $0.entry($1, in: incident) }
        member("left", list: diff.left) { $0.entry($1, in: incident) }
        endObject()
    }

    fileprivate mutating func interval(from: AsOf, to: AsOf) {
        asOf(from, named: "from")
        asOf(to, named: "to")
    }

    fileprivate mutating func known(_ before: Int, _ after: Int) {
        key("known")
        beginObject()
        member("from", before)
        member("to", after)
        endObject()
    }

    /// `from` and `to` of a value, or `null`.
    private mutating func shift<Value>(
        _ name: StaticString, _ shift: Shift<Value>?, _ write: (inout JSONWriter, Value) -> Void
    ) {
        key(name)
        guard let shift else { return null() }
        beginObject()
        for (name, value) in [("from", shift.from), ("to", shift.to)] {
            key(named: name)
            if let value { write(&self, value) } else { null() }
        }
        endObject()
    }

    private mutating func figure(_ diff: FigureDiff) {
        beginObject()
        member("measure", diff.measure)
        member("basis", diff.basis.rawValue)
        shift("headline", diff.headline) { $0.number($1) }
        shift("toldBetween", diff.toldBetween) { writer, range in
            writer.beginObject()
            writer.member("low", range.lowerBound)
            writer.member("high", range.upperBound)
            writer.endObject()
        }
        member("origins", list: diff.origins) { writer, source in
            writer.beginObject()
            writer.member("origin", source.name)
            for (name, figure) in [("from", source.figure.from), ("to", source.figure.to)] {
                writer.key(named: name)
                if let figure { writer.number(figure) } else { writer.null() }
            }
            writer.endObject()
        }
        endObject()
    }

    private mutating func number(_ figure: Figure) {
        beginObject()
        ifAny("low", figure.low)
        ifAny("best", figure.best)
        ifAny("high", figure.high)
        ifAny("words", figure.words)
        endObject()
    }

    private mutating func changed(_ diff: EntryDiff, in incident: StreamID) {
        beginObject()
        reference(diff.entry.event.reference, in: incident)
        member("kinds", list: diff.kinds) { $0.string($1.rawValue) }
        member("before", diff.before.rawValue)
        member("news", list: diff.news) { $0.change($1, in: diff.entry.event.stream) }
        member("gone", list: diff.gone) { $0.change($1, in: diff.entry.event.stream) }
        shift("time", diff.time) { writer, span in
            writer.beginObject()
            writer.span(span)
            writer.endObject()
        }
        key("entry")
        entry(diff.entry, in: incident)
        endObject()
    }
}
