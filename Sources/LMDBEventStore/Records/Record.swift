import Checksums
import EventSourcing
import LMDB

/// A record where it lies in the map: its header is read in place, its envelope has been checked.
struct Record: ~Escapable {
    private let bytes: RawSpan
    let envelopeEnd: Int

    /// Checks everything but the body.
    ///
    /// - Throws: damage, naming the position, where the bytes are not what was written, or were written for another
    ///   position.
    @_lifetime(copy bytes)
    init(checking bytes: RawSpan, at position: UInt64) throws(LMDBError) {
        guard let version = bytes.littleEndian(at: RecordLayout.versionOffset, as: UInt8.self),
            let envelopeLength = bytes.littleEndian(at: RecordLayout.envelopeLength, as: UInt32.self),
            let bodyLength = bytes.littleEndian(at: RecordLayout.bodyLength, as: UInt32.self),
            let checksum = bytes.littleEndian(at: RecordLayout.checksum, as: UInt64.self)
        else { throw .damagedRecord(at: position, "is cut short") }
        let end = RecordLayout.headerSize + Int(envelopeLength)
        guard end + Int(bodyLength) == bytes.byteCount,
            let covered = bytes.part(at: RecordLayout.versionOffset, count: end - RecordLayout.versionOffset)
        else { throw .damagedRecord(at: position, "does not have the size that it names") }
        guard XXH3.hash(covered) == checksum else {
            throw .damagedRecord(at: position, "has an envelope that does not match its checksum")
        }
        guard version == RecordLayout.version else {
            throw .damagedRecord(at: position, "has the layout \(version), which this program cannot read")
        }
        self.bytes = bytes
        envelopeEnd = end
        guard number(at: RecordLayout.position) == position else {
            throw .damagedRecord(
                at: position, "was written for another position, \(number(at: RecordLayout.position) as UInt64)")
        }
    }

    func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        // The header has been checked to be there.
        bytes.littleEndian(at: offset, as: Number.self) ?? 0
    }

    var position: UInt64 { number(at: RecordLayout.position) }
    var revision: UInt64 { number(at: RecordLayout.revision) }
    var ordinal: UInt64 { number(at: RecordLayout.ordinal) }
    var kind: UInt16 { number(at: RecordLayout.kind) }
    var recorded: Timestamp { Timestamp(microseconds: number(at: RecordLayout.recorded)) }
    var size: Int { bytes.byteCount }

    /// The name of the event's stream.
    var stream: RawSpan {
        @_lifetime(copy self)
        get { part(at: RecordLayout.headerSize, count: Int(number(at: RecordLayout.streamLength) as UInt8)) }
    }

    /// The id of the event.
    var id: RawSpan {
        @_lifetime(copy self)
        get {
            let start = RecordLayout.headerSize + Int(number(at: RecordLayout.streamLength) as UInt8)
            return part(at: start, count: Int(number(at: RecordLayout.idLength) as UInt8))
        }
    }

    /// Whether the event is one of those that an index holds.
    func belongs(to index: PositionSource.Index) -> Bool {
        switch index {
        case .stream(let ordinal, let revision): return ordinal == self.ordinal && revision == self.revision
        case .kind(let number): return number == kind
        case .tag(let tag): return hasTag(tag.text.utf8.rawBytes)
        case .referring(let stream, _): return refers(to: stream.text.utf8.rawBytes)
        }
    }

    /// Whether the event carries a tag.
    func hasTag(_ tag: RawSpan) -> Bool {
        var start = tagsStart
        for _ in 0..<(number(at: RecordLayout.tagCount) as UInt8) {
            let length = Int(number(at: start) as UInt8)
            if part(at: start + 1, count: length).hasSameBytes(as: tag) { return true }
            start += 1 + length
        }
        return false
    }

    /// Whether the event refers to a stream or to one of its events.
    func refers(to stream: RawSpan) -> Bool {
        var start = tagsStart
        for _ in 0..<(number(at: RecordLayout.tagCount) as UInt8) { start += 1 + Int(number(at: start) as UInt8) }
        for _ in 0..<(number(at: RecordLayout.referenceCount) as UInt8) {
            let length = Int(number(at: start) as UInt8)
            if part(at: start + 1, count: length).hasSameBytes(as: stream) { return true }
            start += 1 + length + 8
        }
        return false
    }

    /// The first tag of the event; nothing where it has none.
    var firstTag: RawSpan {
        @_lifetime(copy self)
        get {
            guard (number(at: RecordLayout.tagCount) as UInt8) > 0 else { return bytes.extracting(first: 0) }
            return part(at: tagsStart + 1, count: Int(number(at: tagsStart) as UInt8))
        }
    }

    private var tagsStart: Int {
        let words: UInt16 = number(at: RecordLayout.wordsLength)
        let lengths = [RecordLayout.streamLength, RecordLayout.idLength, RecordLayout.authorLength]
        return lengths.reduce(RecordLayout.headerSize + Int(words)) { $0 + Int(number(at: $1) as UInt8) }
    }

    /// Bytes of the record; none where they would reach past its end.
    @_lifetime(copy self)
    func part(at offset: Int, count: Int) -> RawSpan {
        guard let part = bytes.part(at: offset, count: count) else { return bytes.extracting(first: 0) }
        return part
    }

    /// Whether the commitment is that of salt and body; true where the body was redacted, and the commitment is all that
    /// is left of it.
    var hasSoundCommitment: Bool {
        if EventFlags(rawValue: number(at: RecordLayout.flags)).contains(.redacted) { return true }
        let salt = part(at: RecordLayout.salt, count: RecordLayout.saltSize)
        let body = part(at: envelopeEnd, count: bytes.byteCount - envelopeEnd)
        return SHA256.matches(part(at: RecordLayout.commitment, count: SHA256.size), of: salt, body)
    }

    /// A copy of the body, checked.
    func body() throws(LMDBError) -> [UInt8] { try checkedBody().array }

    /// The body where it lies, checked.
    @_lifetime(copy self)
    func checkedBody() throws(LMDBError) -> RawSpan {
        guard let body = bytes.part(at: envelopeEnd, count: bytes.byteCount - envelopeEnd),
            XXH3.hash(body) == number(at: RecordLayout.bodyChecksum)
        else { throw .damagedRecord(at: position, "has a body that does not match its checksum") }
        return body
    }

    /// What sort of statement about time the event makes.
    var form: Occurrence.Form {
        Occurrence.Form(rawValue: number(at: RecordLayout.timeBits) & RecordLayout.TimeBits.form) ?? .undated
    }

    /// The event without its body.
    func envelope(kind: EventKind) throws(LMDBError) -> RecordedEvent {
        var reader = EnvelopeReader(bytes, at: RecordLayout.headerSize)
        do {
            let stream = try StreamID(reader.text(Int(number(at: RecordLayout.streamLength) as UInt8)))
            let id = try EventID(reader.text(Int(number(at: RecordLayout.idLength) as UInt8)))
            let by = try Author(reader.text(Int(number(at: RecordLayout.authorLength) as UInt8)))
            let words = reader.text(Int(number(at: RecordLayout.wordsLength) as UInt16))
            var tags: [Tag] = []
            for _ in 0..<(number(at: RecordLayout.tagCount) as UInt8) {
                tags.append(try Tag(reader.text(reader.byte())))
            }
            var references: [Reference] = []
            for _ in 0..<(number(at: RecordLayout.referenceCount) as UInt8) {
                let stream = try StreamID(reader.text(reader.byte()))
                references.append(Reference(stream: stream, revision: Revision(reader.number())))
            }
            guard reader.offset == envelopeEnd else {
                throw LMDBError.damagedRecord(at: position, "has an envelope of another length than it names")
            }
            return RecordedEvent(
                position: Position(position), revision: Revision(revision), recorded: recorded, stream: stream, id: id,
                kind: kind, bodyVersion: number(at: RecordLayout.bodyVersion),
                flags: EventFlags(rawValue: number(at: RecordLayout.flags)), occurred: occurrence(words: words),
                published: Timestamp(microseconds: number(at: RecordLayout.published)), by: by, tags: tags,
                references: references, body: [])
        } catch let error as WordError {
            throw .damagedRecord(at: position, "holds a word that no event may have: \(error)")
        } catch let error as LMDBError {
            throw error
        } catch {
            throw .damagedRecord(at: position, "cannot be read")
        }
    }

    private func occurrence(words: String) -> Occurrence {
        let bits: UInt8 = number(at: RecordLayout.timeBits)
        let offset: Int16 = number(at: RecordLayout.offsetMinutes)
        func end(_ place: Int, _ bit: UInt8) -> Timestamp? {
            bits & bit == 0 ? nil : Timestamp(microseconds: number(at: place))
        }
        return Occurrence(
            form: form,
            earliest: end(RecordLayout.earliest, RecordLayout.TimeBits.hasEarliest),
            latest: end(RecordLayout.latest, RecordLayout.TimeBits.hasLatest),
            precision: Occurrence.Precision(rawValue: number(at: RecordLayout.precision)) ?? .none,
            isApproximate: bits & RecordLayout.TimeBits.isApproximate != 0,
            isUncertain: bits & RecordLayout.TimeBits.isUncertain != 0,
            offsetMinutes: offset == RecordLayout.noOffset ? nil : Int(offset), words: words)
    }
}

/// Reads the parts of an envelope one after the other; what is not there reads as empty.
private struct EnvelopeReader: ~Escapable {
    private let bytes: RawSpan
    private(set) var offset: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, at offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    @_lifetime(self: copy self)
    mutating func text(_ length: Int) -> String {
        defer { offset += length }
        return bytes.part(at: offset, count: length)?.text ?? ""
    }

    @_lifetime(self: copy self)
    mutating func byte() -> Int {
        defer { offset += 1 }
        return Int(bytes.littleEndian(at: offset, as: UInt8.self) ?? 0)
    }

    @_lifetime(self: copy self)
    mutating func number() -> UInt64 {
        defer { offset += 8 }
        return bytes.littleEndian(at: offset, as: UInt64.self) ?? 0
    }
}

extension LMDBError {
    /// An index names a record that does not have what the index says of it.
    static func misled(by table: String, to position: UInt64) -> LMDBError {
        .damaged(
            "The log is damaged: its table '\(table)' leads to position \(position), which does not belong there.",
            key: position)
    }

    /// An index names a position that the log does not have.
    static func noRecord(at position: UInt64, namedBy table: String) -> LMDBError {
        .damaged(
            "The log is damaged: its table '\(table)' names position \(position), which has no record.", key: position)
    }

    /// What was read at a position is not what was written there.
    static func damagedRecord(at position: UInt64, _ problem: String) -> LMDBError {
        .damaged("The log is damaged: the record at position \(position) \(problem).", key: position)
    }
}
