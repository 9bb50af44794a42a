/// Which events are meant: those that match at least one of the items. Without items, every event.
public struct Query: Equatable, Sendable {
    /// One way to match: every part that is not empty must agree.
    public struct Item: Equatable, Sendable {
        /// The event is of one of these kinds.
        public var kinds: Set<EventKind>
        /// The event belongs to one of these streams.
        public var streams: Set<StreamID>
        /// The event carries all of these tags.
        public var tags: Set<Tag>
        /// The event speaks of one of these streams, or of an event in one, and stands in another stream itself.
        public var referringTo: Set<StreamID>

        /// An item with these parts; an empty part asks nothing.
        public init(
            kinds: Set<EventKind> = [], streams: Set<StreamID> = [], tags: Set<Tag> = [],
            referringTo: Set<StreamID> = []
        ) {
            self.kinds = kinds
            self.streams = streams
            self.tags = tags
            self.referringTo = referringTo
        }

        /// Whether an event has all that the item asks for.
        public func matches(_ event: RecordedEvent) -> Bool {
            matches(kind: event.kind, stream: event.stream, tags: event.tags, references: event.references)
        }

        /// Whether an event that is not appended yet has all that the item asks for.
        public func matches(_ event: NewEvent) -> Bool {
            matches(kind: event.kind, stream: event.stream, tags: event.tags, references: event.references)
        }

        private func matches(kind: EventKind, stream: StreamID, tags: [Tag], references: [Reference]) -> Bool {
            (kinds.isEmpty || kinds.contains(kind)) && (streams.isEmpty || streams.contains(stream))
                && self.tags.isSubset(of: tags)
                && (referringTo.isEmpty
                    || references.contains { $0.stream != stream && referringTo.contains($0.stream) })
        }

        /// True where the item asks nothing, so that every event matches.
        public var isUnconstrained: Bool {
            kinds.isEmpty && streams.isEmpty && tags.isEmpty && referringTo.isEmpty
        }
    }

    /// The ways to match.
    public var items: [Item]

    /// A query of these items; without any, every event matches.
    public init(_ items: [Item]) { self.items = items }

    /// Every event.
    public static let all = Query([])

    /// The events of one stream.
    public static func stream(_ stream: StreamID) -> Query { Query([Item(streams: [stream])]) }

    /// Whether an event is meant.
    public func matches(_ event: RecordedEvent) -> Bool {
        items.isEmpty || items.contains { $0.matches(event) }
    }

    /// Whether an event that is not appended yet is meant.
    public func matches(_ event: NewEvent) -> Bool {
        items.isEmpty || items.contains { $0.matches(event) }
    }

    /// True where every event matches, so that no index is needed.
    public var matchesEverything: Bool { items.isEmpty || items.contains { $0.isUnconstrained } }
}
