import LMDB

/// The newest events of a log, which stand in no index yet; they are found by what is kept of them here.
///
/// An event has a place in each of four indexes or more, and each place is on a page of its own, all of which would have to
/// be written before the event is acknowledged: a dozen pages for one event of some hundred bytes. So a small append puts
/// its records alone, which lie side by side, and ``CommitMark/indexed`` says up to where the indexes reach. When the tail
/// has grown long, one commit puts all of it into the indexes, in the order of their keys.
///
/// It is read from the records themselves, so nothing can contradict it; whatever it finds by a hash is compared with the
/// record.
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
        /// A bit for each tag and for each stream that it refers to.
        let marks: UInt64
        let kind: UInt16
    }

    /// How many events a tail has at most, before they go into the indexes together.
    ///
    /// To read an entry takes some 0.2 µs, once for every process and event, and to go over all of them a microsecond. More
    /// of them would spare little: a thousand events share most of the pages that they change.
    static let maximumCount = 1_024

    /// In the order of their positions, which have no gap.
    let entries: ArraySlice<Entry>

    /// The tail of a log whose indexes have all events.
    static let none = LogTail(entries: [])

    var count: Int { entries.count }

    /// How many streams begin in it.
    var newStreams: Int { entries.count { $0.revision == 1 } }

    /// The newest event that is meant, by what is kept of it and then by its record.
    func last(where mayBeMeant: (Entry) -> Bool, _ isMeant: (Entry) throws(LMDBError) -> Bool) throws(LMDBError)
        -> Entry?
    {
        var index = entries.endIndex
        while index > entries.startIndex {
            index -= 1
            if mayBeMeant(entries[index]), try isMeant(entries[index]) { return entries[index] }
        }
        return nil
    }

    /// The bit that stands for a tag or the name of a stream, by its hash.
    static func mark(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) }
}
