import Chronology
public import EventSourcing
import StrictJSON

/// What `retract` asks: to take an entry back. It stays in its place, struck through.
///
/// A retraction can be retracted itself; then what it took back stands again.
public struct RetractDecision: Sendable {
    /// The entry that is taken back.
    public let target: Reference
    /// Why.
    public let reason: String
    /// What stands around the body of the event that takes it back.
    public let envelope: EventEnvelope

    /// Takes back an entry that is named with its incident, such as `harbour-fire#6`.
    public init(
        target: String, reason: String, envelope: EventEnvelope = EventEnvelope()
    ) throws(InvalidEvent) {
        let reference: EventReference
        do throws(TimeError) {
            reference = try EventReference(target)
        } catch {
            throw InvalidEvent(
                field: Self.field,
                problem: "cannot be \(quoted(target)): it does not name an entry; write its incident and its number, "
                    + "such as harbour-fire#6")
        }
        guard let incident = reference.incident else {
            throw InvalidEvent(
                field: Self.field,
                problem: "cannot be \(quoted(target)): it does not say in which incident; write such as harbour-fire#6")
        }
        self.init(
            target: Reference(stream: incident, revision: reference.revision), reason: reason, envelope: envelope)
    }

    /// Takes back an entry.
    public init(target: Reference, reason: String, envelope: EventEnvelope = EventEnvelope()) {
        self.target = target
        self.reason = reason
        self.envelope = envelope
    }

    private static let field = "body.relation.target"

    /// Decides what is to be appended: an event of the same incident.
    ///
    /// - Parameter events: the events that concern the incident, in log order, those of others that change its entries
    ///   included (`IncidentReader` finds them).
    /// - Throws: where there is no such entry, where it is retracted already by an event of another id, and where the
    ///   reason is blank.
    public func decide(given events: [RecordedEvent]) throws(InvalidEvent) -> NewEvent {
        var known = KnownEvents()
        for event in events { known.append(event) }
        guard let index = known.index(of: target) else { throw missing(given: events) }
        if !isRepeat(given: events), let retraction = known.retraction(of: index, retracted: known.retracted()) {
            let by = known.all[retraction].event.reference
            let name = by.stream == target.stream ? "\(by.revision)" : "\(by)"
            throw InvalidEvent(
                field: Self.field,
                problem: "cannot be \(target): \(name) has retracted it already; retract \(name) to let it stand again")
        }
        var body = JSONWriter()
        body.beginObject()
        body.key("summary")
        body.string("\(target.revision) is retracted")
        body.key("relation")
        body.beginObject()
        for (name, text) in [
            ("type", Relation.Kind.retracts.rawValue), ("target", "\(target.revision)"), ("reason", reason),
        ] {
            body.key(named: name)
            body.string(text)
        }
        body.endObject()
        body.endObject()
        return try .incident(target.stream, .updated, body: body.bytes, envelope: envelope)
    }

    /// Whether an event with the id is there already: it was taken back by that, and a repeat is answered by the log.
    private func isRepeat(given events: [RecordedEvent]) -> Bool {
        guard let id = envelope.id else { return false }
        return events.contains { $0.stream == target.stream && $0.id == id }
    }

    private func missing(given events: [RecordedEvent]) -> InvalidEvent {
        let last = events.last { $0.stream == target.stream }?.revision
        let reason = last.map { "\(target.stream) ends at \($0)" } ?? "there is no incident '\(target.stream)'"
        return InvalidEvent(field: Self.field, problem: "cannot be \(target), which does not exist: \(reason)")
    }
}
