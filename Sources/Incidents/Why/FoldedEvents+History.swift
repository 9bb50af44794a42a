public import EventSourcing

extension FoldedEvents {
    /// The history of an entry; nil where it was not known.
    ///
    /// - Parameter leftOut: how many more events of its incident there are.
    func history(of reference: Reference, asOf: AsOf, leftOut: Int) -> EntryHistory? {
        guard let index = known.index(of: reference) else { return nil }
        let home = home(of: index)
        let entry = self.entry(index, in: home)
        let chain = ChangeChain(of: index, in: known)
        let steps = zip(chain.links, chain.states).map { link, state in
            let by = known.all[link.by]
            return EntryHistory.Step(
                kind: link.relation.kind, event: by.event, target: known.all[link.target].event.reference,
                reason: link.relation.reason, summary: by.body?.summary ?? "", source: by.body?.source?.name,
                takenBackBy: known.retraction(of: link.by, retracted: retracted).map { known.all[$0].event },
                state: entry.state == .redacted ? .redacted : state)
        }
        let deeds = (entry.body?.relations ?? []).map { relation in
            EntryHistory.Deed(
                relation: relation,
                target: known.index(of: relation.target).map { self.entry($0, in: self.home(of: $0)) })
        }
        var anchor: TimelineEntry?
        if let found = (try? entry.event.occurred.anchor(in: reference.stream)).flatMap({ known.index(of: $0) }) {
            anchor = self.entry(found, in: self.home(of: found))
        }
        let hanging = known.all.filter { item in
            guard item.event.occurred.form == .relative, item.event.references.contains(reference) else { return false }
            return (try? item.event.occurred.anchor(in: item.event.stream)) == reference
        }
        return EntryHistory(
            asOf: asOf, audience: options.audience, entry: entry, incident: home, way: way(from: reference.stream),
            steps: steps, deeds: deeds,
            anchor: anchor, hanging: hanging.map(\.event.reference),
            basis: entry.body?.decision == nil ? nil : basis(of: entry, asOf: asOf), leftOut: leftOut,
            isExercise: isExercise(home))
    }

    /// What was known right before a decision was written down, or on the published clock right before it was
    /// published, and what became of that.
    private func basis(of entry: TimelineEntry, asOf: AsOf) -> EntryHistory.Basis {
        let event = entry.event
        let then: AsOf
        let before: FoldedEvents
        switch asOf.clock {
        case .recorded:
            let position = Position(event.position.rawValue - 1)
            then = AsOf(clock: .recorded, moment: event.recorded, position: position)
            before = earlier(asOf: then)
        case .published:
            // What was published before it may have been written down after it.
            then = AsOf(clock: .published, moment: event.published, position: asOf.position)
            before = earlier { ($0.published, $0.position) < (event.published, event.position) }
        }
        let diff = IncidentDiff(
            of: event.stream, from: before.timeline(of: event.stream, asOf: then),
            to: timeline(of: event.stream, asOf: asOf))
        return EntryHistory.Basis(
            snapshot: diff.before, changed: diff.changed.filter { $0.kinds.contains { $0 != .confirmed } },
            added: diff.added.count { $0.event.position != event.position })
    }
}

extension IncidentReader {
    /// The history of an entry as of a moment; nil where it was not known then, or is not for the audience.
    ///
    /// - Parameter options: for whom it is told, and how figures are headed.
    public func history(
        of reference: Reference, asOf: AsOf, options: TimelineOptions = TimelineOptions()
    ) async throws(EventStoreError) -> EntryHistory? {
        guard let event = try await event(reference), asOf.includes(event) else { return nil }
        // What it speaks of is told too.
        var incidents: Set = [reference.stream]
        for other in event.references where other.revision > .none { incidents.insert(other.stream) }
        var known = KnownEvents()
        for event in try await events(concerning: incidents, upTo: asOf.position, followingMerges: true)
        where asOf.includes(event) {
            known.append(event)
        }
        let folded = FoldedEvents(known, options: options)
        let leftOut = try await leftOut(of: folded.family(of: folded.root(of: reference.stream)), known)
        return folded.history(of: reference, asOf: asOf, leftOut: leftOut)
    }
}
