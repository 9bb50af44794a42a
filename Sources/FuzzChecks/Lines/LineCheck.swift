import EventSourcing
import Incidents
import StrictJSON

/// Lines: what is taken and written as `replay` does is, when it is read again, the same event.
enum LineCheck {
    static func check(_ bytes: [UInt8]) throws(Disagreement) {
        try checkPlain(bytes)
        guard let line = try? EventLine(parsing: bytes) else { return }
        let event = try recorded(line.event)
        try checkBody(event)
        try checkWritten(event, line.event)
        try checkVisible(event, line.event)
    }

    /// What the quick reader takes, the thorough one takes too, and understands the same.
    private static func checkPlain(_ bytes: [UInt8]) throws(Disagreement) {
        var reader = PlainLineReader(bytes)
        guard let plain = reader.line(bytes.indices) else { return }
        let line: EventLine
        do throws(InvalidEvent) {
            line = try EventLine(thoroughly: bytes)
        } catch {
            throw Disagreement(description: "the line \(shown(bytes)) is taken as plain, and refused: \(error)")
        }
        try require(plain == line, "the line \(shown(bytes)) is read as \(plain), and as \(line)")
    }

    /// However quickly a body is read, it is understood as the thorough reader understands it.
    private static func checkBody(_ event: RecordedEvent) throws(Disagreement) {
        let quick = EventBody.read(event)
        try require(quick != nil, "the body \(shown(event.body)) was taken and cannot be read")
        let json = try? JSONDocument(parsing: event.body).root
        let thorough = json.flatMap { try? EventBody(decoding: $0, in: event.stream) }
        try require(quick == thorough, "the body \(shown(event.body)) is not read as the thorough reader reads it")
    }

    /// The event as a log gives it back.
    private static func recorded(_ event: NewEvent) throws(Disagreement) -> RecordedEvent {
        guard let author = try? Author("desk") else { throw Disagreement(description: "'desk' is no author") }
        let moment = Timestamp(microseconds: 1_711_137_600_000_001)
        return RecordedEvent(
            event, position: Position(.max), revision: Revision(7), recorded: moment,
            id: event.id ?? .minted(at: moment, random: (1, 2)), author: author)
    }

    private static func write(_ event: RecordedEvent, _ style: JSONStringStyle) -> [UInt8] {
        var bytes: [UInt8] = []
        EventLine.write(event, to: &bytes, style: style)
        return bytes
    }

    private static func read(_ bytes: [UInt8]) throws(Disagreement) -> EventLine {
        try require(bytes.count < EventLine.maximumLength, "\(bytes.count) bytes are written for one event")
        try require(!bytes.contains { $0 < 0x20 }, "a control stands in the line \(shown(bytes))")
        do throws(InvalidEvent) {
            return try EventLine(parsing: bytes)
        } catch {
            throw Disagreement(description: "the written line \(shown(bytes)) is refused: \(error)")
        }
    }

    /// Written as it goes into a pipe: byte for byte.
    private static func checkWritten(_ event: RecordedEvent, _ given: NewEvent) throws(Disagreement) {
        let bytes = write(event, .minimal)
        let line = try read(bytes)
        try require(line.wasReplayed, "nobody sees that \(shown(bytes)) was replayed")
        let again = line.event
        try require(given.hasSameContent(as: event), "\(given) is not what was recorded of it")
        try require(again.hasSameContent(as: event), "\(event) comes back as \(again)")
        try require(again.body == event.body, "the body \(shown(event.body)) comes back as \(shown(again.body))")
        try require(
            again.stream == event.stream && again.id == event.id && again.by == event.by
                && again.published == event.published && again.tags == event.tags
                && again.occurred == event.occurred && again.references == event.references
                && again.flags == event.flags && again.bodyVersion == event.bodyVersion
                && again.expectedRevision == nil,
            "\(event) comes back as \(again)")
        let second = try recorded(again)
        try require(write(second, .minimal) == bytes, "\(shown(bytes)) is written differently the second time")
    }

    /// Written as it goes to a terminal: the same values, and no sign that a terminal would obey.
    private static func checkVisible(_ event: RecordedEvent, _ given: NewEvent) throws(Disagreement) {
        let bytes = write(event, .visible)
        let isHarmless = String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        try require(isHarmless, "a terminal would obey \(shown(bytes))")
        // Escapes make a body longer, so a large one may become one that is too large to be taken again.
        guard bytes.count < EventBody.maximumSize else { return }
        let again = try read(bytes).event
        let bodies = [event.body, again.body].map { try? SlowJSON(reading: $0) }
        try require(
            bodies[0] != nil && bodies[0]?.value == bodies[1]?.value,
            "the body \(shown(event.body)) comes to a terminal as \(shown(again.body))")
        try require(
            again.stream == event.stream && again.id == event.id && again.by == event.by && again.tags == event.tags
                && again.published == event.published && again.references == event.references,
            "\(event) comes to a terminal as \(again)")
    }
}
