public import EventSourcing

extension IncidentReader {
    /// The timelines of all incidents as they were known at a moment, one after the other, in the order of their names.
    /// Those that are one are told together, under the name of the one that the others were merged into.
    ///
    /// The log is gone through once to see which incidents hang on each other; then every group of them is read and
    /// folded once, so that the cost is linear in the events.
    ///
    /// - Parameters:
    ///   - asOf: what counts as known.
    ///   - body: takes each timeline in turn. Incidents of which nothing was known at the moment are passed over.
    public func eachTimeline(asOf: AsOf, _ body: (Timeline) -> Void) async throws(EventStoreError) {
        var projection = IncidentListProjection()
        var names: Set<StreamID> = []
        var rest: ReadSelection? = ReadSelection(upTo: asOf.position)
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events where asOf.includes(event) {
                projection.apply(event)
                names.insert(event.stream)
            }
            rest = page.next
        }
        // What was folded with its group waits until its turn comes.
        var waiting: [StreamID: Timeline?] = [:]
        for incident in names.sorted() {
            if waiting[incident] == nil {
                for (member, timeline) in try await timelines(of: projection.group(of: incident), asOf: asOf) {
                    waiting[member] = timeline
                }
            }
            if let timeline = waiting.removeValue(forKey: incident) ?? nil, timeline.knownCount > 0 { body(timeline) }
        }
    }

    /// The timelines of incidents that hang on each other: their events are read once and judged together. Nil for those
    /// that were merged into another one.
    private func timelines(
        of group: [StreamID], asOf: AsOf
    ) async throws(EventStoreError) -> [(StreamID, Timeline?)] {
        let known = try await known(of: group, asOf: asOf)
        let folded = FoldedEvents(known)
        let counts = known.counts()
        var timelines: [(StreamID, Timeline?)] = []
        for incident in group {
            guard folded.root(of: incident) == incident else {
                timelines.append((incident, nil))
                continue
            }
            let leftOut = try await leftOut(of: folded.family(of: incident), counts)
            timelines.append((incident, folded.timeline(of: incident, asOf: asOf, leftOut: leftOut)))
        }
        return timelines
    }
}
