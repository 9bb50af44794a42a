/// What to read, from where, in which direction, and how much.
public struct ReadSelection: Equatable, Sendable {
    /// Which way to go through the log.
    public enum Direction: Sendable {
        /// Oldest first.
        case forward
        /// Newest first.
        case backward
    }

    /// Which events.
    public var query: Query
    /// Only events after this position.
    public var after: Position
    /// Only events up to this position, included; nil means up to the head.
    public var upTo: Position?
    /// Which way.
    public var direction: Direction
    /// At most this many events; nil means all.
    public var limit: Int?

    /// A selection; without arguments, the whole log, oldest first.
    public init(
        _ query: Query = .all, after: Position = .beforeFirst, upTo: Position? = nil, direction: Direction = .forward,
        limit: Int? = nil
    ) {
        self.query = query
        self.after = after
        self.upTo = upTo
        self.direction = direction
        self.limit = limit
    }
}

/// One bounded batch of a read, taken in a single look at the log, and how to go on.
public struct EventPage: Sendable {
    /// The events, in the direction of the selection. May be empty although there is more to examine.
    public let events: [RecordedEvent]
    /// The selection that continues where this page ends; nil when the selection is exhausted.
    public let next: ReadSelection?
    /// Forward: every event up to here has been examined, so a follower may go on after it. Backward: the oldest
    /// position examined.
    public let examined: Position

    /// A page with these events.
    public init(events: [RecordedEvent], next: ReadSelection?, examined: Position) {
        self.events = events
        self.next = next
        self.examined = examined
    }

    /// How many events a store puts into one page at most, so that no reader holds on to old pages for long.
    public static let maximumCount = 1024
}

/// The end of the log.
public struct LogHead: Equatable, Sendable {
    /// The position of the last event; ``Position/beforeFirst`` in an empty log.
    public let position: Position
    /// When it was recorded; nil in an empty log.
    public let recorded: Timestamp?

    /// A head at this position.
    public init(position: Position, recorded: Timestamp?) {
        self.position = position
        self.recorded = recorded
    }
}

/// A stream and how far it has come.
public struct StreamHead: Equatable, Sendable {
    /// The stream.
    public let stream: StreamID
    /// Its last revision.
    public let revision: Revision

    /// A stream at this revision.
    public init(stream: StreamID, revision: Revision) {
        self.stream = stream
        self.revision = revision
    }
}
