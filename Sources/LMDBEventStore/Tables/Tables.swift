import LMDB

/// The named databases of a log.
///
/// | name | key → value |
/// |---|---|
/// | `events` | position → record |
/// | `streams` | stream id → ``StreamRow`` |
/// | `stream-events` | ordinal, revision (``IndexKeys``) → position |
/// | `event-ids` | ordinal, keyed hash of the event id (``IndexKeys``) → positions |
/// | `tags` | tag → positions |
/// | `kinds` | kind name → its number |
/// | `kind-events` | number of the kind → positions |
/// | `references` | ordinal of a stream → positions of events in other streams that refer to it |
/// | `meta` | `log` → ``LogIdentity``, `commit` → ``CommitMark`` |
/// | `snapshots` | projection, stream or rank → row, see ``ProjectionTable`` |
/// | `checkpoints` | projection → ``CheckpointRow`` |
/// | `tree` | empty: the Merkle tree is to come |
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
    let snapshots: Database
    let checkpoints: Database

    static let shapes: KeyValuePairs<String, Database.Shape> = [
        "events": .integers, "streams": .bytes, "stream-events": .bytes, "event-ids": .postingsByBytes,
        "tags": .postingsByBytes, "kinds": .bytes, "kind-events": .postingsByInteger, "references": .postingsByInteger,
        "meta": .bytes, "snapshots": .bytes, "checkpoints": .bytes, "tree": .bytes,
    ]

    /// All but the records and the projections: what is missed in one of them is missed in an answer. Records are looked
    /// for at their positions, which have no gap.
    static let indexes = shapes.map(\.key).filter { $0 != "events" && !projections.contains($0) }

    /// What is kept of projections. Where it is not sound, everything is answered without it.
    static let projections = ["snapshots", "checkpoints"]

    /// Opens the databases of a log that exists.
    ///
    /// - Throws: damage where one is missing or is sorted in another way than it was made.
    init(_ environment: Environment) throws(LMDBError) {
        func table(_ name: String, _ shape: Database.Shape) throws(LMDBError) -> Database {
            do throws(LMDBError) {
                return try environment.database(name, shape)
            } catch {
                guard error.isNotFound || error.isIncompatible else { throw error }
                throw .damaged("The log at \(environment.path) is damaged: its table '\(name)' is not as it was made.")
            }
        }
        meta = try table("meta", .bytes)
        events = try table("events", .integers)
        streams = try table("streams", .bytes)
        streamEvents = try table("stream-events", .bytes)
        eventIDs = try table("event-ids", .postingsByBytes)
        tags = try table("tags", .postingsByBytes)
        kinds = try table("kinds", .bytes)
        kindEvents = try table("kind-events", .postingsByInteger)
        references = try table("references", .postingsByInteger)
        snapshots = try table("snapshots", .bytes)
        checkpoints = try table("checkpoints", .bytes)
    }
}
