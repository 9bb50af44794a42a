import EventSourcing
import EventStoreTesting

/// A store with one fault, to see that the suite notices.
struct FaultyStore: EventStore {
    enum Fault: CaseIterable, Sendable {
        case losesTheLastEventOfAPage
        case ignoresTheLimit
        case readsBackwardOldestFirst
        case forgetsTheCondition
        case forgetsTheExpectedRevision
        case appendsRepeatsAgain
        case dropsTags
        case changesABody
        case losesTheSignOfDoubt
        case listsStreamsTwice
        case isOffByOneAsOf
        case examinesTooFar
        case stopsAtTheFirstRefusal
        case joinsTheRequestsOfACall
    }

    let fault: Fault
    let store: InMemoryEventStore

    func append(
        _ requests: [AppendRequest]
    ) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        var requests = requests
        for index in requests.indices {
            if fault == .forgetsTheCondition { requests[index].condition = nil }
            for event in requests[index].events.indices {
                if fault == .forgetsTheExpectedRevision { requests[index].events[event].expectedRevision = nil }
                if fault == .appendsRepeatsAgain { requests[index].events[event].id = nil }
            }
        }
        if fault == .joinsTheRequestsOfACall, requests.count > 1, let first = requests.first {
            let events = requests.flatMap(\.events)
            let receipt = try await store.append(AppendRequest(events, author: first.author))
            return receipt.entries.map { .success(AppendReceipt(entries: [$0])) }
        }
        let results = try await store.append(requests)
        if fault == .stopsAtTheFirstRefusal, results.count > 1 {
            for case .failure(let error) in results { throw error }
        }
        return results
    }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        var asked = selection
        if fault == .ignoresTheLimit { asked.limit = nil }
        if fault == .readsBackwardOldestFirst { asked.direction = .forward }
        let page = try await store.page(of: asked)
        var events = page.events
        if fault == .losesTheLastEventOfAPage, page.next != nil { events = events.dropLast() }
        let examined = fault == .examinesTooFar && page.next != nil ? page.examined.next : page.examined
        return EventPage(events: events.map(spoiled), next: page.next, examined: examined)
    }

    func head() async throws(EventStoreError) -> LogHead { try await store.head() }

    func revision(of stream: StreamID) async throws(EventStoreError) -> Revision {
        try await store.revision(of: stream)
    }

    func streams(after name: StreamID?, limit: Int) async throws(EventStoreError) -> [StreamHead] {
        let streams = try await store.streams(after: name, limit: limit)
        return fault == .listsStreamsTwice ? streams + streams.suffix(1) : streams
    }

    func position(asOf moment: Timestamp) async throws(EventStoreError) -> Position {
        try await store.position(asOf: fault == .isOffByOneAsOf ? moment.advanced(byMicroseconds: -1) : moment)
    }

    private func spoiled(_ event: RecordedEvent) -> RecordedEvent {
        let told = event.occurred
        let occurred =
            fault == .losesTheSignOfDoubt
            ? Occurrence(
                form: told.form, earliest: told.earliest, latest: told.latest, precision: told.precision,
                isApproximate: told.isApproximate, isUncertain: false, offsetMinutes: told.offsetMinutes,
                words: told.words) : told
        return RecordedEvent(
            position: event.position, revision: event.revision, recorded: event.recorded, stream: event.stream,
            id: event.id, kind: event.kind, bodyVersion: event.bodyVersion, flags: event.flags, occurred: occurred,
            published: event.published, by: event.by, tags: fault == .dropsTags ? [] : event.tags,
            references: event.references, body: fault == .changesABody ? event.body.reversed() : event.body)
    }
}
