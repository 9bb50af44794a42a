/// One event of the log where its store has it: what ``RecordedEvent`` says, borrowed, with nothing copied.
///
/// A store shows it to whoever ``EventStore/visit(_:_:)`` is given, and it lives no longer than that call. The texts are
/// the UTF-8 of words that were checked when they were appended.
public struct EventView: ~Escapable {
    /// Its place in the whole log.
    public let position: Position
    /// Its place in its stream.
    public let revision: Revision
    /// When it was recorded.
    public let recorded: Timestamp
    /// When the source said it.
    public let published: Timestamp
    /// What sort of statement it is.
    public let kind: EventKind
    /// Marks that are read without touching the body.
    public let flags: EventFlags
    /// The version of the body's layout.
    public let bodyVersion: UInt16
    /// What sort of statement about time ``words`` is.
    public let form: Occurrence.Form
    /// The stream it belongs to.
    public let stream: Span<UInt8>
    /// Its id, unique in its stream.
    public let id: Span<UInt8>
    /// Who entered it.
    public let by: Span<UInt8>
    /// When it happened, as it was written; empty when undated.
    public let words: Span<UInt8>
    /// Marks by which it is found across streams.
    public let tags: PackedTags
    /// What only the domain understands. Empty where it was redacted.
    public let body: Span<UInt8>
    /// Whether stream, id, author, words and tags are known to be of visible ASCII and blanks without quotation marks and
    /// backslashes: then they stand in JSON as they are.
    public let hasPlainTexts: Bool

    /// Puts a view together from what a store has kept.
    @_lifetime(copy stream, copy id, copy by, copy words, copy tags, copy body)
    public init(
        position: Position, revision: Revision, recorded: Timestamp, stream: Span<UInt8>, id: Span<UInt8>,
        kind: EventKind, bodyVersion: UInt16, flags: EventFlags, form: Occurrence.Form, words: Span<UInt8>,
        published: Timestamp, by: Span<UInt8>, tags: PackedTags, body: Span<UInt8>, hasPlainTexts: Bool = false
    ) {
        self.position = position
        self.revision = revision
        self.recorded = recorded
        self.published = published
        self.kind = kind
        self.flags = flags
        self.bodyVersion = bodyVersion
        self.form = form
        self.stream = stream
        self.id = id
        self.by = by
        self.words = words
        self.tags = tags
        self.body = body
        self.hasPlainTexts = hasPlainTexts
    }
}

/// Tags that lie one behind the other, each behind one byte that tells its length.
public struct PackedTags: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0

    /// Tags that are packed like this.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// How many bytes they take, with their lengths.
    public var byteCount: Int { bytes.count }

    /// Takes the next tag; nil after the last.
    @_lifetime(copy self)
    @_lifetime(self: copy self)
    public mutating func next() -> Span<UInt8>? {
        guard offset < bytes.count else { return nil }
        let start = offset + 1
        let end = min(start + Int(bytes[offset]), bytes.count)
        offset = end
        return bytes.extracting(start..<end)
    }
}
