import Checksums
import EventSourcing
import LMDB

/// Records of events that are to be appended, complete but for what only the writer's turn gives them
/// (``RecordNumbers``): laid out one behind the other as ``RecordLayout`` says, on the thread of whoever appends, so that
/// the one thread that writes has little to do.
struct RecordDrafts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var usual = UsualWords()

    init(capacity count: Int) { ends.reserveCapacity(count) }

    /// Makes room for the records of some events, about, so that what is laid out does not move.
    mutating func reserve(for events: [NewEvent]) {
        var size = 0
        for index in events.indices { size += events.span[index].body.count + Self.usualSize }
        bytes.reserveCapacity(size)
    }

    /// About what a record holds beside the body.
    private static let usualSize = RecordLayout.headerSize + 64

    /// How many there are.
    var count: Int { ends.count }

    /// How many bytes the records of some events have.
    func size(of events: Range<Int>) -> Int {
        events.isEmpty ? 0 : ends[events.upperBound - 1] - start(of: events.lowerBound)
    }

    private func start(of index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

    /// A draft, and after it is written somewhere, completes it there.
    func write(_ index: Int, with numbers: RecordNumbers, to record: inout MutableRawSpan) {
        record.store(bytes.rawBytes.extracting(start(of: index)..<ends[index]), at: 0)
        numbers.complete(&record)
    }

    /// The event as it will be read once it is appended with these numbers.
    func event(_ index: Int, with numbers: RecordNumbers, kind: EventKind) throws(LMDBError) -> RecordedEvent {
        var record = [UInt8](repeating: 0, count: size(of: index..<(index + 1)))
        record.editing { write(index, with: numbers, to: &$0) }
        let read = try Record(checking: record.rawBytes, at: numbers.position)
        return try read.envelope(kind: kind).carrying(body: read.body())
    }

    /// Lays out the record of an event.
    ///
    /// - Parameters:
    ///   - event: the event, within the limits that ``EventSourcing/NewEvent/decide(on:)`` checks.
    ///   - author: who enters it where it does not say so itself.
    ///   - salt: 16 random bytes, so that nobody can guess a redacted body from its commitment.
    mutating func append(_ event: NewEvent, author: Author, salt: RawSpan) {
        let frame = RecordFrame(event, author: event.by ?? author, &usual)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: frame.size))
        ends.append(bytes.count)
        bytes.editing { bytes in
            bytes.store(salt, at: start + RecordLayout.salt)
            SHA256.store(of: salt, event.body.rawBytes, in: &bytes, at: start + RecordLayout.commitment)
            bytes.store(XXH3.hash(event.body), at: start + RecordLayout.bodyChecksum)
            frame.write(event, to: &bytes, at: start)
        }
    }
}

/// What a record holds that is not known before its turn to be written has come.
struct RecordNumbers {
    let position: UInt64
    let revision: UInt64
    let ordinal: UInt64
    let kind: UInt16
    let recorded: Timestamp
    /// The id, where the writer gives none.
    let minted: MintedID?

    /// Writes the numbers into a record, and then the checksum over all but its body.
    fileprivate func complete(_ record: inout MutableRawSpan) {
        record.store(kind, at: RecordLayout.kind)
        // Six bytes each, and two that are written over by what comes behind.
        record.store(ordinal, at: RecordLayout.ordinal)
        record.store(revision, at: RecordLayout.revision)
        record.store(recorded.microseconds, at: RecordLayout.recorded)
        if let minted { record.store(minted, at: RecordLayout.idStart(of: record.bytes)) }
        let envelopeLength: UInt16 = record.bytes.littleEndian(at: RecordLayout.envelopeLength) ?? 0
        let covered = RecordLayout.versionOffset..<(RecordLayout.headerSize + Int(envelopeLength))
        let checksum = XXH3.hash(record.bytes.extracting(covered)) ^ RecordLayout.seal(position)
        record.store(checksum, at: RecordLayout.checksum)
    }
}
