/// One immutable statement of the log, with everything that the log knows of it.
public struct RecordedEvent: Equatable, Sendable {
    /// Its place in the whole log.
    public let position: Position
    /// Its place in its stream.
    public let revision: Revision
    /// When it was recorded; never decreases with position.
    public let recorded: Timestamp
    /// The stream it belongs to.
    public let stream: StreamID
    /// Its id, unique in its stream.
    public let id: EventID
    /// What sort of statement it is.
    public let kind: EventKind
    /// The version of the body's layout.
    public let bodyVersion: UInt16
    /// Marks that are read without touching the body.
    public let flags: EventFlags
    /// When it happened in the world.
    public let occurred: Occurrence
    /// When the source said it.
    public let published: Timestamp
    /// Who entered it.
    public let by: Author
    /// Marks by which it is found across streams.
    public let tags: [Tag]
    /// What it speaks of.
    public let references: [Reference]
    /// What only the domain understands, byte for byte as it was given. Empty where it was redacted.
    public private(set) var body: [UInt8]

    /// Puts an event together from what a store has kept.
    public init(
        position: Position, revision: Revision, recorded: Timestamp, stream: StreamID, id: EventID, kind: EventKind,
        bodyVersion: UInt16, flags: EventFlags, occurred: Occurrence, published: Timestamp, by: Author, tags: [Tag],
        references: [Reference], body: [UInt8]
    ) {
        self.position = position
        self.revision = revision
        self.recorded = recorded
        self.stream = stream
        self.id = id
        self.kind = kind
        self.bodyVersion = bodyVersion
        self.flags = flags
        self.occurred = occurred
        self.published = published
        self.by = by
        self.tags = tags
        self.references = references
        self.body = body
    }

    /// What a new event becomes once the log has given it its numbers and its time.
    public init(
        _ event: NewEvent, position: Position, revision: Revision, recorded: Timestamp, id: EventID, author: Author
    ) {
        self.init(
            position: position, revision: revision, recorded: recorded, stream: event.stream, id: id, kind: event.kind,
            bodyVersion: event.bodyVersion, flags: event.flags, occurred: event.occurred,
            published: event.published ?? recorded, by: event.by ?? author, tags: event.tags,
            references: event.references, body: event.body)
    }

    /// The same event with its body, for stores that read the body only where they need it.
    public func carrying(body: [UInt8]) -> RecordedEvent {
        var event = self
        event.body = body
        return event
    }

    /// How other events speak of this one.
    public var reference: Reference { Reference(stream: stream, revision: revision) }
}
