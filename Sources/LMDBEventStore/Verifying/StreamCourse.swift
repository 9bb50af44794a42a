import Checksums
import EventSourcing
import LMDB

/// What the records say of the streams, one record after the other: ordinals are given in the order of first appearance,
/// revisions one by one. Some 16 bytes a stream.
struct StreamCourse {
    private struct Stream {
        let nameHash: UInt64
        var revision: UInt64
    }

    private let seed: UInt64
    /// By ordinal.
    private var streams: [Stream] = []

    init(seed: UInt64) { self.seed = seed }

    var count: Int { streams.count }

    /// Goes on by a record.
    mutating func follow(_ record: borrowing Record) throws(LMDBError) {
        let (position, revision, ordinal) = (record.position, record.revision, record.ordinal)
        let nameHash = XXH3.hash(record.stream, seed: seed)
        if ordinal == UInt64(streams.count) + 1, revision == 1 {
            streams.append(Stream(nameHash: nameHash, revision: 1))
            return
        }
        guard let index = index(of: ordinal), streams[index].nameHash == nameHash else {
            throw .damagedRecord(
                at: position, "does not belong to the stream '\(record.stream.text)' by its number")
        }
        let due = streams[index].revision &+ 1
        streams[index].revision = revision
        guard due == revision else {
            throw .damagedRecord(at: position, "has the revision \(revision), where \(due) is due")
        }
    }

    /// Whether a row of the table `streams` says the same.
    func agrees(with row: StreamRow, name: RawSpan) -> Bool {
        guard let index = index(of: row.ordinal) else { return false }
        return streams[index].nameHash == XXH3.hash(name, seed: seed) && streams[index].revision == row.revision
    }

    private func index(of ordinal: UInt64) -> Int? {
        guard ordinal >= 1, ordinal <= UInt64(streams.count) else { return nil }
        return Int(ordinal) - 1
    }
}
