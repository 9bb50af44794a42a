/// What a fold over a whole log needs of an event, where it lies in its store: its numbers, the name of its stream, and its
/// body. It is checked as every event is that a store gives out.
public struct ScannedEvent: ~Escapable {
    /// Its place in the whole log.
    public let position: Position
    /// Its place in its stream.
    public let revision: Revision
    /// The number of its stream in the order of first appearance: 1, 2, 3 …
    public let streamNumber: UInt64
    /// When it was recorded.
    public let recorded: Timestamp
    /// When the source said it.
    public let published: Timestamp
    /// Marks that are read without touching the body.
    public let flags: EventFlags
    /// The version of the body's layout.
    public let bodyVersion: UInt16
    /// What sort of statement about time it is.
    public let form: Occurrence.Form
    /// The first microsecond it may have happened in; see ``Occurrence/earliest``.
    public let earliest: Timestamp?
    /// The last microsecond it may have happened in; see ``Occurrence/latest``.
    public let latest: Timestamp?
    /// The name of its stream.
    public let stream: Span<UInt8>
    /// What only the domain understands. Empty where it was redacted.
    public let body: Span<UInt8>

    /// Puts it together from what a store has kept.
    @inlinable
    @_lifetime(copy stream, copy body)
    public init(
        position: Position, revision: Revision, streamNumber: UInt64, recorded: Timestamp, published: Timestamp,
        flags: EventFlags, bodyVersion: UInt16, form: Occurrence.Form, earliest: Timestamp?, latest: Timestamp?,
        stream: Span<UInt8>, body: Span<UInt8>
    ) {
        self.position = position
        self.revision = revision
        self.streamNumber = streamNumber
        self.recorded = recorded
        self.published = published
        self.flags = flags
        self.bodyVersion = bodyVersion
        self.form = form
        self.earliest = earliest
        self.latest = latest
        self.stream = stream
        self.body = body
    }
}
