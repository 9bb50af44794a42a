import Chronology
public import EventSourcing
import StrictJSON

/// What stands around the body of an event of an incident, as a writer gives it. All of it is optional.
public struct EventEnvelope: Sendable {
    /// The writer's name for the event.
    public var id: EventID?
    /// When it happened; undated where nobody says.
    public var occurred: Occurrence
    /// When the source said it.
    public var published: Timestamp?
    /// Who enters it.
    public var by: Author?
    /// Marks by which it is found across incidents, each once.
    public var tags: [Tag]
    /// The revision of the incident that the writer has seen.
    public var expectedRevision: Revision?

    /// An envelope in which nothing is said, but for what is given.
    public init(
        id: EventID? = nil, occurred: Occurrence = .undated, published: Timestamp? = nil, by: Author? = nil,
        tags: [Tag] = [], expectedRevision: Revision? = nil
    ) {
        self.id = id
        self.occurred = occurred
        self.published = published
        self.by = by
        self.tags = tags
        self.expectedRevision = expectedRevision
    }
}

extension NewEvent {
    /// An event of an incident, with its body checked: the one way by which events enter the log, whoever writes them.
    ///
    /// The body is kept byte for byte, but for line breaks and tabs between its tokens, which become spaces. The flags
    /// and the references of the event follow from its body and its time.
    ///
    /// - Parameters:
    ///   - incident: the incident.
    ///   - kind: what sort of statement it is.
    ///   - body: a JSON object of the current version, at most ``EventBody/maximumSize`` bytes, nested at most 31 deep.
    ///   - envelope: what stands around the body.
    /// - Throws: an error that names the first bad field.
    public static func incident(
        _ incident: StreamID, _ kind: IncidentKind, body: [UInt8], envelope: EventEnvelope = EventEnvelope()
    ) throws(InvalidEvent) -> NewEvent {
        // Measured before it is read, so that no work is spent on what is refused anyway.
        try EventBody.checkSize(body.count)
        // In a line it stands one level down, so that what is taken here can be written as a line and read again.
        let depth = JSONDocument.defaultMaximumDepth - 1
        let json: JSONValue
        do throws(InvalidEvent) {
            json = try JSONValue.root(of: body, maximumDepth: depth)
        } catch {
            throw error.inside("body")
        }
        return try Self.incident(
            incident, kind, EventBody.checked(json, in: incident), body: json, envelope: envelope)
    }

    /// The same for a body that is read and checked already.
    static func incident(
        _ incident: StreamID, _ kind: IncidentKind, _ body: EventBody, body json: JSONValue, envelope: EventEnvelope
    ) throws(InvalidEvent) -> NewEvent {
        var flags: EventFlags = []
        if body.isExercise { flags.insert(.exercise) }
        if body.audience == .public { flags.insert(.publicAudience) }
        if !body.relations.isEmpty { flags.insert(.hasRelation) }
        if json.hasEscape { flags.insert(.bodyHasEscape) }
        var references: [Reference] = []
        let anchor = try envelope.occurred.anchor(in: incident)
        for reference in body.relations.map(\.target) + [anchor].compactMap({ $0 })
        where !references.contains(reference) {
            references.append(reference)
        }
        return NewEvent(
            stream: incident, kind: kind.eventKind, body: json.singleLineText(), id: envelope.id,
            bodyVersion: EventBody.currentVersion, flags: flags, occurred: envelope.occurred,
            published: envelope.published, by: envelope.by, tags: envelope.tags, references: references,
            expectedRevision: envelope.expectedRevision)
    }
}

extension EventBody {
    /// Reads a body of the current version that may be kept.
    static func checked(_ json: JSONValue, in incident: StreamID) throws(InvalidEvent) -> EventBody {
        try checkSize(json.range.count)
        return try EventBody(decoding: json, in: incident)
    }

    fileprivate static func checkSize(_ size: Int) throws(InvalidEvent) {
        guard size <= maximumSize else {
            throw InvalidEvent(
                field: "body",
                problem: "is \(grouped(size)) bytes long; at most \(grouped(maximumSize)) are allowed. "
                    + "Keep what is larger elsewhere, and link to it in 'media'")
        }
    }
}

extension Occurrence {
    /// The event on which a relative time hangs; nil for any other time.
    func anchor(in incident: StreamID) throws(InvalidEvent) -> Reference? {
        guard form == .relative else { return nil }
        do throws(TimeError) {
            guard case .relative(let time) = try TimeExpression(words: words) else { return nil }
            return time.anchor.reference(in: incident)
        } catch {
            throw InvalidEvent(field: "occurred", problem: "cannot be read: \(error.problem)")
        }
    }
}
