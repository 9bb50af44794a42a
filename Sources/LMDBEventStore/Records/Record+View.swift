import Bytes
import EventSourcing
import LMDB

extension Record {
    /// The event with its body, where it lies, after the checks of one that is copied: an envelope that holds what no
    /// event may have is refused, and so is a body that does not match its checksum.
    ///
    /// - Parameter texts: has taken this record.
    @_lifetime(copy self, borrow texts)
    func view(kind: EventKind, _ texts: borrowing LeftOutTexts) throws(LMDBError) -> EventView {
        let parts = try checkedParts(kind: kind, texts)
        return EventView(
            position: Position(position), revision: Revision(revision), recorded: recorded, stream: parts.stream.bytes,
            id: parts.id.bytes, kind: kind, bodyVersion: bodyVersion, flags: flags, form: form,
            words: parts.words.bytes, published: published, by: parts.by.bytes, tags: PackedTags(parts.tags.bytes),
            body: try checkedBody().bytes, hasPlainTexts: parts.arePlain)
    }

    /// The parts of the envelope, none of which is what no event may have.
    ///
    /// - Parameter texts: has taken this record.
    @_lifetime(copy self, borrow texts)
    func checkedParts(kind: EventKind, _ texts: borrowing LeftOutTexts) throws(LMDBError) -> EnvelopeParts {
        let parts = parts(texts)
        // Nearly all words are plain, which is quickly seen; the others go through all that words go through.
        if !parts.arePlain { _ = try envelope(kind: kind, texts) }
        return parts
    }

    @_lifetime(copy self, borrow texts)
    private func parts(_ texts: borrowing LeftOutTexts) -> EnvelopeParts {
        let idStart = textsStart + streamLength
        let authorStart = idStart + idLength
        let wordsStart = authorStart + authorLength
        let tagsStart = wordsStart + wordsLength
        let stream = part(at: textsStart, count: idStart - textsStart)
        let storedID = part(at: idStart, count: authorStart - idStart)
        let by = part(at: authorStart, count: wordsStart - authorStart)
        let storedWords = part(at: wordsStart, count: tagsStart - wordsStart)
        let isUUID = uuid != nil
        // Id, author and words lie together, and are looked at together; what is left out is plain.
        let plainStart = isUUID ? authorStart : idStart
        var arePlain =
            stream.bytes.isStreamName && (isUUID || storedID.bytes.isBegun(atMost: EventID.maximumLength))
            && by.bytes.isBegun(atMost: Author.maximumLength)
            && part(at: plainStart, count: tagsStart - plainStart).bytes.isPlainText
        var end = tagsStart
        for _ in 0..<tagCount {
            let length = Int(number(at: end) as UInt8)
            arePlain = arePlain && part(at: end + 1, count: length).bytes.isPlainTag
            end += 1 + length
        }
        let tags = part(at: tagsStart, count: end - tagsStart)
        for _ in 0..<referenceCount {
            let length = Int(number(at: end) as UInt8)
            arePlain = arePlain && part(at: end + 1, count: length).bytes.isStreamName
            end += 1 + length + 8
        }
        return EnvelopeParts(
            stream: stream, id: isUUID ? texts.id : storedID, by: by, words: hasUsualWords ? texts.words : storedWords,
            tags: tags, arePlain: arePlain && end == envelopeEnd, hasReferences: referenceCount > 0)
    }
}

/// Tags that lie one behind the other, each behind a byte that tells its length.
extension RawSpan {
    /// Shows the tags, each once: an event may name one twice.
    func forEachDistinctTag(_ body: (RawSpan) -> Void) {
        var start = 0
        while let tag = tag(at: start) {
            var earlier = 0
            var isNew = true
            while earlier < start, let other = self.tag(at: earlier) {
                if other.hasSameBytes(as: tag) { isNew = false }
                earlier += 1 + other.byteCount
            }
            if isNew { body(tag) }
            start += 1 + tag.byteCount
        }
    }

    /// The tag behind the length at an offset; nil at the end.
    @_lifetime(copy self)
    private func tag(at offset: Int) -> RawSpan? {
        guard let length: UInt8 = littleEndian(at: offset) else { return nil }
        return part(at: offset + 1, count: Int(length))
    }
}

/// The parts of an envelope, and whether all of them are of the usual kind: words that an event may have, of characters
/// that stand in JSON as they are.
struct EnvelopeParts: ~Escapable {
    let stream: RawSpan
    let id: RawSpan
    let by: RawSpan
    let words: RawSpan
    let tags: RawSpan
    let arePlain: Bool
    let hasReferences: Bool

    @_lifetime(copy stream, copy id, copy by, copy words, copy tags)
    init(stream: RawSpan, id: RawSpan, by: RawSpan, words: RawSpan, tags: RawSpan, arePlain: Bool, hasReferences: Bool)
    {
        self.stream = stream
        self.id = id
        self.by = by
        self.words = words
        self.tags = tags
        self.arePlain = arePlain
        self.hasReferences = hasReferences
    }
}

extension Span<UInt8> {
    /// Whether it is long enough and not too long, and begins with no blank, so that it is not blank.
    fileprivate func isBegun(atMost limit: Int) -> Bool { !isEmpty && count <= limit && self[0] > 0x20 }

    /// Whether it has the form of a tag.
    fileprivate var isPlainTag: Bool {
        guard count <= Tag.maximumLength, isPlainText else { return false }
        for index in indices where self[index] == UInt8(ascii: ":") { return index > 0 && index + 1 < count }
        return false
    }

    /// Whether a stream may have this name.
    fileprivate var isStreamName: Bool {
        guard !isEmpty, count <= StreamID.maximumLength, StreamID.isLetterOrDigit(self[0]) else { return false }
        for index in indices where !StreamID.isAllowed(self[index]) { return false }
        return true
    }
}
