import EventSourcing

/// Where in the newest part of the log each tag, stream and kind was met last, and each stream that was referred to: so
/// that an append condition is answered without a look at the log, however many wait with conditions of their own.
///
/// It says no only where no event can match; whether one does is then looked up in the indexes. Nothing is kept as long
/// as nobody asks, and it begins anew where it has grown large, where others have written to the log, or where a commit has
/// failed.
struct RecentEvents {
    /// It knows every event behind this position, up to ``end``; of those before it knows nothing.
    private var start: UInt64 = .max
    private(set) var end: UInt64 = 0
    private var tags: [Tag: UInt64] = [:]
    private var streams: [StreamID: UInt64] = [:]
    private var kinds: [EventKind: UInt64] = [:]
    private var references: [StreamID: UInt64] = [:]
    /// How many events have come since somebody asked.
    private var unasked = 0

    /// How many events it takes before it begins anew, at most.
    private static let mostEvents: UInt64 = 100_000
    /// After how many events that nobody asked about it stops.
    private let mostUnasked: Int

    /// Nobody has asked yet.
    init(stoppingAfter mostUnasked: Int = 10_000) { self.mostUnasked = mostUnasked }

    /// Whether it takes events.
    var isKept: Bool { start != .max }

    /// Sees to it that it is kept and ends where the log does, before somebody asks.
    mutating func begin(at head: UInt64) {
        unasked = 0
        if !isKept || end != head || end - start > Self.mostEvents { reset(to: head) }
    }

    /// The log ends here now, and what came before is not known.
    mutating func reset(to head: UInt64) {
        self = RecentEvents(stoppingAfter: mostUnasked)
        (start, end) = (head, head)
    }

    /// Forgets everything until somebody asks again.
    mutating func stop() { self = RecentEvents(stoppingAfter: mostUnasked) }

    /// Takes the next event of the log. Where there is a gap, others have written, and nothing is known any more.
    mutating func take(_ event: NewEvent, at position: UInt64) {
        guard isKept else { return }
        unasked += 1
        guard unasked < mostUnasked, position == end + 1 else { return stop() }
        end = position
        for tag in event.tags { tags[tag] = position }
        streams[event.stream] = position
        kinds[event.kind] = position
        for reference in event.references where reference.stream != event.stream {
            references[reference.stream] = position
        }
    }

    /// Whether an event behind a position may match a query; false is certain.
    func mayMatch(_ query: Query, after position: UInt64) -> Bool {
        guard isKept else { return true }
        guard position < end else { return false }
        guard position >= start, !query.matchesEverything else { return true }
        return query.items.contains { item in
            item.tags.allSatisfy { tags[$0, default: 0] > position }
                && Self.holdsAny(of: item.streams, streams, position)
                && Self.holdsAny(of: item.kinds, kinds, position)
                && Self.holdsAny(of: item.referringTo, references, position)
        }
    }

    private static func holdsAny<Key>(of wanted: Set<Key>, _ last: [Key: UInt64], _ position: UInt64) -> Bool {
        wanted.isEmpty || wanted.contains { last[$0, default: 0] > position }
    }
}
