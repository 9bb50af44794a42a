/// Another event, or a whole stream, that an event speaks of. It must exist when the event is appended.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// The stream that is spoken of.
    public let stream: StreamID
    /// The event in it; ``Revision/none`` means the stream as a whole.
    public let revision: Revision

    /// How many references one event may carry: eight relations and one anchor in time.
    public static let maximumCount = 16

    /// Refers to an event, or with ``Revision/none`` to a whole stream.
    public init(stream: StreamID, revision: Revision = .none) {
        self.stream = stream
        self.revision = revision
    }

    /// `harbour-fire#3`, or `harbour-fire` for the whole stream.
    public var description: String { revision == .none ? stream.text : "\(stream)\(revision)" }
}
