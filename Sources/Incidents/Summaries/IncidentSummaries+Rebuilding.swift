public import EventSourcing

extension IncidentSummaries {
    /// Makes all rows anew from the log, on two cores. Meanwhile lists are folded, and appends go on.
    ///
    /// - Returns: up to where the rows have come; nil where somebody else has begun to make them anew meanwhile.
    @discardableResult
    public func rebuild(progress: @escaping Progress = { _, _ in }) async throws(EventStoreError) -> Position? {
        var checkpoint = try await store.beginAnew(IncidentRows.projection)
        let head = try await store.head().position
        let isWhole = try await foldAll(upTo: head, progress) { (states, isFinal) throws(EventStoreError) in
            let position = isFinal ? head : nil
            let reached = try await put(states, foldedUpTo: head, after: checkpoint, reaching: position)
            // Nil where somebody else has begun anew.
            checkpoint = reached ?? checkpoint
            return reached != nil
        }
        return isWhole ? head : nil
    }

    /// Folds the rows of all incidents from the whole log, a few at a time.
    ///
    /// - Parameter witness: has seen all events up to `head`, where somebody has gone over them before.
    /// - Parameter take: takes some of them, and whether they are the last. Rows that hang on others come twice: the second
    ///   time they are right. False ends it.
    /// - Returns: whether it came to its end.
    func foldAll(
        upTo head: Position, seenBy witness: SummaryWitness? = nil, _ progress: @escaping Progress,
        _ take: ([SummaryState], _ isFinal: Bool) async throws(EventStoreError) -> Bool
    ) async throws(EventStoreError) -> Bool {
        var groups = IncidentGroups()
        var tied: Set<StreamID> = []
        var folded: UInt64 = 0
        var first: UInt64 = 0
        var start = Position.beforeFirst
        var isLast = false
        while !isLast {
            let numbers = first...(first + IncidentRows.foldedAtOnce - 1)
            let seen = first == 0 ? witness?.folds : nil
            let folds =
                if let seen { seen } else { try await folds(of: numbers, after: start, upTo: head, progress) }
            for fold in folds {
                guard fold.isSound else { throw Self.contradiction }
                for state in fold.states { folded += state.events }
                for place in fold.ties { try await tie(place, &groups, &tied) }
            }
            let states = folds.flatMap(\.states)
            // Numbers have no gap, and begin with 1.
            isLast = states.count + (first == 0 ? 1 : 0) < Int(IncidentRows.foldedAtOnce)
            // Numbers are given in the order of first appearance, so those of the next round all begin behind these.
            start = folds.map(\.lastBegun).max() ?? start
            guard try await take(states, isLast && tied.isEmpty) else { return false }
            first += IncidentRows.foldedAtOnce
        }
        // An event of which the stream's number is damaged may be nobody's.
        guard folded == head.rawValue else { throw Self.contradiction }
        guard !tied.isEmpty else { return true }
        var states: [SummaryState] = []
        var done: Set<StreamID> = []
        for incident in tied.sorted() where !done.contains(incident) {
            let group = groups.group(of: incident)
            done.formUnion(group)
            var events: [RecordedEvent] = []
            for member in group { events += try await store.read(ReadSelection(.stream(member), upTo: head)) }
            states += Self.folded(events, of: group, upTo: head)
            if states.count >= Self.putAtOnce {
                guard try await take(states, false) else { return false }
                states = []
            }
        }
        return try await take(states, true)
    }

    /// Notes what the event at a position ties.
    private func tie(
        _ place: Position, _ groups: inout IncidentGroups, _ tied: inout Set<StreamID>
    ) async throws(EventStoreError) {
        guard let event = try await reader.event(at: place) else { throw Self.contradiction }
        let ties = EventTies(of: event, EventBody.read(event))
        tied.formUnion(ties.entangled)
        for other in ties.joined {
            tied.formUnion([event.stream, other])
            groups.join(event.stream, other)
        }
    }

    /// Folds the incidents with these numbers, each half of them on a core of its own.
    private func folds(
        of numbers: ClosedRange<UInt64>, after start: Position, upTo head: Position, _ progress: @escaping Progress
    ) async throws(EventStoreError) -> [SummaryFold] {
        let shares = StreamShare.halves(of: numbers)
        async let even = fold(shares.even, after: start, upTo: head, progress)
        async let odd = fold(shares.odd, after: start, upTo: head) { _, _ in }
        let results = [await even, await odd]
        var folds: [SummaryFold] = []
        for result in results { folds.append(try result.get()) }
        return folds
    }

    private func fold(
        _ share: StreamShare, after start: Position, upTo head: Position, _ progress: Progress
    ) async -> Result<SummaryFold, EventStoreError> {
        var fold = SummaryFold(share)
        var done = start
        do throws(EventStoreError) {
            while done < head {
                let end = Position(min(head.rawValue, done.rawValue + Self.caughtUpAtOnce))
                try await store.scan(after: done, upTo: end, share) { fold.take($0) }
                done = end
                progress(done.rawValue, head.rawValue)
            }
        } catch {
            return .failure(error)
        }
        return .success(fold)
    }

    private static var contradiction: EventStoreError {
        EventStoreError(
            .damaged,
            "The log is damaged: the events of an incident do not follow on each other. 'blotter verify' tells where.")
    }
}
