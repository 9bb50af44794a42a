public import EventSourcing

extension IncidentReader {
    /// What changed in what is known of an incident between two moments on one clock; nil where there is no such incident.
    /// What concerns it is read once.
    ///
    /// - Parameter options: for whom it is told, and how its figures are headed.
    public func diff(
        of incident: StreamID, from: AsOf, to: AsOf, options: TimelineOptions = TimelineOptions()
    ) async throws(EventStoreError) -> IncidentDiff? {
        guard try await store.revision(of: incident) > .none else { return nil }
        let known = try await known(concerning: incident, asOf: to)
        let after = FoldedEvents(known, options: options)
        let before = after.earlier(asOf: from)
        let leftOut = try await leftOut(of: after.family(of: after.root(of: incident)), known)
        return IncidentDiff(
            of: incident, from: before.timeline(of: incident, asOf: from),
            to: after.timeline(of: incident, asOf: to, leftOut: leftOut))
    }

    /// What changed in all incidents between two moments on one clock.
    ///
    /// One pass over the log finds the incidents in which anything became known; these, and those that hang on them, are
    /// then read in a second one, or one by one where they are few. Of all events, only theirs are kept.
    ///
    /// - Parameter options: for whom it is told, and how the figures are headed.
    public func handover(
        from: AsOf, to: AsOf, options: TimelineOptions = TimelineOptions()
    ) async throws(EventStoreError) -> Handover {
        var survey = DiffSurvey(from: from, to: to, audience: options.audience)
        try await forEach(upTo: to.position) { survey.take($0) }
        let groups = survey.touchedGroups()
        var diffs: [IncidentDiff] = []
        // Those that are told in another one.
        var merged = 0
        func compare(_ group: [StreamID], _ known: KnownEvents) {
            let after = FoldedEvents(known, options: options)
            let before = after.earlier(asOf: from)
            for incident in group where after.root(of: incident) == incident {
                let diff = IncidentDiff(
                    of: incident, from: before.timeline(of: incident, asOf: from),
                    to: after.timeline(of: incident, asOf: to))
                if !diff.isEmpty { diffs.append(diff) }
            }
            merged += group.count { survey.isTold($0) && after.root(of: $0) != $0 }
        }
        if survey.isWorthAPass(groups) {
            var collected = CollectedGroups(groups)
            try await forEach(upTo: to.position) { event in if to.includes(event) { collected.take(event) } }
            for (group, events) in collected.drain() {
                var known = KnownEvents()
                for event in events { known.append(event) }
                compare(group, known)
            }
        } else {
            for group in groups { compare(group, try await known(of: group, asOf: to)) }
        }
        let head = try await store.head()
        return Handover(
            from: from, to: to, diffs: diffs, quiet: max(0, survey.incidents - merged - diffs.count),
            knownBefore: survey.knownBefore, knownAfter: survey.told,
            leftOut: max(0, Int(clamping: head.position.rawValue) - survey.known), audience: options.audience,
            notPublic: survey.known - survey.told)
    }

    private func forEach(
        upTo position: Position, _ take: (RecordedEvent) -> Void
    ) async throws(EventStoreError) {
        var rest: ReadSelection? = ReadSelection(upTo: position)
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events { take(event) }
            rest = page.next
        }
    }
}
