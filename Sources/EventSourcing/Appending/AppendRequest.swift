/// Events that are appended together, over one or several streams: all or nothing.
public struct AppendRequest: Sendable {
    /// The events in the order in which they take their positions. Never empty.
    public var events: [NewEvent]
    /// Refuses the request when it fails; nil asks nothing.
    public var condition: AppendCondition?
    /// Who enters the events that do not say so themselves.
    public var author: Author

    /// A request for these events.
    public init(_ events: [NewEvent], author: Author, condition: AppendCondition? = nil) {
        self.events = events
        self.author = author
        self.condition = condition
    }
}

/// Refuse the append if any event after a position matches a query.
///
/// This is the append condition of the specification at dcb.events: the boundary of consistency is what the writer's
/// decision depended on, not one stream.
public struct AppendCondition: Sendable {
    /// What must not have happened.
    public var failIfEventsMatch: Query
    /// Only events after this position count: the head that the writer has seen. It may lie past the last match.
    public var after: Position

    /// Fails if any event after `after` matches `query`; without `after`, if any event at all does.
    public init(failIfEventsMatch query: Query, after: Position = .beforeFirst) {
        failIfEventsMatch = query
        self.after = after
    }
}

/// What became of an append that was not refused: one answer an event, in the order of the request.
public struct AppendReceipt: Equatable, Sendable {
    /// Where one event of the request stands.
    public struct Entry: Equatable, Sendable {
        /// Its stream.
        public let stream: StreamID
        /// Its id, given or minted.
        public let id: EventID
        /// Its place in the whole log.
        public let position: Position
        /// Its place in its stream.
        public let revision: Revision
        /// When it was recorded.
        public let recorded: Timestamp
        /// False: an event with this id and content was there already, and nothing was appended for it.
        public let isNew: Bool

        /// Says where an event stands.
        public init(
            stream: StreamID, id: EventID, position: Position, revision: Revision, recorded: Timestamp, isNew: Bool
        ) {
            self.stream = stream
            self.id = id
            self.position = position
            self.revision = revision
            self.recorded = recorded
            self.isNew = isNew
        }
    }

    /// One entry for each event of the request.
    public let entries: [Entry]

    /// A receipt with these entries.
    public init(entries: [Entry]) { self.entries = entries }
}
