import EventSourcing

// Short ways to write down an event, a reference and a query.

extension NewEvent {
    /// An event that says as little as possible besides what is given.
    static func sample(
        _ stream: String = "harbour-fire", _ kind: String = "reported", id: String? = nil, body: String = "{}",
        tags: [String] = [], references: [Reference] = [], occurred: String = "", published: Timestamp? = nil,
        by author: String? = nil, expecting revision: UInt64? = nil
    ) throws(WordError) -> NewEvent {
        var event = NewEvent(stream: try StreamID(stream), kind: try EventKind(kind), body: Array(body.utf8))
        if let id { event.id = try EventID(id) }
        if let author { event.by = try Author(author) }
        for tag in tags { event.tags.append(try Tag(tag)) }
        event.references = references
        event.occurred = occurred.isEmpty ? .undated : .sample(words: occurred)
        event.published = published
        event.expectedRevision = revision.map { Revision($0) }
        return event
    }

    /// The same event with something about it changed.
    func with(_ change: (inout NewEvent) throws -> Void) rethrows -> NewEvent {
        var event = self
        try change(&event)
        return event
    }
}

extension Occurrence {
    /// Some minute in 2024, told in these words.
    static func sample(words: String) -> Occurrence {
        Occurrence(
            form: .absolute, earliest: Timestamp(microseconds: 1_711_126_680_000_000),
            latest: Timestamp(microseconds: 1_711_126_739_999_999), precision: .minute, isApproximate: false,
            isUncertain: false, offsetMinutes: 180, words: words)
    }
}

extension Reference {
    /// `stream#revision`, or without a revision the whole stream.
    static func to(_ stream: String, _ revision: UInt64 = 0) throws(WordError) -> Reference {
        Reference(stream: try StreamID(stream), revision: Revision(revision))
    }
}

extension Query.Item {
    /// An item of these names.
    static func of(
        kinds: [String] = [], streams: [String] = [], tags: [String] = [], referringTo: [String] = []
    ) throws -> Query.Item {
        try Query.Item(
            kinds: Set(kinds.map { name in try EventKind(name) }),
            streams: Set(streams.map { name in try StreamID(name) }),
            tags: Set(tags.map { text in try Tag(text) }),
            referringTo: Set(referringTo.map { name in try StreamID(name) }))
    }
}

extension Query {
    /// A query of one item of these names.
    static func of(
        kinds: [String] = [], streams: [String] = [], tags: [String] = [], referringTo: [String] = []
    ) throws -> Query {
        try Query([.of(kinds: kinds, streams: streams, tags: tags, referringTo: referringTo)])
    }
}
