import Chronology
import EventSourcing
import StrictJSON

/// Reads lines that are written as programs write them, some ten times as fast as ``EventLine/init(parsing:)``.
///
/// A reader that only ever says yes: it makes no tree and no strings but those that the event keeps, and gives up, with
/// nil, wherever a line is not as plain as it expects, be the line right or wrong. What it takes, the other one takes too
/// and understands the same, and a test compares the two; every rule is written down there, and here only what is surely
/// within it.
public struct PlainLineReader {
    private var json: PlainJSONReader

    /// Reads lines that stand in these bytes.
    public init(_ bytes: [UInt8]) { json = PlainJSONReader(bytes) }

    /// The event of the line that stands in a part of the bytes; nil where that is not plain.
    public mutating func line(_ range: Range<Int>) -> EventLine? {
        guard range.count <= EventLine.maximumLength else { return nil }
        json.begin(range)
        json.skipSpaces()
        guard json.take(UInt8(ascii: "{")) else { return nil }
        json.skipSpaces()
        var line = Parts()
        var seen: UInt32 = 0
        while true {
            guard let name = json.name(), let (field, bit) = EventLine.Field.table[name], seen.insert(bit),
                read(field, into: &line), let goesOn = json.separator(closing: UInt8(ascii: "}"))
            else { return nil }
            if !goesOn { break }
        }
        json.skipSpaces()
        guard json.isAtEnd, let incident = line.incident, let kind = line.kind, let body = line.body else { return nil }
        let event = NewEvent(
            stream: incident, kind: kind.eventKind, body: Array(json.bytes[body.range]), id: line.id,
            bodyVersion: EventBody.currentVersion, flags: body.flags, occurred: line.occurred,
            published: line.published, by: line.by, tags: line.tags, expectedRevision: line.expectedRevision)
        return EventLine(event: event, wasReplayed: line.wasReplayed, unit: body.unit)
    }

    /// What has been read of a line.
    private struct Parts {
        var incident: StreamID?
        var kind: IncidentKind?
        var id: EventID?
        var occurred = Occurrence.undated
        var published: Timestamp?
        var by: Author?
        var tags: [Tag] = []
        var expectedRevision: Revision?
        var wasReplayed = false
        var body: PlainBody?
    }

    private mutating func read(_ field: EventLine.Field, into line: inout Parts) -> Bool {
        switch field {
        case .incident: line.incident = word(atMost: StreamID.maximumLength, StreamID.init)
        case .kind: line.kind = shortWord().flatMap { Self.kinds[$0] }
        case .id: line.id = word(atMost: EventID.maximumLength, EventID.init)
        case .by: line.by = word(atMost: Author.maximumLength, Author.init)
        case .occurred:
            guard let text = json.string(), let time = PlainTime(json.bytes, text.range) else { return false }
            line.occurred = time.occurrence(words: json.text(text.range))
        case .published: line.published = moment()
        case .tags: return readTags(into: &line.tags)
        case .expectedRevision: line.expectedRevision = number().map { Revision($0) }
        case .position, .revision:
            guard let number = number(), number > 0 else { return false }
            line.wasReplayed = true
        case .recorded:
            guard moment() != nil else { return false }
            line.wasReplayed = true
        case .body: line.body = PlainBody(&json)
        }
        switch field {
        case .incident: return line.incident != nil
        case .kind: return line.kind != nil
        case .id: return line.id != nil
        case .by: return line.by != nil
        case .published: return line.published != nil
        case .expectedRevision: return line.expectedRevision != nil
        case .body: return line.body != nil
        case .occurred, .tags, .position, .revision, .recorded: return true
        }
    }

    private static let kinds = ShortNames(IncidentKind.self)

    private mutating func shortWord() -> ShortName? {
        json.string().flatMap { $0.hasEscape ? nil : ShortName(json.bytes, $0.range) }
    }

    private mutating func word<Word>(
        atMost limit: Int, _ make: (String) throws(WordError) -> Word
    ) -> Word? {
        guard let text = json.string(), !text.hasEscape, text.isVisible, text.range.count <= limit else { return nil }
        return try? make(json.text(text.range))
    }

    private mutating func moment() -> Timestamp? {
        guard let text = json.string(), let time = PlainTime(json.bytes, text.range), !time.isDoubtful else {
            return nil
        }
        return time.earliest
    }

    private mutating func number() -> UInt64? {
        guard let number = json.number(), !number.isNegative, !number.hasFraction else { return nil }
        return number.whole
    }

    private mutating func readTags(into tags: inout [Tag]) -> Bool {
        guard json.take(UInt8(ascii: "[")) else { return false }
        json.skipSpaces()
        if json.take(UInt8(ascii: "]")) { return true }
        while true {
            guard tags.count < Tag.maximumCount, let tag = word(atMost: Tag.maximumLength, Tag.init),
                !tags.contains(tag), let goesOn = json.separator(closing: UInt8(ascii: "]"))
            else { return false }
            tags.append(tag)
            if !goesOn { return true }
        }
    }
}

extension UInt32 {
    /// Sets a bit; false where it was set before.
    mutating func insert(_ bit: UInt32) -> Bool {
        defer { self |= bit }
        return self & bit == 0
    }
}
