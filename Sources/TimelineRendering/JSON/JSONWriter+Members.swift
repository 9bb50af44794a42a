import EventSourcing
import Incidents
import StrictJSON

// How members are written. The rule for what is absent: names on which programs rely are always there, `null` where
// there is no value (`member`); other names are left out then (`ifAny`).

extension JSONWriter {
    /// A text, or `null`.
    @inline(__always)
    mutating func member(_ name: StaticString, _ text: String?) {
        key(name)
        if let text { string(text) } else { null() }
    }

    /// A moment in RFC 3339, or `null`.
    @inline(__always)
    mutating func member(_ name: StaticString, _ moment: Timestamp?) {
        key(name)
        if let moment { time(moment) } else { null() }
    }

    /// A moment in RFC 3339.
    private mutating func time(_ moment: Timestamp) { time(TimestampBytes(moment)) }

    private mutating func time(_ text: TimestampBytes) { plainString(text.words, count: text.count) }

    /// `published` and `recorded`, which mostly are the same moment.
    mutating func clocks(published: Timestamp, recorded: Timestamp) {
        let text = TimestampBytes(published)
        key("published")
        time(text)
        guard recorded == published else { return member("recorded", recorded) }
        key("recorded")
        time(text)
    }

    /// A whole number, or `null`.
    @inline(__always)
    mutating func member<Number: BinaryInteger>(_ name: StaticString, _ number: Number?) {
        key(name)
        if let number { integer(number) } else { null() }
    }

    /// `true` or `false`.
    @inline(__always)
    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bool(value)
    }

    /// A list, whatever stands in it.
    mutating func member<Element>(
        _ name: StaticString, list: [Element], _ write: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in list { write(&self, element) }
        endArray()
    }

    /// A whole number where there is one.
    mutating func ifAny(_ name: StaticString, _ number: Int64?) {
        if let number { member(name, number) }
    }

    /// A number where there is one.
    mutating func ifAny(_ name: StaticString, _ number: Double?) {
        guard let number else { return }
        key(name)
        double(number)
    }

    /// `true` where it is so.
    @inline(__always)
    mutating func ifTrue(_ name: StaticString, _ value: Bool) {
        if value { member(name, true) }
    }

    /// `revision`, and `incident` where it is another one.
    mutating func reference(_ reference: Reference, in incident: StreamID) {
        member("revision", reference.revision.rawValue)
        if reference.stream != incident { member("incident", reference.stream.text) }
    }

    /// The ends of an interval; `null` is unknown or open.
    mutating func span(_ span: TimeSpan) {
        member("earliest", span.earliest)
        member("latest", span.latest)
    }

    /// An interval under a name.
    @inline(__always)
    mutating func member(_ name: StaticString, _ span: TimeSpan) {
        key(name)
        beginObject()
        self.span(span)
        endObject()
    }

    /// `asOf`: clock, moment (the last microsecond included), the last position that was looked at, and the event by which
    /// the moment was named (`named`), where it was.
    mutating func asOf(_ asOf: AsOf, named name: StaticString = "asOf") {
        key(name)
        beginObject()
        member("clock", asOf.clock.rawValue)
        member("moment", asOf.moment)
        member("position", asOf.position.rawValue)
        switch asOf.name {
        case .event, .position: member("named", asOf.name?.description)
        case .moment, nil: break
        }
        endObject()
    }

    /// `askedFor` and `mergedBy`: the merges that lead from the incident that was asked for to the one that is shown.
    mutating func merges(_ way: [IncidentMerge]) {
        guard let first = way.first else { return }
        member("askedFor", first.incident.text)
        member("mergedBy", list: way) { writer, merge in
            writer.beginObject()
            writer.member("incident", merge.incident.text)
            writer.member("into", merge.into.text)
            writer.member("revision", merge.event.revision.rawValue)
            writer.member("position", merge.event.position.rawValue)
            writer.author(merge.event.by)
            writer.member("recorded", merge.event.recorded)
            writer.member("reason", merge.reason)
            writer.endObject()
        }
    }

    /// `by`; `null` where it is not told.
    mutating func author(_ author: Author) { member("by", author == .withheld ? nil : author.name) }

    /// `source` with what is known of it; left out where nothing is.
    mutating func source(_ source: Source?) {
        guard let source else { return }
        key("source")
        beginObject()
        ifAny("name", source.name)
        ifAny("kind", source.kind?.rawValue)
        ifAny("url", source.url)
        ifAny("origin", source.origin)
        ifAny("grade", source.grade?.description)
        endObject()
    }
}
