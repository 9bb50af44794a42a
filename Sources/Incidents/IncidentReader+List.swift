public import EventSourcing

extension IncidentReader {
    /// All incidents as they are known now, the one with the newest event first; see ``list(asOf:status:since:limit:havingEvent:)``.
    public func incidents(
        now: Timestamp, status: IncidentStatus? = nil, since: Timestamp? = nil, limit: Int? = nil,
        havingEvent filter: (RecordedEvent) -> Bool = { _ in true }
    ) async throws(EventStoreError) -> [IncidentSummary] {
        let asOf = try await asOf(nil as Timestamp?, clock: .recorded, now: now)
        return try await list(asOf: asOf, status: status, since: since, limit: limit, havingEvent: filter).rows
    }

    /// All incidents as they were known at a moment, the one with the newest event first.
    ///
    /// One pass over the log; incidents whose entries change each other, whose times hang on others, or that were merged,
    /// are then folded in groups, each of which is read once: groups with mergers always, others as far as rows are asked
    /// for.
    ///
    /// - Parameters:
    ///   - asOf: what counts as known.
    ///   - status: only incidents that stand so.
    ///   - since: only incidents with an event recorded since then.
    ///   - limit: at most so many.
    ///   - audience: for whom it is; for the public, only incidents of which something is public are listed, with what is.
    ///   - filter: only incidents with at least one event of which this is true. For the public it is asked of public events
    ///     alone, as the public knows them: without the desk's tags.
    public func list(
        asOf: AsOf, status: IncidentStatus? = nil, since: Timestamp? = nil, limit: Int? = nil,
        audience: Audience = .internal, havingEvent filter: (RecordedEvent) -> Bool = { _ in true }
    ) async throws(EventStoreError) -> IncidentList {
        var projection = IncidentListProjection(audience: audience)
        var matching: Set<StreamID> = []
        var known = 0
        var rest: ReadSelection? = ReadSelection(upTo: asOf.position)
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events where asOf.includes(event) {
                known += 1
                projection.apply(event)
                guard audience == .internal || event.isPublic(EventBody.read(event)),
                    filter(audience == .internal ? event : event.withoutDesk)
                else { continue }
                matching.insert(event.stream)
                // Where it belongs to another incident, that tells it too.
                for whole in event.references where whole.revision == .none { matching.insert(whole.stream) }
            }
            rest = page.next
        }
        var folded: [StreamID: IncidentSummary] = [:]
        // Keeps the rows of a group. What the public is told of it shows only now.
        func take(_ timelines: [(row: IncidentSummary, timeline: Timeline)]) {
            for (row, timeline) in timelines {
                folded[row.incident] = row
                let told = timeline.entries + timeline.undated
                if audience == .public, !told.contains(where: { filter($0.event) }) { matching.remove(row.incident) }
            }
        }
        for incident in projection.merging where folded[incident] == nil {
            let timelines = try await fold(projection.group(of: incident), asOf: asOf, audience)
            take(timelines)
            for (row, _) in timelines {
                if let root = row.mergedInto, matching.contains(row.incident) { matching.insert(root) }
            }
        }
        var candidates = projection.summaries().map { folded[$0.incident] ?? $0 }
        // Of an incident with nothing public of its own, public entries of others may tell.
        let own = Set(candidates.map(\.incident))
        let told = audience == .internal ? [] : folded.values.filter { !own.contains($0.incident) }
        candidates += told
        if !folded.isEmpty { candidates.sort(by: IncidentSummary.comesBefore) }
        var rows: [IncidentSummary] = []
        var hidden = projection.hiddenCount - told.count
        for var row in candidates where matching.contains(row.incident) && row.lastRecorded >= since ?? .minimum {
            guard rows.count < limit ?? .max else { break }
            if projection.entangled.contains(row.incident) {
                if folded[row.incident] == nil {
                    take(try await fold(projection.group(of: row.incident), asOf: asOf, audience))
                }
                guard let own = folded[row.incident] else {
                    // What was public of it was taken back by the desk.
                    hidden += 1
                    continue
                }
                row = own
            }
            guard matching.contains(row.incident) else { continue }
            if status == nil || row.status == status { rows.append(row) }
        }
        let head = try await store.head()
        return IncidentList(
            asOf: asOf, rows: rows, known: known,
            leftOut: max(0, Int(clamping: head.position.rawValue) - known), audience: audience, hidden: hidden)
    }

    /// The rows of incidents that hang on each other: their events are read once and judged together.
    private func fold(
        _ group: [StreamID], asOf: AsOf, _ audience: Audience
    ) async throws(EventStoreError) -> [(row: IncidentSummary, timeline: Timeline)] {
        let folded = FoldedEvents(
            try await known(of: group, asOf: asOf), options: TimelineOptions(audience: audience))
        return group.compactMap { incident in
            let root = folded.root(of: incident)
            let timeline = folded.timeline(of: incident, asOf: asOf, alone: root != incident, tellsWay: false)
            return IncidentSummary(timeline, mergedInto: root == incident ? nil : root).map { ($0, timeline) }
        }
    }

    /// What was known of incidents at a moment, from a read of each.
    func known(of group: [StreamID], asOf: AsOf) async throws(EventStoreError) -> KnownEvents {
        var events: [RecordedEvent] = []
        // One after the other: a store goes through the indexes of a query side by side.
        for incident in group {
            events += try await store.read(ReadSelection(.stream(incident), upTo: asOf.position))
        }
        var known = KnownEvents()
        for event in events.sorted(by: { $0.position < $1.position }) where asOf.includes(event) { known.append(event) }
        return known
    }
}
