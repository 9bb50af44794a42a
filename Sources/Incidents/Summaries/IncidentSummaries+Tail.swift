import EventSourcing

extension IncidentSummaries {
    /// What a piece of the log makes of the rows.
    enum Tail {
        /// The rows of all incidents that it touches, as of its end.
        case states([StreamID: SummaryState])
        /// A row was folded from more of the log: somebody is at it.
        case overtaken
        /// The rows before it are not what the log made of them.
        case unsound
    }

    /// Folds a piece of the log on top of the rows that stand before it.
    ///
    /// Its events are looked at twice, since most of what stands before them is needed only of the incidents that it
    /// touches. Those of which the rows hang on others are folded anew from all of their events.
    func tail(after position: Position, upTo last: Position) async throws(EventStoreError) -> Tail {
        guard position < last else { return .states([:]) }
        var survey = TailSurvey()
        try await store.scan(after: position, upTo: last, .all) { survey.take($0) }
        guard survey.isSound else { return .unsound }
        var known: [StreamID: SummaryState] = [:]
        switch try await states(of: survey.incidents, asOf: last) {
        case .states(let states): known = states
        case let other: return other
        }
        var fold = SummaryFold(continuing: known)
        try await store.scan(after: position, upTo: last, .all) { fold.take($0) }
        guard fold.isSound else { return .unsound }
        var states = Dictionary(fold.states.map { ($0.incident, $0) }) { $1 }
        var starts = fold.states.filter(\.hangs).map(\.incident)
        for place in fold.ties {
            guard let event = try await reader.event(at: place) else { return .unsound }
            if !EventTies(of: event, EventBody.read(event)).entangled.isEmpty { starts.append(event.stream) }
        }
        var done: Set<StreamID> = []
        for start in starts where !done.contains(start) {
            for state in try await foldComponent(of: start, upTo: last) {
                done.insert(state.incident)
                states[state.incident] = state
            }
        }
        return .states(states)
    }

    /// The stored rows of incidents; those without one are left out.
    func states(of incidents: [StreamID], asOf last: Position) async throws(EventStoreError) -> Tail {
        var states: [StreamID: SummaryState] = [:]
        var rest = incidents[...]
        while !rest.isEmpty {
            let some = Array(rest.prefix(EventPage.maximumCount))
            rest = rest.dropFirst(some.count)
            guard let found = try await store.rows(of: IncidentRows.projection, streams: some) else { return .unsound }
            for row in found.rows {
                guard row.position <= last else { return .overtaken }
                guard let state = SummaryState(row) else { return .unsound }
                states[row.stream] = state
            }
        }
        return .states(states)
    }

    /// The rows of an incident and of all that it hangs together with, maybe through others, folded from all of their
    /// events.
    func foldComponent(
        of incident: StreamID, upTo last: Position
    ) async throws(EventStoreError) -> [SummaryState] {
        let (members, events) = try await component(of: incident, upTo: last)
        return Self.folded(events, of: members, upTo: last)
    }

    /// An incident and all that it hangs together with, maybe through others, and all of their events.
    ///
    /// - Parameter last: the last position that counts; nil stands for the log's end.
    func component(
        of incident: StreamID, upTo last: Position?
    ) async throws(EventStoreError) -> (members: Set<StreamID>, events: [RecordedEvent]) {
        var members: Set<StreamID> = [incident]
        var waiting = [incident]
        var events: [RecordedEvent] = []
        while let member = waiting.popLast() {
            let query = Query([Query.Item(streams: [member]), Query.Item(referringTo: [member])])
            for event in try await store.read(ReadSelection(query, upTo: last)) {
                if event.stream == member { events.append(event) }
                guard EventTies.mayTie(event.flags, event.occurred.form) else { continue }
                let joined = EventTies(of: event, EventBody.read(event)).joined
                let others = event.stream == member ? joined : joined.contains(member) ? [event.stream] : []
                for other in others where members.insert(other).inserted { waiting.append(other) }
            }
        }
        return (members, events)
    }

    /// The rows of incidents from all of their events, in whatever order, by the rules of corrections.
    static func folded(
        _ events: [RecordedEvent], of incidents: some Sequence<StreamID>, upTo last: Position
    ) -> [SummaryState] {
        var known = KnownEvents()
        for event in events.sorted(by: { $0.position < $1.position }) { known.append(event) }
        let counts = known.counts()
        let folded = FoldedEvents(known)
        let asOf = AsOf(clock: .recorded, moment: .maximum, position: last)
        return incidents.compactMap { incident in
            let root = folded.root(of: incident)
            let timeline = folded.timeline(of: incident, asOf: asOf, alone: root != incident, tellsWay: false)
            return IncidentSummary(timeline, mergedInto: root == incident ? nil : root).map {
                SummaryState(folded: $0, revision: UInt64(counts[incident] ?? 0))
            }
        }
    }
}

/// Which incidents have events in a piece of the log.
private struct TailSurvey {
    private(set) var incidents: [StreamID] = []
    private(set) var isSound = true
    private var numbers: Set<UInt64> = []

    mutating func take(_ event: borrowing ScannedEvent) {
        guard numbers.insert(event.streamNumber).inserted else { return }
        let name = String(decoding: event.stream.copy(0..<event.stream.count), as: UTF8.self)
        if let incident = try? StreamID(name) { incidents.append(incident) } else { isSound = false }
    }
}
