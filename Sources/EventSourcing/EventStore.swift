/// A log of immutable events, cut into streams.
///
/// What every store promises, whichever it is (the suite in `EventStoreTesting` holds each store to it):
/// - an append that is answered is durable, all or nothing, at gapless positions and revisions;
/// - `recorded` never decreases with position;
/// - the same event id with the same content is appended once and answered with the place it has;
/// - a read sees whole appends only, in log order, and can be resumed by position;
/// - a subscription sees every event once: no gap and no duplicate between catching up and following.
public protocol EventStore: Sendable {
    /// Appends several requests, each all or nothing and independent of the others, in the order given.
    ///
    /// A request that is refused does not touch its neighbours. Requests that wait together are made durable together.
    ///
    /// - Returns: one result a request. Where the store itself fails on the way, the requests that it could not make
    ///   durable fail with an error for which ``EventStoreError/isFailureOfStore`` is true; those before them stand.
    /// - Throws: when nothing could be tried; then none of the requests is acknowledged.
    func append(
        _ requests: [AppendRequest]
    ) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>]

    /// Events of which each stands alone, with all that can be computed of them before their turn comes.
    associatedtype Prepared: Sendable = PreparedEvents

    /// Makes events ready of which each stands alone. Waits for nothing: whoever appends much does it on another thread,
    /// while the events before become durable.
    func prepare(_ events: [NewEvent], author: Author) throws(EventStoreError) -> Prepared

    /// Appends events that were made ready, in the order given: the same as one request an event, without the cost of so
    /// many requests.
    ///
    /// - Returns: one result an event, as of ``append(_:)``.
    func append(
        _ prepared: Prepared
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, EventStoreError>]

    /// Reads one bounded page of a selection: at most ``EventPage/maximumCount`` events.
    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage

    /// Shows the events of a selection one after the other where they are kept, without a copy, until the visitor has
    /// had enough for now or a bounded batch ends: nobody is kept from using old pages again for long.
    ///
    /// - Parameter visitor: is shown each event; false ends the visit behind it. It must not ask the store anything, and
    ///   should neither wait nor write, since others may wait for it.
    /// - Returns: how to go on.
    func visit(
        _ selection: ReadSelection, _ visitor: (borrowing EventView) -> Bool
    ) async throws(EventStoreError) -> ReadProgress

    /// The end of the log as it is now.
    func head() async throws(EventStoreError) -> LogHead

    /// The revision of a stream; ``Revision/none`` where it does not exist.
    func revision(of stream: StreamID) async throws(EventStoreError) -> Revision

    /// Streams in the order of their names (by bytes), after a name, at most `limit` of them.
    func streams(after name: StreamID?, limit: Int) async throws(EventStoreError) -> [StreamHead]

    /// The last position that was recorded at or before a moment: what "as of T" means on the recorded clock.
    func position(asOf moment: Timestamp) async throws(EventStoreError) -> Position
}

extension EventStore {
    /// Appends one request: all of its events or none.
    public func append(_ request: AppendRequest) async throws(EventStoreError) -> AppendReceipt {
        let results = try await append([request])
        guard let first = results.first else { throw .invalid("the store gave no answer to an append") }
        return try first.get()
    }

    /// Every event of a selection, page by page. For selections that fit in memory.
    public func read(_ selection: ReadSelection = ReadSelection()) async throws(EventStoreError) -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        var rest: ReadSelection? = selection
        while let selection = rest {
            let page = try await page(of: selection)
            // Mostly one page is all.
            if events.isEmpty { events = page.events } else { events += page.events }
            rest = page.next
        }
        return events
    }

    /// Follows the log: everything after a position that matches, then what comes, without end.
    public func subscribe(to query: Query = .all, after position: Position = .beforeFirst) -> Subscription<Self> {
        Subscription(store: self, query: query, after: position)
    }
}

/// Events of which each stands alone, for stores that have nothing to compute ahead.
public struct PreparedEvents: Sendable {
    let events: [NewEvent]
    let author: Author
}

extension EventStore where Prepared == PreparedEvents {
    /// Keeps the events as they are.
    public func prepare(_ events: [NewEvent], author: Author) throws(EventStoreError) -> PreparedEvents {
        PreparedEvents(events: events, author: author)
    }

    /// Appends one request an event.
    public func append(
        _ prepared: PreparedEvents
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, EventStoreError>] {
        try await append(prepared.events.map { AppendRequest([$0], author: prepared.author) }).map { result in
            result.flatMap { receipt in
                receipt.entries.first.map(Result.success) ?? .failure(.invalid("the store gave no answer to an append"))
            }
        }
    }
}
