import Chronology
public import EventSourcing
import StrictJSON

/// Reads lines that are written as programs write them, several times as fast as the thorough reader of ``EventLine``.
///
/// A reader that only ever says yes: it makes no tree and no strings but those that the event keeps, and gives up, with
/// nil, wherever a line is not as plain as it expects, be the line right or wrong. What it takes, the other one takes too
/// and understands the same, and a test compares the two; every rule is written down there, and here only what is surely
/// within it.
public struct PlainLineReader {
    /// No line that it takes is nested deeper: an object, its body, and what is left free in that.
    static let greatestDepth = 2 + PlainJSONReader.greatestDepth

    private var json: PlainJSONReader
    private let incident: StreamID?

    /// Reads lines that stand in these bytes.
    ///
    /// - Parameter incident: the incident that is meant where a line names none.
    public init(_ bytes: [UInt8], in incident: StreamID? = nil) {
        json = PlainJSONReader(bytes)
        self.incident = incident
    }

    /// The event of the line that stands in a part of the bytes; nil where that is not plain.
    public mutating func line(_ range: Range<Int>) -> EventLine? {
        guard range.count <= EventLine.maximumLength else { return nil }
        json.begin(range)
        json.skipSpaces()
        var line = Parts()
        guard json.fields(EventLine.Field.self, { line.read($0, from: &$1) }) else { return nil }
        json.skipSpaces()
        guard json.isAtEnd, let incident = line.incident ?? incident, let kind = line.kind, let body = line.body else {
            return nil
        }
        let event = NewEvent(
            stream: incident, kind: kind.eventKind, body: Array(json.bytes[body.range]), id: line.id,
            bodyVersion: EventBody.currentVersion, flags: body.flags, occurred: line.occurred,
            published: line.published, by: line.by, tags: line.tags, expectedRevision: line.expectedRevision)
        return EventLine(event: event, wasReplayed: line.wasReplayed, unit: body.unit)
    }
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

    private static let kinds = ShortNames(IncidentKind.self)

    mutating func read(_ field: EventLine.Field, from json: inout PlainJSONReader) -> Bool {
        switch field {
        case .incident: return Self.keep(json.word(atMost: StreamID.maximumLength, StreamID.init), in: &incident)
        case .kind: return Self.keep(json.choice(among: Self.kinds), in: &kind)
        case .id: return Self.keep(json.word(atMost: EventID.maximumLength, EventID.init), in: &id)
        case .by: return Self.keep(json.word(atMost: Author.maximumLength, Author.init), in: &by)
        case .occurred:
            guard let text = json.string(), let time = PlainTime(json.bytes, text.range) else { return false }
            occurred = time.occurrence(words: json.text(text.range))
            return true
        case .published: return Self.keep(json.moment(), in: &published)
        case .tags:
            guard let read = json.tags() else { return false }
            tags = read
            return true
        case .expectedRevision:
            return Self.keep(json.wholeNumber().map { Revision($0) }, in: &expectedRevision)
        case .position, .revision:
            guard let number = json.wholeNumber(), number > 0 else { return false }
            wasReplayed = true
            return true
        case .recorded:
            guard json.moment() != nil else { return false }
            wasReplayed = true
            return true
        case .body: return Self.keep(PlainBody(&json), in: &body)
        }
    }

    /// Keeps a value; false where there is none.
    private static func keep<Value>(_ value: Value?, in place: inout Value?) -> Bool {
        place = value
        return value != nil
    }
}
