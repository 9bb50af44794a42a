import Checksums
import EventSourcing
import LMDB

/// What the records say of one half of the streams, those with odd ordinals or those with even ones, one record after the
/// other: ordinals are given in the order of first appearance, revisions one by one. 24 bytes a stream.
struct StreamCourse: Sendable {
    private struct Stream {
        let nameHash: UInt64
        /// Where its first record stands.
        let begun: UInt64
        var revision: UInt64
    }

    private let seed: UInt64
    private let isOdd: Bool
    /// By ordinal.
    private var streams: [Stream] = []

    init(isOdd: Bool, seed: UInt64) {
        self.isOdd = isOdd
        self.seed = seed
    }

    var count: Int { streams.count }

    /// The ordinal of the next stream of this half.
    private var nextOrdinal: UInt64 { 2 * UInt64(streams.count) + (isOdd ? 1 : 2) }

    /// Goes on by a record.
    mutating func follow(_ record: borrowing Record) throws(LMDBError) {
        let (position, revision, ordinal) = (record.position, record.revision, record.ordinal)
        let nameHash = XXH3.hash(record.stream, seed: seed)
        if ordinal == nextOrdinal, revision == 1 {
            streams.append(Stream(nameHash: nameHash, begun: position, revision: 1))
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
    ///
    /// - Parameter waiting: how many of its events stand in no index yet, and so not in the row.
    func agrees(with row: StreamRow, name: RawSpan, waiting: UInt64) -> Bool {
        guard let index = index(of: row.ordinal) else { return false }
        return streams[index].nameHash == XXH3.hash(name, seed: seed)
            && streams[index].revision == row.revision &+ waiting
    }

    private func index(of ordinal: UInt64) -> Int? {
        guard ordinal >= 1, ordinal < nextOrdinal, (ordinal % 2 == 1) == isOdd else { return nil }
        return Int(ordinal - 1) / 2
    }

    /// The first position at which a stream begins whose ordinal is not due, seen over both halves; nil where all is well.
    static func firstDisorder(odd: StreamCourse, even: StreamCourse) -> UInt64? {
        var last: UInt64 = 0
        for ordinal in 0..<(odd.count + even.count) {
            let half = ordinal % 2 == 0 ? odd : even
            guard ordinal / 2 < half.count else {
                // One half has more streams than there can be beside the other.
                let longer = ordinal % 2 == 0 ? even : odd
                return longer.streams[(ordinal + 1) / 2].begun
            }
            let begun = half.streams[ordinal / 2].begun
            guard begun > last else { return begun }
            last = begun
        }
        return nil
    }
}
