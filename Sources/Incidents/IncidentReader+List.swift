public import EventSourcing

extension IncidentReader {
    /// All incidents, the one with the newest event first.
    ///
    /// One pass over the log; incidents whose entries change each other, or whose times hang on others, are then folded
    /// in groups, each of which is read once, as far as rows are asked for.
    ///
    /// - Parameters:
    ///   - now: the time of day.
    ///   - status: only incidents that stand so.
    ///   - since: only incidents with an event recorded since then.
    ///   - limit: at most so many.
    ///   - filter: only incidents with at least one event of which this is true.
    public func incidents(
        now: Timestamp, status: IncidentStatus? = nil, since: Timestamp? = nil, limit: Int? = nil,
        havingEvent filter: (RecordedEvent) -> Bool = { _ in true }
    ) async throws(EventStoreError) -> [IncidentSummary] {
        let asOf = try await asOf(nil, clock: .recorded, now: now)
        var projection = IncidentListProjection()
        var matching: Set<StreamID> = []
        var rest: ReadSelection? = ReadSelection(upTo: asOf.position)
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events {
                projection.apply(event)
                if !matching.contains(event.stream), filter(event) { matching.insert(event.stream) }
            }
            rest = page.next
        }
        let candidates = projection.summaries().filter { row in
            matching.contains(row.incident) && since.map { row.lastRecorded >= $0 } ?? true
        }
        var rows: [IncidentSummary] = []
        var folded: [StreamID: IncidentSummary] = [:]
        for var row in candidates {
            guard rows.count < limit ?? .max else { break }
            if projection.entangled.contains(row.incident) {
                if folded[row.incident] == nil {
                    for row in try await fold(projection.group(of: row.incident), asOf: asOf) {
                        folded[row.incident] = row
                    }
                }
                row = folded[row.incident] ?? row
            }
            if status == nil || row.status == status { rows.append(row) }
        }
        return rows
    }

    /// The rows of incidents that hang on each other: their events are read once and judged together.
    private func fold(_ group: [StreamID], asOf: AsOf) async throws(EventStoreError) -> [IncidentSummary] {
        var events: [RecordedEvent] = []
        // One after the other: a store goes through the indexes of a query side by side.
        for incident in group {
            events += try await store.read(ReadSelection(.stream(incident), upTo: asOf.position))
        }
        var known = KnownEvents()
        for event in events.sorted(by: { $0.position < $1.position }) { known.append(event) }
        let folded = FoldedEvents(known)
        return group.compactMap { IncidentSummary(folded.timeline(of: $0, asOf: asOf)) }
    }
}
