import EventSourcing
import LMDB

extension Record {
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
        for _ in 0..<tagCount {
            let length = Int(number(at: start) as UInt8)
            if part(at: start + 1, count: length).hasSameBytes(as: tag) { return true }
            start += 1 + length
        }
        return false
    }

    /// Whether the event refers to a stream or to one of its events.
    func refers(to stream: RawSpan) -> Bool {
        guard referenceCount > 0 else { return false }
        var start = tagsStart + packedTags.byteCount
        for _ in 0..<referenceCount {
            let length = Int(number(at: start) as UInt8)
            if part(at: start + 1, count: length).hasSameBytes(as: stream) { return true }
            start += 1 + length + 8
        }
        return false
    }

    /// The tags of the event, one behind the other, each behind a byte that tells its length.
    var packedTags: RawSpan {
        @_lifetime(copy self)
        get {
            var end = tagsStart
            for _ in 0..<tagCount { end += 1 + Int(number(at: end) as UInt8) }
            return part(at: tagsStart, count: end - tagsStart)
        }
    }

    /// Shows the tags, and then the names of the streams to which the event refers.
    func forEachMark(_ show: (RawSpan) -> Void) {
        var start = tagsStart
        for mark in 0..<(tagCount + referenceCount) {
            let length = Int(number(at: start) as UInt8)
            show(part(at: start + 1, count: length))
            start += 1 + length + (mark < tagCount ? 0 : 8)
        }
    }

    /// The first tag of the event; nothing where it has none.
    var firstTag: RawSpan {
        @_lifetime(copy self)
        get {
            guard tagCount > 0 else { return part(at: 0, count: 0) }
            return part(at: tagsStart + 1, count: Int(number(at: tagsStart) as UInt8))
        }
    }

    /// The tags of the event.
    func tags() throws(LMDBError) -> [Tag] {
        var reader = EnvelopeReader(self, at: tagsStart)
        do throws(WordError) {
            var tags: [Tag] = []
            tags.reserveCapacity(tagCount)
            for _ in 0..<tagCount { tags.append(try Tag(reader.text(reader.byte()))) }
            return tags
        } catch {
            throw .damagedRecord(at: position, "holds a word that no event may have: \(error)")
        }
    }

    /// The event without its body.
    func envelope(kind: EventKind) throws(LMDBError) -> RecordedEvent {
        var texts = LeftOutTexts()
        try texts.take(self)
        return try envelope(kind: kind, texts)
    }

    /// The event without its body.
    ///
    /// - Parameter texts: has taken this record.
    func envelope(kind: EventKind, _ texts: borrowing LeftOutTexts) throws(LMDBError) -> RecordedEvent {
        var words = RecurringWords()
        return try event(kind: kind, texts, &words, body: [])
    }

    /// The event with its body, which is checked.
    ///
    /// - Parameters:
    ///   - texts: has taken this record.
    ///   - words: those of the record that was read before.
    func event(
        kind: EventKind, _ texts: borrowing LeftOutTexts, _ words: inout RecurringWords
    ) throws(LMDBError) -> RecordedEvent {
        try event(kind: kind, texts, &words, body: body())
    }

    private func event(
        kind: EventKind, _ texts: borrowing LeftOutTexts, _ words: inout RecurringWords, body: consuming [UInt8]
    ) throws(LMDBError) -> RecordedEvent {
        var reader = EnvelopeReader(self, at: textsStart)
        do {
            let stream = try words.stream(reader.part(streamLength))
            let storedID = reader.part(idLength)
            let id = try EventID(uuid == nil ? storedID.text : texts.id.text)
            let by = try words.author(reader.part(authorLength))
            let storedWords = reader.part(wordsLength)
            let occurred = occurrence(words: hasUsualWords ? texts.words.text : storedWords.text)
            var tags: [Tag] = []
            for _ in 0..<tagCount { tags.append(try Tag(reader.text(reader.byte()))) }
            var references: [Reference] = []
            for _ in 0..<referenceCount {
                let stream = try StreamID(reader.text(reader.byte()))
                references.append(Reference(stream: stream, revision: Revision(reader.number())))
            }
            guard reader.offset == envelopeEnd else {
                throw LMDBError.damagedRecord(at: position, "has an envelope of another length than it names")
            }
            return RecordedEvent(
                position: Position(position), revision: Revision(revision), recorded: recorded, stream: stream, id: id,
                kind: kind, bodyVersion: bodyVersion, flags: flags, occurred: occurred, published: published, by: by,
                tags: tags, references: references, body: body)
        } catch let error as WordError {
            throw .damagedRecord(at: position, "holds a word that no event may have: \(error)")
        } catch let error as LMDBError {
            throw error
        } catch {
            throw .damagedRecord(at: position, "cannot be read")
        }
    }
}

/// Reads the parts of an envelope one after the other; what is not there reads as empty.
private struct EnvelopeReader: ~Escapable {
    private let record: Record
    private(set) var offset: Int

    @_lifetime(copy record)
    init(_ record: borrowing Record, at offset: Int) {
        self.record = copy record
        self.offset = offset
    }

    @_lifetime(copy self)
    mutating func part(_ length: Int) -> RawSpan {
        defer { offset += length }
        return record.part(at: offset, count: length)
    }

    @_lifetime(self: copy self)
    mutating func text(_ length: Int) -> String { part(length).text }

    @_lifetime(self: copy self)
    mutating func byte() -> Int {
        defer { offset += 1 }
        return Int(record.number(at: offset) as UInt8)
    }

    @_lifetime(self: copy self)
    mutating func number() -> UInt64 {
        defer { offset += 8 }
        return record.number(at: offset)
    }
}
