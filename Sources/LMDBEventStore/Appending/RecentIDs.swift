/// The ids of the newest events, by their keyed hashes, so that an id of a stream whose first event is among them is known
/// to be new without a look at the log.
///
/// It says no only where no event can have the id; whether one has is then looked up. It begins anew where others have
/// written to the log, and forgets the older half where it has grown large: it takes 2 MB at most.
struct RecentIDs: Sendable {
    /// Some ids, and the number of streams there were before the first of them.
    private struct Part {
        var streamsBefore: UInt64
        var ids = HashedNumbers()
    }

    /// It knows the events up to here.
    private(set) var end: UInt64 = 0
    private var older = Part(streamsBefore: .max)
    private var newer = Part(streamsBefore: .max)

    /// How many ids a part takes.
    private static let mostIDs = 32_768

    /// Takes the ids of events that were appended.
    ///
    /// - Parameters:
    ///   - head: where the log ended before them.
    ///   - streamsBefore: how many streams it had before them.
    mutating func take(_ events: [Staging.Staged], before head: UInt64, streamsBefore: UInt64) {
        if end != head || newer.streamsBefore == .max {
            self = RecentIDs()
            end = head
            newer.streamsBefore = streamsBefore
            older.streamsBefore = streamsBefore
        }
        var streams = streamsBefore
        for event in events {
            let ordinal = event.numbers.ordinal
            if newer.ids.count >= Self.mostIDs {
                older = newer
                newer = Part(streamsBefore: streams)
            }
            newer.ids.add(Self.key(event.idHash, ordinal), event.numbers.position)
            end = event.numbers.position
            streams = max(streams, ordinal)
        }
    }

    /// Whether an event of a stream may have an id with this hash; false is certain.
    func mayHold(_ hash: UInt64, ofStream ordinal: UInt64) -> Bool {
        guard ordinal > older.streamsBefore else { return true }
        let key = Self.key(hash, ordinal)
        return newer.ids.holds(key) || older.ids.holds(key)
    }

    private static func key(_ hash: UInt64, _ ordinal: UInt64) -> UInt64 { hash ^ ordinal &* 0x9E37_79B9_7F4A_7C15 }
}
