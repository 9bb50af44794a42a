import EventSourcing
import Incidents

/// Lines of events for an audience.
///
/// The desk is shown events as they stand in the log. What the public may be told of an event depends on what others do to
/// it: an entry that the desk took back is not told any more. So each incident of which there is something public is told
/// anew as the public knows it now, and only what stands in that is shown, without what is the desk's alone.
struct Told<Store: EventStore>: Sendable {
    /// The lines of one look at the log, and how to go on.
    struct Page: Sendable {
        /// The lines with their line breaks.
        var bytes: [UInt8] = []
        /// The position of each event, and where its line ends in the bytes.
        var ends: [(position: Position, end: Int)] = []
        /// Every event up to here has been looked at (forward), or from here on (backward).
        var examined: Position
        /// How to go on; nil at the end.
        var next: ReadSelection?
    }

    let store: Store
    let audience: Audience
    let search: TextSearch?
    let now: Timestamp
    private let folds: PublicFolds

    init(_ store: Store, audience: Audience, text: String?, now: Timestamp, folds: PublicFolds) {
        self.folds = folds
        self.store = store
        self.audience = audience
        self.now = now
        search = text.map(TextSearch.init)
    }

    /// One page of a selection: at most so many events, and not many more than so many bytes.
    func page(
        of selection: ReadSelection, atMost limit: Int, bytes: Int = EventLines.batchSize
    ) async throws(EventStoreError) -> Page {
        audience == .public
            ? try await publicPage(of: selection, atMost: limit, bytes: bytes)
            : try await deskPage(of: selection, atMost: limit, bytes: bytes)
    }

    private func deskPage(of selection: ReadSelection, atMost limit: Int, bytes: Int) async throws(EventStoreError)
        -> Page
    {
        var lines = EventLines()
        var ends: [(position: Position, end: Int)] = []
        let progress = try await store.visit(selection) { event in
            guard search?.matches(event) ?? true else { return true }
            lines.append(event)
            ends.append((event.position, lines.bytes.count))
            return ends.count < limit && lines.bytes.count < bytes
        }
        return Page(bytes: lines.bytes, ends: ends, examined: progress.examined, next: progress.next)
    }

    private func publicPage(of selection: ReadSelection, atMost limit: Int, bytes: Int) async throws(EventStoreError)
        -> Page
    {
        let read = try await store.page(of: selection)
        var page = Page(examined: read.examined, next: read.next)
        var known: [StreamID: [Position: RecordedEvent]] = [:]
        for event in read.events {
            guard event.flags.contains(.publicAudience) else { continue }
            if known[event.stream] == nil { known[event.stream] = try await told(of: event.stream) }
            guard let shown = known[event.stream]?[event.position], search?.matches(shown) ?? true else { continue }
            EventLine.write(shown, to: &page.bytes)
            page.bytes.append(UInt8(ascii: "\n"))
            page.ends.append((event.position, page.bytes.count))
            if page.ends.count >= limit || page.bytes.count >= bytes {
                page.examined = event.position
                page.next = selection.rest(after: event.position, found: page.ends.count)
                break
            }
        }
        return page
    }

    /// The events of an incident of which the public is told, as they are told.
    func told(of incident: StreamID) async throws(EventStoreError) -> [Position: RecordedEvent] {
        let reader = IncidentReader(store)
        let asOf = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: now)
        if let known = folds.events(of: incident, at: asOf.position) { return known }
        let timeline = try await reader.timeline(
            of: incident, asOf: asOf, alone: true, options: TimelineOptions(audience: .public))
        var told: [Position: RecordedEvent] = [:]
        for entry in (timeline?.entries ?? []) + (timeline?.undated ?? []) { told[entry.event.position] = entry.event }
        folds.keep(told, of: incident, at: asOf.position)
        return told
    }
}
