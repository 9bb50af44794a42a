import EventSourcing
import LMDB

/// How the record of an event is laid out before its numbers are known: what is left out of it, and how long its parts are.
struct RecordFrame {
    private let by: Author
    private let hasUsualWords: Bool
    private let uuid: MintedID?
    private let envelopeLength: Int
    private let wordsLength: Int
    /// How many bytes the record has.
    let size: Int

    init(_ event: NewEvent, author: Author, _ usual: inout UsualWords) {
        by = author
        hasUsualWords = usual.are(thoseOf: event.occurred)
        wordsLength = hasUsualWords ? 0 : event.occurred.words.utf8.count
        uuid = event.id.flatMap { MintedID($0.text.utf8.span) }
        let idLength = uuid == nil ? event.id?.text.utf8.count ?? RecordLayout.uuidSize : RecordLayout.uuidSize
        var envelope = event.stream.text.utf8.count + idLength + author.name.utf8.count + wordsLength
        if event.published != nil { envelope += 8 }
        if event.occurred.latest != nil, !hasUsualWords { envelope += 8 }
        for tag in event.tags { envelope += 1 + tag.text.utf8.count }
        for reference in event.references { envelope += 9 + reference.stream.text.utf8.count }
        envelopeLength = envelope
        size = RecordLayout.headerSize + envelope + event.body.count
    }

    /// Writes the record of the event but for salt and hashes, and for what only its turn gives it.
    @_lifetime(bytes: copy bytes)
    func write(_ event: NewEvent, to bytes: inout MutableRawSpan, at start: Int) {
        writeHeader(event, to: &bytes, at: start)
        var place = start + RecordLayout.headerSize
        if let published = event.published { bytes.store(published.microseconds, moving: &place) }
        if !hasUsualWords, let latest = event.occurred.latest { bytes.store(latest.microseconds, moving: &place) }
        bytes.store(event.stream.text, at: &place)
        if let uuid {
            bytes.store(uuid, at: place)
            place += RecordLayout.uuidSize
        } else if let id = event.id {
            bytes.store(id.text, at: &place)
        } else {
            place += RecordLayout.uuidSize
        }
        bytes.store(by.name, at: &place)
        if !hasUsualWords { bytes.store(event.occurred.words, at: &place) }
        for tag in event.tags {
            bytes.store(UInt8(truncatingIfNeeded: tag.text.utf8.count), moving: &place)
            bytes.store(tag.text, at: &place)
        }
        for reference in event.references {
            bytes.store(UInt8(truncatingIfNeeded: reference.stream.text.utf8.count), moving: &place)
            bytes.store(reference.stream.text, at: &place)
            bytes.store(reference.revision.rawValue, moving: &place)
        }
        bytes.store(event.body.rawBytes, at: place)
    }

    @_lifetime(bytes: copy bytes)
    private func writeHeader(_ event: NewEvent, to bytes: inout MutableRawSpan, at start: Int) {
        let occurred = event.occurred
        var bits = occurred.timeBits
        if hasUsualWords { bits |= RecordLayout.TimeBits.hasUsualWords }
        if event.published == nil { bits |= RecordLayout.TimeBits.isPublishedWhenRecorded }
        let hasText = uuid == nil && event.id != nil
        bytes.store(RecordLayout.version, at: start + RecordLayout.versionOffset)
        bytes.store(occurred.precision.rawValue, at: start + RecordLayout.precision)
        bytes.store(bits, at: start + RecordLayout.timeBits)
        bytes.store(UInt8(truncatingIfNeeded: event.references.count), at: start + RecordLayout.referenceCount)
        bytes.store(event.flags.rawValue, at: start + RecordLayout.flags)
        bytes.store(event.bodyVersion, at: start + RecordLayout.bodyVersion)
        bytes.store(
            occurred.offsetMinutes.flatMap(Int16.init(exactly:)) ?? RecordLayout.noOffset,
            at: start + RecordLayout.offsetMinutes)
        bytes.store(occurred.earliest?.microseconds ?? 0, at: start + RecordLayout.earliest)
        bytes.store(UInt16(truncatingIfNeeded: envelopeLength), at: start + RecordLayout.envelopeLength)
        bytes.store(UInt8(truncatingIfNeeded: event.stream.text.utf8.count), at: start + RecordLayout.streamLength)
        bytes.store(
            UInt8(truncatingIfNeeded: hasText ? event.id?.text.utf8.count ?? 0 : 0), at: start + RecordLayout.idLength)
        bytes.store(UInt8(truncatingIfNeeded: by.name.utf8.count), at: start + RecordLayout.authorLength)
        bytes.store(UInt8(truncatingIfNeeded: event.tags.count), at: start + RecordLayout.tagCount)
        bytes.store(UInt16(truncatingIfNeeded: wordsLength), at: start + RecordLayout.wordsLength)
    }
}

extension MutableRawSpan {
    /// Writes the 16 bytes of a UUID.
    @_lifetime(self: copy self)
    mutating func store(_ uuid: MintedID, at place: Int) {
        store(uuid.high.byteSwapped, at: place)
        store(uuid.low.byteSwapped, at: place + 8)
    }

    /// Writes a number and moves on behind it.
    @_lifetime(self: copy self)
    fileprivate mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(
        _ number: Number, moving place: inout Int
    ) {
        store(number, at: place)
        place += MemoryLayout<Number>.size
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
