import LMDB

/// The newest events of a log, which stand in no index yet; they are found by what is kept of them here.
///
/// An event has a place in each of four indexes or more, and each place is on a page of its own, all of which would have to
/// be written before the event is acknowledged: a dozen pages for one event of some hundred bytes. So a small append puts
/// its records alone, which lie side by side, and ``CommitMark/indexed`` says up to where the indexes reach. When the tail
/// has grown long, one commit puts all of it into the indexes, in the order of their keys.
///
/// It is read from the records themselves, and whatever it finds by a hash is compared with the record.
struct LogTail: Sendable {
    /// What is kept of an event.
    struct Entry: Sendable {
        let position: UInt64
        let ordinal: UInt64
        let revision: UInt64
        /// The keyed hash of its stream's name.
        let streamHash: UInt64
        /// The keyed hash of its id.
        let idHash: UInt64
        /// Two bits for each tag and for each stream that it refers to (``LogTail/mark(_:)``).
        let marks: UInt64
        let kind: UInt16
        /// How many tags it has, each counted once.
        let tags: UInt8
        /// How often it refers to a stream.
        let references: UInt8

        /// How many places it takes in the indexes, at most.
        var places: Int { LogTail.places(tags: Int(tags), references: Int(references)) }
    }

    /// How many events one commit leaves in the tail at most; more of them share pages enough among themselves.
    static let maximumShare = 512
    /// How many events may be found waiting; with more, what says how many wait is not to be believed.
    static let mostBelieved: UInt64 = 65_536

    /// In the order of their positions, which have no gap. There may be more of them than are seen.
    private var all: [Entry] = []
    /// What each of them and those before it come to.
    private var sums: [Sums] = []
    /// Which of them are seen: those that a transaction's indexes do not have, up to its end of the log.
    private var seen: Range<Int> = 0..<0
    /// For each stream the index of its newest event.
    private var newest: [Int] = []
    /// One more than the place of each stream in ``newest``, by the hash of its name.
    private var streams = HashedNumbers()
    /// One more than the index of each event, by the hash of its id.
    private var ids = HashedNumbers()

    /// The tail of these events, none of which is seen yet.
    init(_ entries: [Entry] = []) {
        for entry in entries { append(entry) }
    }

    /// Its events.
    var entries: ArraySlice<Entry> { all[seen] }

    var count: Int { seen.count }

    /// How many places in the indexes its events take, at most.
    var places: Int { sums(before: seen.upperBound).places - sums(before: seen.lowerBound).places }

    /// How many tags its events carry, over all of them.
    var taggings: Int { entries.reduce(0) { $0 + Int($1.tags) } }

    /// How many streams begin in it.
    var newStreams: Int { sums(before: seen.upperBound).newStreams - sums(before: seen.lowerBound).newStreams }

    /// What is asked for with each commit is not counted anew.
    private struct Sums {
        var places = 0
        var newStreams = 0
    }

    private func sums(before index: Int) -> Sums { index > 0 ? sums[index - 1] : Sums() }

    /// How many places an event takes in the indexes, at most: one in each of four that have every event, and those of what
    /// it carries.
    static func places(tags: Int, references: Int) -> Int { 4 + tags + references }

    /// The two bits that stand for a tag or the name of a stream, by its hash. An event of which both are set may have it:
    /// of events with two tags each one in some hundred others, where a single bit would be set in one of thirty.
    static func mark(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) | 1 << (hash >> 6 & 63) }
}

extension LogTail {
    /// The positions of which it knows the events, seen or not; nil where there are none.
    var known: ClosedRange<UInt64>? {
        guard let first = all.first, let last = all.last else { return nil }
        return first.position...last.position
    }

    /// Takes the next event of the log.
    mutating func append(_ entry: Entry) {
        let place = streams.first(entry.streamHash) { all[newest[Int($0) - 1]].ordinal == entry.ordinal }
        if let place {
            newest[Int(place) - 1] = all.count
        } else {
            newest.append(all.count)
            streams.add(entry.streamHash, UInt64(newest.count))
        }
        all.append(entry)
        var sum = sums.last ?? Sums()
        sum.places += entry.places
        if entry.revision == 1 { sum.newStreams += 1 }
        sums.append(sum)
        ids.add(entry.idHash, UInt64(all.count))
    }

    /// The same, but that just these positions are seen, which it must know.
    func seeing(_ positions: ClosedRange<UInt64>) -> LogTail {
        guard let known else { return self }
        var tail = self
        let start = Int(positions.lowerBound - known.lowerBound)
        tail.seen = start..<(start + positions.count)
        return tail
    }

    /// The newest event of the stream that is meant.
    ///
    /// - Parameters:
    ///   - hash: that of the stream's name.
    ///   - isMeant: whether an event belongs to the stream: another one's name may have the same hash.
    func newest(_ hash: UInt64, _ isMeant: (Entry) -> Bool) -> Entry? {
        var found: Entry?
        _ = streams.first(hash) { place in
            // What is not seen is not there for the transaction that asks, so it is not asked about.
            guard let entry = newestSeen(upTo: newest[Int(place) - 1]), isMeant(entry) else { return false }
            found = entry
            return true
        }
        return found
    }

    /// The newest event that is seen of the stream to which the event at an index belongs.
    private func newestSeen(upTo newest: Int) -> Entry? {
        let ordinal = all[newest].ordinal
        var index = newest
        while index >= seen.upperBound {
            repeat { index -= 1 } while index >= seen.lowerBound && all[index].ordinal != ordinal
        }
        return seen.contains(index) ? all[index] : nil
    }

    /// The event with an id that is meant.
    func event(idHash: UInt64, _ isMeant: (Entry) -> Bool) -> Entry? {
        let number = ids.first(idHash) { seen.contains(Int($0) - 1) && isMeant(all[Int($0) - 1]) }
        return number.map { all[Int($0) - 1] }
    }

    /// The positions of events that may be meant.
    func positions(within range: ClosedRange<UInt64>, where mayBeMeant: (Entry) -> Bool) -> [UInt64] {
        var positions: [UInt64] = []
        for index in seen where mayBeMeant(all[index]) && range.contains(all[index].position) {
            // Of what is found at all there are often some dozens.
            if positions.isEmpty { positions.reserveCapacity(64) }
            positions.append(all[index].position)
        }
        return positions
    }
}
