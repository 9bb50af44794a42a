public import EventSourcing

extension IncidentReader {
    /// The timelines of all incidents as of a moment, one after the other, in the order of their names.
    ///
    /// The log is gone through once to see which incidents hang on each other; then every group of them is read and
    /// folded once, so that the cost is linear in the events.
    ///
    /// - Parameters:
    ///   - moment: the last moment to know of, cut at now; nil means now.
    ///   - clock: what "known" means.
    ///   - now: the time of day.
    ///   - body: takes each timeline in turn. Incidents of which nothing was known at the moment are passed over.
    public func eachTimeline(
        asOf moment: Timestamp? = nil, clock: AsOf.Clock = .recorded, now: Timestamp,
        _ body: (Timeline) -> Void
    ) async throws(EventStoreError) {
        let asOf = try await asOf(moment, clock: clock, now: now)
        var projection = IncidentListProjection()
        var names: Set<StreamID> = []
        var rest: ReadSelection? = ReadSelection(upTo: asOf.position)
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events {
                projection.apply(event)
                names.insert(event.stream)
            }
            rest = page.next
        }
        // A group waits until its last member has had its turn.
        var waiting: [StreamID: Timeline] = [:]
        for incident in names.sorted() {
            if let timeline = waiting.removeValue(forKey: incident) {
                if timeline.knownCount > 0 { body(timeline) }
                continue
            }
            for timeline in try await timelines(of: projection.group(of: incident), asOf: asOf) {
                if timeline.incident == incident {
                    if timeline.knownCount > 0 { body(timeline) }
                } else {
                    waiting[timeline.incident] = timeline
                }
            }
        }
    }

    /// The timelines of incidents that hang on each other: their events are read once and judged together.
    private func timelines(of group: [StreamID], asOf: AsOf) async throws(EventStoreError) -> [Timeline] {
        var events: [RecordedEvent] = []
        // One after the other: a store goes through the indexes of a query side by side.
        for incident in group {
            events += try await store.read(ReadSelection(.stream(incident), upTo: asOf.position))
        }
        var known = KnownEvents()
        var counts: [StreamID: Int] = [:]
        for event in events.sorted(by: { $0.position < $1.position }) where asOf.includes(event) {
            known.append(event)
            counts[event.stream, default: 0] += 1
        }
        let folded = FoldedEvents(known)
        var timelines: [Timeline] = []
        for incident in group {
            let revision = try await store.revision(of: incident)
            let leftOut = max(0, Int(clamping: revision.rawValue) - (counts[incident] ?? 0))
            timelines.append(folded.timeline(of: incident, asOf: asOf, leftOut: leftOut))
        }
        return timelines
    }
}
