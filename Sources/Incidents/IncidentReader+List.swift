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
                guard
                    audience == .internal
                        ? filter(event) : event.isPublic(EventBody.read(event)) && filter(event.withoutDesk)
                else { continue }
                matching.insert(event.stream)
                // Where it belongs to another incident, that tells it too.
                for whole in event.references where whole.revision == .none { matching.insert(whole.stream) }
            }
            rest = page.next
        }
        var folds = Folds()
        // What is withheld from the public may be all that speaks for a place in the list.
        let early = audience == .public ? projection.entangled.union(projection.merging) : projection.merging
        for incident in early where !folds.known.contains(incident) {
            let group = projection.group(of: incident)
            let folded = try await fold(group, asOf: asOf, audience, filter)
            folds.take(group, folded)
            if audience == .public { matching.subtract(group) }
            for (row, matches) in folded where audience == .public ? matches : matching.contains(row.incident) {
                matching.insert(row.incident)
                if let root = row.mergedInto { matching.insert(root) }
            }
        }
        let all = projection.summaries()
        var candidates = all.compactMap { row in
            folds.rows[row.incident] ?? (audience == .public && folds.known.contains(row.incident) ? nil : row)
        }
        // What was public of the others was taken back by the desk.
        var hidden = projection.hiddenCount + all.count - candidates.count
        if audience == .public {
            // Of an incident with nothing public of its own, public entries of others may tell.
            let own = Set(candidates.map(\.incident))
            let told = folds.rows.values.filter { !own.contains($0.incident) }
            candidates += told
            hidden -= told.count
        }
        if !folds.rows.isEmpty { candidates.sort(by: IncidentSummary.comesBefore) }
        var rows: [IncidentSummary] = []
        for var row in candidates where matching.contains(row.incident) && row.lastRecorded >= since ?? .minimum {
            guard rows.count < limit ?? .max else { break }
            if projection.entangled.contains(row.incident) {
                if !folds.known.contains(row.incident) {
                    let group = projection.group(of: row.incident)
                    folds.take(group, try await fold(group, asOf: asOf, audience, filter))
                }
                row = folds.rows[row.incident] ?? row
            }
            if status == nil || row.status == status { rows.append(row) }
        }
        let head = try await store.head()
        return IncidentList(
            asOf: asOf, rows: rows, known: known,
            leftOut: max(0, Int(clamping: head.position.rawValue) - known), audience: audience, hidden: hidden)
    }

    /// The rows of incidents that hang on each other: their events are read once and judged together.
    /// Each with whether an event that is told in it passes a filter.
    private func fold(
        _ group: [StreamID], asOf: AsOf, _ audience: Audience, _ filter: (RecordedEvent) -> Bool
    ) async throws(EventStoreError) -> [(row: IncidentSummary, matches: Bool)] {
        let folded = FoldedEvents(
            try await known(of: group, asOf: asOf), options: TimelineOptions(audience: audience))
        return group.compactMap { incident in
            let root = folded.root(of: incident)
            let timeline = folded.timeline(of: incident, asOf: asOf, alone: root != incident, tellsWay: false)
            guard let row = IncidentSummary(timeline, mergedInto: root == incident ? nil : root) else { return nil }
            let isAsked = audience == .public
            return (row, isAsked && (timeline.entries + timeline.undated).contains { filter($0.event) })
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

/// The incidents that were folded in groups, and their rows, where they have one.
private struct Folds {
    private(set) var known: Set<StreamID> = []
    private(set) var rows: [StreamID: IncidentSummary] = [:]

    mutating func take(_ group: [StreamID], _ folded: [(row: IncidentSummary, matches: Bool)]) {
        known.formUnion(group)
        for (row, _) in folded { rows[row.incident] = row }
    }
}
