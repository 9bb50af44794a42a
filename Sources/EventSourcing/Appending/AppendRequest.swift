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
        private let name: Name
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
            self.init(
                stream: stream, name: .given(id), position: position, revision: revision, recorded: recorded,
                isNew: isNew)
        }

        /// Says where a new event stands whose id was minted; the id's text is made only where it is asked for.
        public init(
            stream: StreamID, minted: MintedID, position: Position, revision: Revision, recorded: Timestamp
        ) {
            self.init(
                stream: stream, name: .minted(minted), position: position, revision: revision, recorded: recorded,
                isNew: true)
        }

        private init(
            stream: StreamID, name: Name, position: Position, revision: Revision, recorded: Timestamp, isNew: Bool
        ) {
            self.stream = stream
            self.name = name
            self.position = position
            self.revision = revision
            self.recorded = recorded
            self.isNew = isNew
        }

        /// Its id, given or minted.
        public var id: EventID {
            switch name {
            case .given(let id): id
            case .minted(let id): EventID(id)
            }
        }

        /// The answer for the same event given again: it is there already.
        public var repeated: Entry {
            Entry(
                stream: stream, name: name, position: position, revision: revision, recorded: recorded, isNew: false)
        }

        private enum Name: Sendable {
            case given(EventID)
            case minted(MintedID)
        }

        /// By the texts of the ids.
        public static func == (left: Entry, right: Entry) -> Bool {
            left.stream == right.stream && left.id == right.id && left.position == right.position
                && left.revision == right.revision && left.recorded == right.recorded && left.isNew == right.isNew
        }
    }

    /// One entry for each event of the request.
    public let entries: [Entry]

    /// A receipt with these entries.
    public init(entries: [Entry]) { self.entries = entries }
}
