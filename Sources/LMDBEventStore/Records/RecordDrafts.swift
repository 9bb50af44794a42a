import Checksums
import EventSourcing
import LMDB

/// Records of events that are to be appended, complete but for what only the writer's turn gives them
/// (``RecordNumbers``): laid out one behind the other as ``RecordLayout`` says, on the thread of whoever appends, so that
/// the one thread that writes has little to do.
struct RecordDrafts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(capacity count: Int) { ends.reserveCapacity(count) }

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
        let (by, words) = (event.by ?? author, event.occurred.words)
        let idLength = event.id?.text.utf8.count ?? MintedID.length
        var envelope = event.stream.text.utf8.count + idLength + by.name.utf8.count + words.utf8.count
        for tag in event.tags { envelope += 1 + tag.text.utf8.count }
        for reference in event.references { envelope += 9 + reference.stream.text.utf8.count }
        let start = bytes.count
        let end = start + RecordLayout.headerSize + envelope + event.body.count
        bytes.append(contentsOf: repeatElement(0, count: end - start))
        ends.append(end)
        bytes.editing { bytes in
            bytes.store(header: event, at: start)
            bytes.store(salt, at: start + RecordLayout.salt)
            SHA256.store(of: salt, event.body.rawBytes, in: &bytes, at: start + RecordLayout.commitment)
            bytes.store(XXH3.hash(event.body), at: start + RecordLayout.bodyChecksum)
            bytes.store(UInt8(truncatingIfNeeded: event.stream.text.utf8.count), at: start + RecordLayout.streamLength)
            bytes.store(UInt8(truncatingIfNeeded: idLength), at: start + RecordLayout.idLength)
            bytes.store(UInt8(truncatingIfNeeded: by.name.utf8.count), at: start + RecordLayout.authorLength)
            bytes.store(UInt16(truncatingIfNeeded: words.utf8.count), at: start + RecordLayout.wordsLength)
            bytes.store(UInt32(truncatingIfNeeded: envelope), at: start + RecordLayout.envelopeLength)
            var place = start + RecordLayout.headerSize
            bytes.store(event.stream.text, at: &place)
            if let id = event.id { bytes.store(id.text, at: &place) } else { place += idLength }
            bytes.store(by.name, at: &place)
            bytes.store(words, at: &place)
            for tag in event.tags {
                bytes.store(UInt8(truncatingIfNeeded: tag.text.utf8.count), at: place)
                place += 1
                bytes.store(tag.text, at: &place)
            }
            for reference in event.references {
                bytes.store(UInt8(truncatingIfNeeded: reference.stream.text.utf8.count), at: place)
                place += 1
                bytes.store(reference.stream.text, at: &place)
                bytes.store(reference.revision.rawValue, at: place)
                place += 8
            }
            bytes.store(event.body.rawBytes, at: place)
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
    /// When the source said it, where the writer does not say: when it was recorded.
    let publishedWhenRecorded: Bool
    /// The id, where the writer gives none.
    let minted: MintedID?

    /// Writes the numbers into a record, and then the checksum over all but its body.
    fileprivate func complete(_ record: inout MutableRawSpan) {
        record.store(kind, at: RecordLayout.kind)
        record.store(position, at: RecordLayout.position)
        record.store(revision, at: RecordLayout.revision)
        record.store(ordinal, at: RecordLayout.ordinal)
        record.store(recorded.microseconds, at: RecordLayout.recorded)
        if publishedWhenRecorded { record.store(recorded.microseconds, at: RecordLayout.published) }
        if let minted {
            let streamLength: UInt8 = record.bytes.littleEndian(at: RecordLayout.streamLength) ?? 0
            record.store(minted, at: RecordLayout.headerSize + Int(streamLength))
        }
        let envelopeLength: UInt32 = record.bytes.littleEndian(at: RecordLayout.envelopeLength) ?? 0
        let covered = RecordLayout.versionOffset..<(RecordLayout.headerSize + Int(envelopeLength))
        record.store(XXH3.hash(record.bytes.extracting(covered)), at: RecordLayout.checksum)
    }
}

extension MutableRawSpan {
    /// The fields of a header that do not depend on the lengths of texts.
    @_lifetime(self: copy self)
    fileprivate mutating func store(header event: NewEvent, at start: Int) {
        let occurred = event.occurred
        store(RecordLayout.version, at: start + RecordLayout.versionOffset)
        store(occurred.precision.rawValue, at: start + RecordLayout.precision)
        store(occurred.timeBits, at: start + RecordLayout.timeBits)
        store(UInt8(truncatingIfNeeded: event.references.count), at: start + RecordLayout.referenceCount)
        store(event.flags.rawValue, at: start + RecordLayout.flags)
        store(event.bodyVersion, at: start + RecordLayout.bodyVersion)
        store(
            occurred.offsetMinutes.flatMap(Int16.init(exactly:)) ?? RecordLayout.noOffset,
            at: start + RecordLayout.offsetMinutes)
        store(event.published?.microseconds ?? 0, at: start + RecordLayout.published)
        store(occurred.earliest?.microseconds ?? 0, at: start + RecordLayout.earliest)
        store(occurred.latest?.microseconds ?? 0, at: start + RecordLayout.latest)
        store(UInt8(truncatingIfNeeded: event.tags.count), at: start + RecordLayout.tagCount)
        store(UInt32(truncatingIfNeeded: event.body.count), at: start + RecordLayout.bodyLength)
    }

    /// Writes the text of an id.
    @_lifetime(self: copy self)
    fileprivate mutating func store(_ minted: MintedID, at place: Int) {
        let pieces = minted.pieces
        store(pieces.0, at: place)
        store(UInt32(truncatingIfNeeded: pieces.1), at: place + 9)
        store(UInt32(truncatingIfNeeded: pieces.2), at: place + 14)
        store(UInt32(truncatingIfNeeded: pieces.3), at: place + 19)
        store(UInt32(truncatingIfNeeded: pieces.4), at: place + 24)
        store(pieces.5, at: place + 28)
        let hyphen = UInt8(ascii: "-")
        store(hyphen, at: place + 8)
        store(hyphen, at: place + 13)
        store(hyphen, at: place + 18)
        store(hyphen, at: place + 23)
    }

    /// Writes the UTF-8 of a text and moves on behind it.
    @_lifetime(self: copy self)
    fileprivate mutating func store(_ text: String, at place: inout Int) {
        store(text.utf8.rawBytes, at: place)
        place += text.utf8.count
    }
}

extension Occurrence {
    fileprivate var timeBits: UInt8 {
        var bits = form.rawValue
        if earliest != nil { bits |= RecordLayout.TimeBits.hasEarliest }
        if latest != nil { bits |= RecordLayout.TimeBits.hasLatest }
        if isApproximate { bits |= RecordLayout.TimeBits.isApproximate }
        if isUncertain { bits |= RecordLayout.TimeBits.isUncertain }
        return bits
    }
}
