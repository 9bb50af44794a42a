import Chronology
import EventSourcing
import Incidents
import StrictJSON

/// Events written down for a test, numbered and dated as a log would.
struct Story {
    private(set) var events: [RecordedEvent] = []
    private var revisions: [StreamID: Revision] = [:]

    /// Appends the event of one JSON line, recorded at a moment of RFC 3339.
    mutating func add(_ line: String, at recorded: String, flags: EventFlags = []) throws {
        var event = try EventLine(parsing: Array(line.utf8)).event
        event.flags.formUnion(flags)
        try add(event, at: recorded)
    }

    mutating func add(_ event: NewEvent, at recorded: String) throws {
        try add(event, at: try moment(recorded))
    }

    mutating func add(_ event: NewEvent, at recorded: Timestamp) throws {
        let revision = (revisions[event.stream] ?? .none).next
        revisions[event.stream] = revision
        let position = Position(UInt64(events.count + 1))
        events.append(
            RecordedEvent(
                event, position: position, revision: revision, recorded: recorded,
                id: try event.id ?? EventID("event-\(position.rawValue)"), author: try Author("desk-2")))
    }

    mutating func add(_ event: RecordedEvent) {
        revisions[event.stream] = event.revision
        events.append(event)
    }

    /// The timeline of an incident as of a moment of RFC 3339.
    func timeline(
        _ incident: String, asOf: String = "2024-03-26T00:00:00Z", clock: AsOf.Clock = .recorded,
        window: TimeSpan = .unknown, options: TimelineOptions = TimelineOptions()
    ) throws -> Timeline {
        let asOf = AsOf(clock: clock, moment: try moment(asOf), position: Position(UInt64(events.count)))
        return TimelineProjection(incident: try StreamID(incident), asOf: asOf).applying(events)
            .timeline(in: window, options: options)
    }
}

/// The first microsecond that words of RFC 3339 name.
func moment(_ words: String) throws -> Timestamp { try TimePoint(words: words).earliest }

/// A zone that has always followed a rule of POSIX, with the name of its standard time.
func zone(_ name: String, _ rule: String, hours: UInt8, abbreviation: String) throws -> Zone {
    func block() -> [UInt8] {
        let letters = Array(abbreviation.utf8) + [0]
        var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, 0, 0, 1, letters.count] { bytes += [0, 0, 0, UInt8(count)] }
        let seconds = Int(hours) * 3600
        bytes += [0, UInt8(seconds >> 16 & 255), UInt8(seconds >> 8 & 255), UInt8(seconds & 255), 0, 0]
        return bytes + letters
    }
    return .named(try ZoneRules(name: name, tzif: block() + block() + Array("\n\(rule)\n".utf8)))
}

/// Moscow since 2014.
func moscow() throws -> Zone { try zone("Europe/Moscow", "MSK-3", hours: 3, abbreviation: "MSK") }

extension Story {
    /// The evening that the tests of the look share.
    static func evening() throws -> Story {
        var story = Story()
        func line(_ kind: String, _ occurred: String?, _ body: String) -> String {
            let time = occurred.map { #""occurred":\#($0.hasPrefix("{") ? $0 : "\"\($0)\""),"# } ?? ""
            return #"{"incident":"crocus-city-hall","kind":"\#(kind)",\#(time)"body":{\#(body)}}"#
        }
        try story.add(
            line(
                "reported", "2024-03-22T19:54+03:00..2024-03-22T19:55+03:00",
                ##""summary":"gunmen arrive by car","source":{"name":"Baza","grade":"B2"},"title":"Attack on the hall""##
            ),
            at: "2024-03-22T17:10:00Z")
        try story.add(
            line(
                "reported", "2024-03-22T19:58+03:00~",
                ##""summary":"shots outside the hall","source":{"name":"TASS","kind":"agency","origin":"IC","grade":"B2"},"status":"active""##
            ),
            at: "2024-03-22T17:12:00Z")
        try story.add(
            line(
                "reported", nil,
                ##""summary":"only one gunman was there","relation":{"type":"disputes","target":"#1","reason":"accounts differ"}"##
            ),
            at: "2024-03-22T17:13:00Z")
        try story.add(
            line(
                "reported", "2024-03-22T20:01+03:00",
                ##""summary":"they enter the auditorium","source":{"name":"Baza","grade":"C3"}"##),
            at: "2024-03-22T17:20:00Z")
        try story.add(
            line(
                "responded", "2024-03-22T20:33+03:00",
                ##""summary":"SOBR and OMON dispatched","source":{"name":"TASS","grade":"B3"},"unit":{"id":"SOBR","status":"dispatched"}"##
            ),
            at: "2024-03-22T17:40:00Z")
        try story.add(
            line(
                "reported", "2024-03-22T21:00+03:00~",
                ##""summary":"40 killed","source":{"name":"FSB","kind":"official"},"figures":[{"measure":"killed","best":40}]"##
            ),
            at: "2024-03-22T18:30:00Z")
        try story.add(
            line(
                "reported", ##"{"after":"#4","offset":"PT75M","bound":"about"}"##, ##""summary":"the roof comes down""##
            ),
            at: "2024-03-22T19:00:00Z")
        try story.add(line("updated", nil, ##""summary":"motive unclear""##), at: "2024-03-22T20:00:00Z")
        try story.add(
            line(
                "updated", "2024-03-25",
                ##""summary":"139 killed","source":{"name":"IC","kind":"official"},"figures":[{"measure":"killed","best":139}],"relation":{"type":"revises","target":"#6","reason":"final count"}"##
            ),
            at: "2024-03-25T08:00:00Z")
        for summary in ["court hearing", "second hearing", "third hearing"] {
            try story.add(
                line("reported", "2024-03-25T22:00+03:00", "\"summary\":\"\(summary)\""), at: "2024-03-25T20:00:00Z")
        }
        return story
    }
}
