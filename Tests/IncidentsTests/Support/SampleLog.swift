import EventSourcing
import Incidents

/// A log in memory for projections: events are written as lines, take their numbers as in a store, and are recorded one
/// minute after the other, the first on 22 March 2024 at 18:01 UTC.
struct SampleLog {
    private(set) var events: [RecordedEvent] = []
    private var revisions: [StreamID: Revision] = [:]
    private var recorded = Timestamp(microseconds: 1_711_130_400_000_000)
    var now: Timestamp { recorded }

    /// Adds an event: the members of its body behind the summary, and what else stands around the body.
    @discardableResult
    mutating func add(
        _ summary: String = "Something", in incident: String = "fire", kind: String = "reported",
        at occurred: String? = nil,
        published: String? = nil, body: String = "", envelope: String = ""
    ) throws -> RecordedEvent {
        var line = #"{"incident":"\#(incident)","kind":"\#(kind)""#
        if let occurred { line += #","occurred":"# + (occurred.hasPrefix("{") ? occurred : #""\#(occurred)""#) }
        if let published { line += #","published":"\#(published)""# }
        if !envelope.isEmpty { line += "," + envelope }
        line += #","body":{"summary":"\#(summary)"\#(body.isEmpty ? "" : "," + body)}}"#
        return append(try EventLine(parsing: Array(line.utf8)).event)
    }

    @discardableResult
    mutating func append(_ event: NewEvent) -> RecordedEvent {
        recorded = recorded.advanced(byMicroseconds: 60 * Timestamp.perSecond)
        let position = Position(UInt64(events.count) + 1)
        let revision = (revisions[event.stream] ?? .none).next
        revisions[event.stream] = revision
        let recordedEvent = RecordedEvent(
            event, position: position, revision: revision, recorded: recorded,
            id: event.id ?? .minted(at: recorded, random: (0, position.rawValue)), author: .desk)
        events.append(recordedEvent)
        return recordedEvent
    }

    /// Takes the body of an event out.
    mutating func redact(_ position: Int) {
        let event = events[position - 1]
        events[position - 1] = RecordedEvent(
            position: event.position, revision: event.revision, recorded: event.recorded, stream: event.stream,
            id: event.id, kind: event.kind, bodyVersion: event.bodyVersion, flags: event.flags.union(.redacted),
            occurred: event.occurred, published: event.published, by: event.by, tags: event.tags,
            references: event.references, body: [])
    }

    /// The timeline of an incident as of a moment; without one, of all.
    func timeline(
        of incident: String = "fire", asOf moment: Timestamp? = nil, clock: AsOf.Clock = .recorded,
        window: TimeSpan = .unknown, alone: Bool = false, options: TimelineOptions = TimelineOptions()
    ) throws -> Timeline {
        let asOf = AsOf(clock: clock, moment: moment ?? .maximum, position: Position(UInt64(events.count)))
        return TimelineProjection(incident: try StreamID(incident), asOf: asOf).applying(events)
            .timeline(in: window, alone: alone, options: options)
    }

    func snapshot(
        of incident: String = "fire", asOf moment: Timestamp? = nil, options: TimelineOptions = TimelineOptions()
    ) throws -> IncidentSnapshot {
        try timeline(of: incident, asOf: moment, options: options).snapshot
    }
}

extension Author {
    /// Whoever enters what tests append.
    static let desk: Author = {
        do { return try Author("desk") } catch { fatalError("\(error)") }
    }()
}

extension Timeline {
    /// The numbers of the dated entries, in order.
    var order: [UInt64] { entries.map(\.event.revision.rawValue) }
    /// The numbers of the undated entries, in order.
    var undatedOrder: [UInt64] { undated.map(\.event.revision.rawValue) }
    /// An entry by its number, wherever it stands.
    subscript(revision: UInt64) -> TimelineEntry? {
        (entries + undated).first { $0.event.revision == Revision(revision) }
    }
}

extension Timestamp {
    /// A moment of 22 March 2024 in UTC.
    static func at(_ hour: Int64, _ minute: Int64, _ second: Int64 = 0) -> Timestamp {
        Timestamp(microseconds: 1_711_065_600_000_000 + ((hour * 60 + minute) * 60 + second) * perSecond)
    }
}

extension TimeSpan {
    /// One minute of 22 March 2024 in UTC.
    static func minute(_ hour: Int64, _ minute: Int64) -> TimeSpan {
        TimeSpan(
            earliest: .at(hour, minute), latest: Timestamp.at(hour, minute + 1).advanced(byMicroseconds: -1))
    }
}

/// A minute of 22 March 2024 in UTC, as a line writes it.
func at(_ time: String) -> String { "2024-03-22T\(time)Z" }

/// A relation as a body writes it.
func relation(_ type: String, _ target: String, reason: String? = "because") -> String {
    let reason = reason.map { #","reason":"\#($0)""# } ?? ""
    return #""relation":{"type":"\#(type)","target":"\#(target)"\#(reason)}"#
}

extension SampleLog {
    /// When the event at a position was recorded; of 0, a moment before the first.
    func moment(_ position: Int) -> Timestamp {
        position > 0 ? events[position - 1].recorded : (events.first?.recorded ?? now).advanced(byMicroseconds: -1)
    }
}
