public import EventSourcing

extension IncidentSummaries {
    /// All incidents as they were known at a moment, the one with the newest event first.
    ///
    /// - Parameters:
    ///   - asOf: what counts as known.
    ///   - status: only incidents that stand so.
    ///   - since: only incidents with an event recorded since then.
    ///   - limit: at most so many.
    ///   - audience: for whom it is; see ``IncidentReader/list(asOf:status:since:limit:audience:havingEvent:)``.
    ///   - query: only incidents with at least one event that it means, and of which the filter is true. For the public both
    ///     are asked of public events alone, without the desk's tags.
    ///   - filter: the filter; nil where every event will do.
    public func list(
        asOf: AsOf, status: IncidentStatus? = nil, since: Timestamp? = nil, limit: Int? = nil,
        audience: Audience = .internal, havingEvent query: Query = .all,
        where filter: ((RecordedEvent) -> Bool)? = nil
    ) async throws(EventStoreError) -> IncidentList {
        if audience == .internal, asOf.clock == .recorded {
            let choice = Choice(status: status, since: since, limit: limit)
            // Somebody may be putting rows just now; then it is tried once more.
            for _ in 0..<3 {
                let search = query.matchesEverything && filter == nil ? nil : Search(query: query, filter: filter)
                switch try await storedRows(asOf: asOf, choice, search) {
                case .rows(let rows):
                    let head = try await store.head().position
                    return IncidentList(
                        asOf: asOf, rows: rows, known: Int(clamping: asOf.position.rawValue),
                        leftOut: Int(clamping: head.rawValue - min(head, asOf.position).rawValue))
                case .changed: continue
                case .none: break
                }
                break
            }
        }
        return try await reader.list(asOf: asOf, status: status, since: since, limit: limit, audience: audience) {
            query.matches($0) && (filter?($0) ?? true)
        }
    }

    /// Which rows are asked for.
    struct Choice {
        let status: IncidentStatus?
        let since: Timestamp?
        let limit: Int?
    }

    /// The rows of an answer, which come in their order.
    struct Answer {
        private let choice: Choice
        private(set) var rows: [IncidentSummary] = []

        init(_ choice: Choice) { self.choice = choice }

        /// Takes a row; false where no further one is asked for, since later ones were recorded earlier.
        mutating func take(_ row: IncidentSummary) -> Bool {
            guard row.lastRecorded >= choice.since ?? .minimum, rows.count < choice.limit ?? .max else { return false }
            if choice.status == nil || row.status == choice.status { rows.append(row) }
            return true
        }
    }

    /// Of which events incidents are asked for.
    private struct Search {
        let query: Query
        let filter: ((RecordedEvent) -> Bool)?
    }

    enum Stored {
        case rows([IncidentSummary])
        /// Rows were put between two looks at them.
        case changed
        /// The rows cannot tell.
        case none
    }

    private func storedRows(
        asOf: AsOf, _ choice: Choice, _ search: Search?
    ) async throws(EventStoreError) -> Stored {
        guard let checkpoint = try await store.checkpoint(of: IncidentRows.projection),
            asOf.position.rawValue <= checkpoint.position.rawValue + Self.longestTail,
            // All up to the position was known at the moment.
            try await store.position(asOf: asOf.moment) >= asOf.position
        else { return .none }
        if asOf.position < checkpoint.position {
            if let search { return try await pastFound(by: search, asOf: asOf, choice) }
            return try await pastRows(asOf: asOf, choice, checkpoint)
        }
        let touched: [StreamID: SummaryState]
        switch try await tail(after: checkpoint.position, upTo: asOf.position) {
        case .states(let states): touched = states
        case .overtaken: return .changed
        case .unsound: return .none
        }
        if let search { return try await found(by: search, asOf: asOf, choice, checkpoint, touched) }
        return try await newest(asOf: asOf, choice, checkpoint, touched)
    }

    /// The rows in their order, those that were touched since put between the others.
    private func newest(
        asOf: AsOf, _ choice: Choice, _ checkpoint: ProjectionCheckpoint, _ touched: [StreamID: SummaryState]
    ) async throws(EventStoreError) -> Stored {
        var fresh = touched.values.map(\.summary).sorted(by: IncidentSummary.comesBefore)[...]
        var answer = Answer(choice)
        let size =
            choice.status == nil ? choice.limit.map { min($0, .max - touched.count) + touched.count } ?? .max : .max
        var last: ProjectionRow?
        while true {
            guard let page = try await store.rows(of: IncidentRows.projection, after: last, limit: size) else {
                return .none
            }
            guard page.checkpoint == checkpoint else { return .changed }
            for row in page.rows where touched[row.stream] == nil {
                guard row.position <= asOf.position else { return .changed }
                guard let summary = SummaryState(row)?.summary else { return .none }
                while let next = fresh.first, IncidentSummary.comesBefore(next, summary) {
                    guard answer.take(next) else { return .rows(answer.rows) }
                    fresh.removeFirst()
                }
                guard answer.take(summary) else { return .rows(answer.rows) }
            }
            guard !page.isEnd, page.rows.last != nil else { break }
            last = page.rows.last
        }
        for row in fresh where !answer.take(row) { break }
        return .rows(answer.rows)
    }

    /// The rows of the incidents in which a search finds something.
    private func found(
        by search: Search, asOf: AsOf, _ choice: Choice, _ checkpoint: ProjectionCheckpoint,
        _ touched: [StreamID: SummaryState]
    ) async throws(EventStoreError) -> Stored {
        let matching = try await matches(of: search, upTo: asOf.position)
        var states: [StreamID: SummaryState] = [:]
        // What is told in another incident is found there too.
        var wanted = Array(matching)
        while !wanted.isEmpty {
            switch try await self.states(of: wanted.filter { touched[$0] == nil }, asOf: asOf.position) {
            case .states(let stored): states.merge(stored) { $1 }
            case .overtaken: return .changed
            case .unsound: return .none
            }
            for incident in wanted { if let state = touched[incident] { states[incident] = state } }
            guard wanted.allSatisfy({ states[$0] != nil }) else { return .none }
            wanted = Set(wanted.compactMap { states[$0]?.mergedInto }).filter { states[$0] == nil }
        }
        guard try await store.checkpoint(of: IncidentRows.projection) == checkpoint else { return .changed }
        return .rows(Self.chosen(choice, among: states.values.map(\.summary)))
    }

    /// The same as of a position that the stored rows have passed.
    private func pastFound(
        by search: Search, asOf: AsOf, _ choice: Choice
    ) async throws(EventStoreError) -> Stored {
        var past = PastRows(self, at: asOf.position)
        var found: [StreamID: IncidentSummary] = [:]
        var wanted = try await matches(of: search, upTo: asOf.position)
        while !wanted.isEmpty {
            guard try await past.learn(wanted) else { return .none }
            for incident in wanted { if let row = past.rows[incident] ?? nil { found[incident] = row } }
            wanted = Set(wanted.compactMap { found[$0]?.mergedInto }).filter { found[$0] == nil }
        }
        return .rows(Self.chosen(choice, among: Array(found.values)))
    }

    /// The incidents in which a search finds something, and those to which they belong.
    private func matches(of search: Search, upTo position: Position) async throws(EventStoreError) -> Set<StreamID> {
        var matching: Set<StreamID> = []
        var rest: ReadSelection? = ReadSelection(search.query, upTo: position)
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events where search.filter?(event) ?? true {
                matching.insert(event.stream)
                // Where it belongs to another incident, that tells it too.
                for whole in event.references where whole.revision == .none { matching.insert(whole.stream) }
            }
            rest = page.next
        }
        return matching
    }

    /// Those rows that are asked for, in their order.
    private static func chosen(_ choice: Choice, among rows: [IncidentSummary]) -> [IncidentSummary] {
        var answer = Answer(choice)
        for row in rows.sorted(by: IncidentSummary.comesBefore) where !answer.take(row) { break }
        return answer.rows
    }
}
