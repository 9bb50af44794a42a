import BlotterPages
import Chronology
import EventSourcing
import Foundation
import Incidents

/// Events written down for a test, numbered and dated as a log would.
struct Story {
    private(set) var events: [RecordedEvent] = []
    private var revisions: [StreamID: Revision] = [:]

    /// A story of nothing yet.
    init() {}

    /// A seed story, recorded a while after each of its events was published.
    init(seed name: String) throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardized
        let text = try String(contentsOf: root.appending(path: "seeds/\(name).jsonl"), encoding: .utf8)
        var recorded = Timestamp.minimum
        for line in text.split(separator: "\n") {
            let event = try EventLine(parsing: Array(line.utf8)).event
            recorded = max(recorded, (event.published ?? recorded).advanced(byMicroseconds: 240 * Timestamp.perSecond))
            add(event, at: recorded)
        }
    }

    mutating func add(_ line: String, at recorded: String) throws {
        add(try EventLine(parsing: Array(line.utf8)).event, at: try moment(recorded))
    }

    mutating func add(_ event: NewEvent, at recorded: Timestamp) {
        let revision = (revisions[event.stream] ?? .none).next
        revisions[event.stream] = revision
        let position = Position(UInt64(events.count + 1))
        guard let id = try? event.id ?? EventID("event-\(position.rawValue)"), let desk = try? Author("desk-2") else {
            return
        }
        events.append(
            RecordedEvent(event, position: position, revision: revision, recorded: recorded, id: id, author: desk))
    }

    /// The timeline of an incident as of a moment of RFC 3339.
    func timeline(
        _ incident: String, asOf: String = "2025-06-01T00:00:00Z", clock: AsOf.Clock = .recorded,
        options: TimelineOptions = TimelineOptions()
    ) throws -> Timeline {
        let asOf = AsOf(clock: clock, moment: try moment(asOf), position: Position(UInt64(events.count)))
        return TimelineProjection(incident: try StreamID(incident), asOf: asOf).applying(events)
            .timeline(options: options)
    }
}

/// The first microsecond that words of RFC 3339 name.
func moment(_ words: String) throws -> Timestamp { try TimePoint(words: words).earliest }

/// Who may do everything.
let desk = PageVisitor(
    name: "night-desk", canAppend: true, isPublic: false, isSignedIn: true, hasTokens: true, csrf: "a-mark")

/// Who may only read.
let reader = PageVisitor(
    name: nil, canAppend: false, isPublic: true, isSignedIn: false, hasTokens: true, csrf: "a-mark")

func setting(_ visitor: PageVisitor = desk) throws -> PageSetting { try makeSetting(visitor) }

private func makeSetting(_ visitor: PageVisitor) throws -> PageSetting {
    PageSetting(
        zone: .fixed(minutes: 180), now: try moment("2025-06-01T12:00:00Z"), visitor: visitor,
        address: "http://127.0.0.1:8080")
}

/// The list of incidents as of the end of a log, or as of what the query asks for.
func listPage(
    _ rows: [IncidentListPage.Row], hasMore: Bool = false, end: UInt64 = 56, asOf: AsOf? = nil,
    query: ListQuery = ListQuery([]), setting: PageSetting
) -> IncidentListPage {
    IncidentListPage(
        rows: rows, hasMore: hasMore,
        asOf: asOf ?? AsOf(clock: query.clock, moment: setting.now, position: Position(end)), position: Position(end),
        query: query, setting: setting)
}

/// The page of an incident as of a moment, or as of now.
func page(
    _ story: Story, _ incident: String, _ items: [(name: String, value: String)] = [], visitor: PageVisitor = desk,
    setting: PageSetting? = nil
) throws -> IncidentPage {
    let query = IncidentQuery(items)
    let current = try story.timeline(incident, clock: query.clock)
    let shown = try query.asOf.map { try story.timeline(incident, asOf: $0, clock: query.clock) } ?? current
    return IncidentPage(
        shown: shown, current: current, findings: Lint().findings(in: shown),
        position: Position(UInt64(story.events.count)), query: query,
        setting: try setting ?? makeSetting(visitor))
}
