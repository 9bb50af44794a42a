/// An event that a writer wants appended. What the log adds (position, revision, `recorded`) it does not have yet.
public struct NewEvent: Equatable, Sendable {
    /// The stream it belongs to.
    public var stream: StreamID
    /// The writer's name for it; nil lets the store mint one, and then a repeat is a new event.
    public var id: EventID?
    /// What sort of statement it is.
    public var kind: EventKind
    /// The version of the body's layout, by which old bodies are upcast when read.
    public var bodyVersion: UInt16
    /// Marks that are read without touching the body.
    public var flags: EventFlags
    /// When it happened in the world.
    public var occurred: Occurrence
    /// When the source said it; nil means when it is recorded.
    public var published: Timestamp?
    /// Who enters it; nil takes ``AppendRequest/author``.
    public var by: Author?
    /// Marks by which it is found across streams; at most ``Tag/maximumCount``, each once.
    public var tags: [Tag]
    /// What it speaks of, all of which must exist; at most ``Reference/maximumCount``.
    public var references: [Reference]
    /// What only the domain understands, kept byte for byte.
    public var body: [UInt8]
    /// The revision of the stream that the writer has seen: checked when this event's turn in the request comes.
    public var expectedRevision: Revision?

    /// An event with the given envelope and body.
    public init(
        stream: StreamID, kind: EventKind, body: [UInt8], id: EventID? = nil, bodyVersion: UInt16 = 1,
        flags: EventFlags = [], occurred: Occurrence = .undated, published: Timestamp? = nil, by: Author? = nil,
        tags: [Tag] = [], references: [Reference] = [], expectedRevision: Revision? = nil
    ) {
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
        self.expectedRevision = expectedRevision
    }

    /// Whether this is the same statement as one recorded under the same id: kind, tags, words of `occurred`, body,
    /// and, where the writer gives them, `published` and `by`.
    public func hasSameContent(as recorded: RecordedEvent) -> Bool {
        kind == recorded.kind && body == recorded.body && occurred.words.hasSameBytes(as: recorded.occurred.words)
            && (published == nil || published == recorded.published)
            && (by == nil || by == recorded.by) && Set(tags) == Set(recorded.tags)
    }

    /// The same rule between two events of one request, whose author enters what does not say by whom.
    func hasSameContent(as other: NewEvent, author: Author) -> Bool {
        kind == other.kind && body == other.body && occurred.words.hasSameBytes(as: other.occurred.words)
            && (published == nil || published == other.published) && (by == nil || by == other.by ?? author)
            && Set(tags) == Set(other.tags)
    }
}
