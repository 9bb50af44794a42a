import Checksums
import EventSourcing
import LMDB

/// A record where it lies in the map: its header is read in place, its envelope has been checked.
struct Record: ~Escapable {
    private let bytes: RawSpan
    let position: UInt64
    /// Whether it is laid out as ``FirstRecordLayout`` says.
    private let isFirstLayout: Bool
    /// Where the name of the stream begins.
    let textsStart: Int
    let envelopeEnd: Int

    /// Checks everything but the body.
    ///
    /// - Throws: damage, naming the position, where the bytes are not what was written, or were written for another
    ///   position.
    @_lifetime(copy bytes)
    init(checking bytes: RawSpan, at position: UInt64) throws(LMDBError) {
        guard let version = bytes.littleEndian(at: RecordLayout.versionOffset, as: UInt8.self),
            let seal = bytes.littleEndian(at: RecordLayout.checksum, as: UInt64.self)
        else { throw .damagedRecord(at: position, "is cut short") }
        let end: Int
        switch version {
        case RecordLayout.version: end = try RecordLayout.envelopeEnd(of: bytes, at: position)
        case FirstRecordLayout.version: end = try FirstRecordLayout.envelopeEnd(of: bytes, at: position)
        default: throw .damagedRecord(at: position, "has the layout \(version), which this program cannot read")
        }
        guard let covered = bytes.part(at: RecordLayout.versionOffset, count: end - RecordLayout.versionOffset)
        else { throw .damagedRecord(at: position, "does not have the size that it names") }
        self.bytes = bytes
        self.position = position
        envelopeEnd = end
        isFirstLayout = version == FirstRecordLayout.version
        if isFirstLayout {
            textsStart = FirstRecordLayout.headerSize
            guard XXH3.hash(covered) == seal else { throw .damagedEnvelope(at: position) }
            let other: UInt64 = number(at: FirstRecordLayout.position)
            guard other == position else { throw .misplacedRecord(at: position, writtenFor: other) }
        } else {
            let found = seal ^ XXH3.hash(covered)
            textsStart = RecordLayout.textsStart(of: bytes)
            guard found == RecordLayout.seal(position) else {
                // A record that was damaged has the seal of some position too, but hardly that of one that may exist.
                let other = RecordLayout.position(sealedAs: found)
                guard other > 0, other < 1 << 48 else { throw .damagedEnvelope(at: position) }
                throw .misplacedRecord(at: position, writtenFor: other)
            }
        }
    }

    func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        // The header has been checked to be there.
        bytes.littleEndian(at: offset, as: Number.self) ?? 0
    }

    /// A number of six bytes.
    private func shortNumber(at offset: Int) -> UInt64 { number(at: offset) & 0xFFFF_FFFF_FFFF }

    var revision: UInt64 {
        isFirstLayout ? number(at: FirstRecordLayout.revision) : shortNumber(at: RecordLayout.revision)
    }
    var ordinal: UInt64 {
        isFirstLayout ? number(at: FirstRecordLayout.ordinal) : shortNumber(at: RecordLayout.ordinal)
    }
    var kind: UInt16 { number(at: RecordLayout.kind) }
    var recorded: Timestamp {
        Timestamp(
            microseconds: number(at: isFirstLayout ? FirstRecordLayout.recorded : RecordLayout.recorded))
    }
    var flags: EventFlags { EventFlags(rawValue: number(at: RecordLayout.flags)) }
    var bodyVersion: UInt16 { number(at: RecordLayout.bodyVersion) }
    var size: Int { bytes.byteCount }

    /// When the source said it.
    var published: Timestamp {
        if isFirstLayout { return Timestamp(microseconds: number(at: FirstRecordLayout.published)) }
        if has(RecordLayout.TimeBits.isPublishedWhenRecorded) { return recorded }
        return Timestamp(microseconds: number(at: RecordLayout.headerSize))
    }

    /// Whether a bit of `timeBits` is set.
    private func has(_ bit: UInt8) -> Bool { number(at: RecordLayout.timeBits) & bit != 0 }

    private var lengthsShift: Int { isFirstLayout ? FirstRecordLayout.lengthsShift : 0 }
    var streamLength: Int { Int(number(at: RecordLayout.streamLength + lengthsShift) as UInt8) }
    var authorLength: Int { Int(number(at: RecordLayout.authorLength + lengthsShift) as UInt8) }
    var wordsLength: Int { Int(number(at: RecordLayout.wordsLength + lengthsShift) as UInt16) }
    var tagCount: Int { Int(number(at: RecordLayout.tagCount + lengthsShift) as UInt8) }
    var referenceCount: Int { Int(number(at: RecordLayout.referenceCount) as UInt8) }

    /// How many bytes the id has, as text or as a UUID.
    var idLength: Int {
        let length = Int(number(at: RecordLayout.idLength + lengthsShift) as UInt8)
        return length == 0 && !isFirstLayout ? RecordLayout.uuidSize : length
    }

    /// The id, where it is a UUID kept as its bytes.
    var uuid: MintedID? {
        guard !isFirstLayout, (number(at: RecordLayout.idLength) as UInt8) == 0 else { return nil }
        let id = part(at: textsStart + streamLength, count: RecordLayout.uuidSize)
        return MintedID(high: id.bigEndian(at: 0) ?? 0, low: id.bigEndian(at: 8) ?? 0)
    }

    /// The name of the event's stream.
    var stream: RawSpan {
        @_lifetime(copy self)
        get { part(at: textsStart, count: streamLength) }
    }

    /// The id of the event; nothing where it is a UUID kept as its bytes.
    var storedID: RawSpan {
        @_lifetime(copy self)
        get { part(at: textsStart + streamLength, count: idLength) }
    }

    /// Whether the event has this id.
    func hasID(_ id: EventID) -> Bool {
        if let uuid { return MintedID(id.text.utf8.span) == uuid }
        return storedID.hasSameBytes(as: id.text)
    }

    /// Where the tags begin.
    var tagsStart: Int { textsStart + streamLength + idLength + authorLength + wordsLength }

    /// Bytes of the record; none where they would reach past its end.
    @_lifetime(copy self)
    func part(at offset: Int, count: Int) -> RawSpan {
        guard let part = bytes.part(at: offset, count: count) else { return bytes.extracting(first: 0) }
        return part
    }

    private var bodyShift: Int { isFirstLayout ? FirstRecordLayout.bodyShift : 0 }

    /// Whether the commitment is that of salt and body; true where the body was redacted, and the commitment is all that
    /// is left of it.
    var hasSoundCommitment: Bool {
        if flags.contains(.redacted) { return true }
        let salt = part(at: RecordLayout.salt + bodyShift, count: RecordLayout.saltSize)
        let body = part(at: envelopeEnd, count: bytes.byteCount - envelopeEnd)
        return SHA256.matches(
            part(at: RecordLayout.commitment + bodyShift, count: SHA256.size), of: salt, body)
    }

    /// A copy of the body, checked.
    func body() throws(LMDBError) -> [UInt8] { try checkedBody().array }

    /// The body where it lies, checked.
    @_lifetime(copy self)
    func checkedBody() throws(LMDBError) -> RawSpan {
        guard let body = bytes.part(at: envelopeEnd, count: bytes.byteCount - envelopeEnd),
            XXH3.hash(body) == number(at: RecordLayout.bodyChecksum + bodyShift)
        else { throw .damagedRecord(at: position, "has a body that does not match its checksum") }
        return body
    }
}

// MARK: - Time

extension Record {
    /// What sort of statement about time the event makes.
    var form: Occurrence.Form {
        Occurrence.Form(rawValue: number(at: RecordLayout.timeBits) & RecordLayout.TimeBits.form) ?? .undated
    }

    var precision: Occurrence.Precision {
        Occurrence.Precision(rawValue: number(at: RecordLayout.precision)) ?? .none
    }

    var offsetMinutes: Int? {
        let offset: Int16 = number(at: RecordLayout.offsetMinutes)
        return offset == RecordLayout.noOffset ? nil : Int(offset)
    }

    var isApproximate: Bool { has(RecordLayout.TimeBits.isApproximate) }
    var isUncertain: Bool { has(RecordLayout.TimeBits.isUncertain) }

    /// Whether the words are the usual ones, and left out.
    var hasUsualWords: Bool { !isFirstLayout && has(RecordLayout.TimeBits.hasUsualWords) }

    /// The first microsecond it may have happened in; see ``EventSourcing/Occurrence/earliest``.
    var earliest: Timestamp? {
        guard has(RecordLayout.TimeBits.hasEarliest) else { return nil }
        return Timestamp(
            microseconds: number(at: isFirstLayout ? FirstRecordLayout.earliest : RecordLayout.earliest))
    }

    /// The last microsecond it may have happened in; see ``EventSourcing/Occurrence/latest``.
    var latest: Timestamp? {
        guard has(RecordLayout.TimeBits.hasLatest) else { return nil }
        if isFirstLayout { return Timestamp(microseconds: number(at: FirstRecordLayout.latest)) }
        if hasUsualWords { return earliest.flatMap { UsualWords.latest(from: $0, precision: precision) } }
        let isPublished = has(RecordLayout.TimeBits.isPublishedWhenRecorded)
        return Timestamp(microseconds: number(at: RecordLayout.headerSize + (isPublished ? 0 : 8)))
    }

    /// When it happened.
    func occurrence(words: String) -> Occurrence {
        Occurrence(
            form: form, earliest: earliest, latest: latest, precision: precision, isApproximate: isApproximate,
            isUncertain: isUncertain, offsetMinutes: offsetMinutes, words: words)
    }
}

extension RecordLayout {
    /// Where the envelope of a record of this layout ends.
    fileprivate static func envelopeEnd(of bytes: RawSpan, at position: UInt64) throws(LMDBError) -> Int {
        guard bytes.byteCount >= headerSize, let length = bytes.littleEndian(at: envelopeLength, as: UInt16.self)
        else { throw .damagedRecord(at: position, "is cut short") }
        return headerSize + Int(length)
    }
}

extension FirstRecordLayout {
    /// Where the envelope of a record of this layout ends.
    fileprivate static func envelopeEnd(of bytes: RawSpan, at position: UInt64) throws(LMDBError) -> Int {
        guard bytes.byteCount >= headerSize, let length = bytes.littleEndian(at: envelopeLength, as: UInt32.self),
            let bodyLength = bytes.littleEndian(at: bodyLength, as: UInt32.self)
        else { throw .damagedRecord(at: position, "is cut short") }
        let end = headerSize + Int(length)
        guard end + Int(bodyLength) == bytes.byteCount else {
            throw .damagedRecord(at: position, "does not have the size that it names")
        }
        return end
    }
}
