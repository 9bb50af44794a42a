import EventSourcing

/// The rows of the list as they were at a position that the stored rows have passed, told one after the other, the one with
/// the newest event first.
///
/// A stored row whose incident has got no event since, and hangs on no other, is what it was then. Any other one is folded
/// from the events of its own incident up to there, together with those that it hangs on or has come to hang on since; the
/// rest of the log is not read.
struct PastRows<Store: ProjectionStore & ScanningStore> {
    private let summaries: IncidentSummaries<Store>
    private let position: Position
    /// The rows that were made out; nil for an incident that had no event yet.
    private(set) var rows: [StreamID: IncidentSummary?] = [:]
    /// How many times incidents had to be folded for that.
    private(set) var folds = 0
    /// Those of them that were not told yet: the next one last, once they are sorted.
    private var waiting: [IncidentSummary] = []

    init(_ summaries: IncidentSummaries<Store>, at position: Position) {
        self.summaries = summaries
        self.position = position
    }

    /// Whether a stored row is as it was.
    func holds(_ state: SummaryState) -> Bool { !state.hangs && state.lastPosition <= position }

    /// Makes out the rows of incidents.
    ///
    /// - Returns: whether all of them have a stored row, without which nothing can be told.
    mutating func learn(_ incidents: some Sequence<StreamID>) async throws(EventStoreError) -> Bool {
        let unknown = Set(incidents).filter { rows[$0] == nil }
        guard !unknown.isEmpty else { return true }
        guard case .states(let states) = try await summaries.states(of: Array(unknown), asOf: Position(.max)) else {
            return false
        }
        guard states.count == unknown.count else { return false }
        try await learn(states.values)
        return true
    }

    /// Makes out the rows of incidents from those that are stored.
    mutating func learn(_ states: some Sequence<SummaryState>) async throws(EventStoreError) {
        for state in states where rows[state.incident] == nil {
            let isAsItWas = holds(state)
            if !isAsItWas { folds += 1 }
            if isAsItWas {
                take([state.summary])
            } else if state.hangs {
                try await foldAll(hangingTogetherWith: state.incident)
            } else {
                try await fold(state.incident)
            }
            if rows[state.incident] == nil { rows[state.incident] = .some(nil) }
        }
        waiting.sort { IncidentSummary.comesBefore($1, $0) }
    }

    /// What came since may have moved entries of incidents that have got none themselves. All of these hang together now,
    /// whatever they did then.
    private mutating func foldAll(hangingTogetherWith incident: StreamID) async throws(EventStoreError) {
        for member in try await summaries.component(of: incident, upTo: nil).members where rows[member] == nil {
            take(try await summaries.foldComponent(of: member, upTo: position).map(\.summary))
            if rows[member] == nil { rows[member] = .some(nil) }
        }
    }

    /// An incident that hangs on no other now did so at no time before.
    private mutating func fold(_ incident: StreamID) async throws(EventStoreError) {
        var projection = IncidentListProjection()
        var rest: ReadSelection? = ReadSelection(.stream(incident), upTo: position)
        while let selection = rest {
            let page = try await summaries.store.page(of: selection)
            for event in page.events { projection.apply(event) }
            rest = page.next
        }
        take(projection.summaries())
    }

    private mutating func take(_ found: [IncidentSummary]) {
        for row in found where rows[row.incident] == nil {
            rows[row.incident] = row
            waiting.append(row)
        }
    }

    /// Tells all that was made out once more.
    mutating func beginAgain() {
        waiting = rows.values.compactMap { $0 }.sorted { IncidentSummary.comesBefore($1, $0) }
    }

    /// The next row of those that were made out whose last event stands at a position or behind it.
    mutating func next(from position: Position) -> IncidentSummary? {
        guard let row = waiting.last, row.lastPosition >= position else { return nil }
        return waiting.removeLast()
    }

    /// The next row of those that were made out, if it stands before another one.
    mutating func next(before other: IncidentSummary) -> IncidentSummary? {
        guard let row = waiting.last, IncidentSummary.comesBefore(row, other) else { return nil }
        return waiting.removeLast()
    }
}
