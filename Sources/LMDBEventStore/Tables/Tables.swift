import LMDB

/// The named databases of a log.
///
/// | name | key → value |
/// |---|---|
/// | `events` | position → record |
/// | `streams` | stream id → ``StreamRow`` |
/// | `stream-events` | ordinal, revision → position |
/// | `event-ids` | ordinal, keyed hash of the event id → positions |
/// | `tags` | tag → positions |
/// | `kinds` | kind name → its number |
/// | `kind-events` | number of the kind → positions |
/// | `references` | ordinal of a stream → positions of events in other streams that refer to it |
/// | `meta` | `log` → ``LogIdentity`` |
/// | `snapshots`, `checkpoints`, `tree` | empty: projections and the Merkle tree are to come |
///
/// Positions that lead to a record are checked against it; the rows of the small tables carry a checksum of their own.
struct Tables: Sendable {
    let events: Database
    let streams: Database
    let streamEvents: Database
    let eventIDs: Database
    let tags: Database
    let kinds: Database
    let kindEvents: Database
    let references: Database
    let meta: Database

    static let shapes: KeyValuePairs<String, Database.Shape> = [
        "events": .integers, "streams": .bytes, "stream-events": .bytes, "event-ids": .postingsByBytes,
        "tags": .postingsByBytes, "kinds": .bytes, "kind-events": .postingsByInteger, "references": .postingsByInteger,
        "meta": .bytes, "snapshots": .bytes, "checkpoints": .bytes, "tree": .bytes,
    ]

    /// Opens the databases of a log that exists.
    init(_ environment: Environment) throws(LMDBError) {
        meta = try environment.database("meta", .bytes)
        events = try environment.database("events", .integers)
        streams = try environment.database("streams", .bytes)
        streamEvents = try environment.database("stream-events", .bytes)
        eventIDs = try environment.database("event-ids", .postingsByBytes)
        tags = try environment.database("tags", .postingsByBytes)
        kinds = try environment.database("kinds", .bytes)
        kindEvents = try environment.database("kind-events", .postingsByInteger)
        references = try environment.database("references", .postingsByInteger)
    }

    /// The key of `stream-events` and `event-ids`: two numbers that sort one after the other.
    static func key(_ first: UInt64, _ second: UInt64) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(16)
        key.appendSortable(first)
        key.appendSortable(second)
        return key
    }
}
