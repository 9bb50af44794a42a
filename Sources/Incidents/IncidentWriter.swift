public import EventSourcing

/// Appends events of incidents to a store, with the two rules that need the domain's knowledge of what is there: that
/// no correction closes a circle of relative times, and no merge a circle of incidents.
public struct IncidentWriter<Store: EventStore>: Sendable {
    let store: Store

    /// A writer to this store.
    public init(_ store: Store) { self.store = store }

    /// Events to be appended one by one, with all that can be computed of them before their turn comes.
    public struct Batch: Sendable {
        fileprivate enum Run: Sendable {
            /// The store can take them as they are.
            case plain(Store.Prepared, Range<Int>)
            /// They need a look at what is there.
            case checked(Range<Int>)
        }

        fileprivate let events: [NewEvent]
        fileprivate let author: Author
        fileprivate var runs: [Run] = []
    }

    /// Makes events ready to be appended one by one. Waits for nothing.
    public func prepare(_ events: [NewEvent], author: Author) throws(EventStoreError) -> Batch {
        var batch = Batch(events: events, author: author)
        var next = 0
        while next < events.count {
            let isChecked = Self.needsLook(events[next])
            var end = events.indices[next...].firstIndex { Self.needsLook(events[$0]) != isChecked } ?? events.count
            if isChecked {
                end = min(end, next + Self.longestRun)
                batch.runs.append(.checked(next..<end))
            } else {
                let run = end - next == events.count ? events : Array(events[next..<end])
                batch.runs.append(.plain(try store.prepare(run, author: author), next..<end))
            }
            next = end
        }
        return batch
    }

    /// Appends one event. Nearly all go to the store as they are.
    ///
    /// - Throws: when the store itself fails.
    public func append(
        _ event: NewEvent, author: Author
    ) async throws(EventStoreError) -> Result<AppendReceipt.Entry, AppendRefusal> {
        guard !Self.needsLook(event) else {
            return try await appendTogether([event], author: author).flatMap(Self.only)
        }
        let answers = try await store.append(store.prepare([event], author: author))
        guard let answer = answers.first else { throw EventStoreError(.unavailable, "the store gave no answer") }
        return answer.mapError { AppendRefusal($0, of: [event]) }
    }

    /// Appends events one by one, in order and independently of each other: what is refused is left out.
    ///
    /// - Returns: one result an event.
    /// - Throws: when the store itself fails.
    public func append(
        _ events: [NewEvent], author: Author
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, AppendRefusal>] {
        try await append(prepare(events, author: author))
    }

    /// Appends events that were made ready.
    public func append(
        _ batch: Batch
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, AppendRefusal>] {
        var results: [Result<AppendReceipt.Entry, AppendRefusal>] = []
        results.reserveCapacity(batch.events.count)
        var circles = CircleGuard(store)
        for run in batch.runs {
            do throws(EventStoreError) {
                try await append(run, of: batch, checkedBy: &circles, &results)
            } catch {
                // What stands before it is durable, and whoever waits for the answers has to know.
                guard error.isFailureOfStore, !results.isEmpty else { throw error }
                results.append(.failure(.store(error)))
            }
            if let error = Self.failureOfStore(results.last) {
                results += batch.events[results.count...].map { _ in .failure(.store(error)) }
                break
            }
        }
        return results
    }

    private func append(
        _ run: Batch.Run, of batch: Batch, checkedBy circles: inout CircleGuard<Store>,
        _ results: inout [Result<AppendReceipt.Entry, AppendRefusal>]
    ) async throws(EventStoreError) {
        switch run {
        case .checked(let range):
            let events = batch.events[range]
            try await appendRun(
                events, events.map(RelativeCorrection.init)[...], author: batch.author, checkedBy: &circles, &results)
        case .plain(let prepared, let range):
            for (index, answer) in try await store.append(prepared).enumerated() {
                switch answer {
                case .success(let entry): results.append(.success(entry))
                case .failure(let error):
                    results.append(.failure(AppendRefusal(error, of: [batch.events[range.lowerBound + index]])))
                }
            }
        }
    }

    /// Whether an event is one of the few that need a look at what is there, which may be all of an incident.
    public static func needsLook(_ event: NewEvent) -> Bool {
        guard event.flags.contains(.hasRelation) else { return false }
        return RelativeCorrection(event) != nil || MergeGuard<Store>.concerns(CollectionOfOne(event))
    }

    /// How many corrections share one transaction, at most.
    private static var longestRun: Int { 1024 }

    /// Appends corrections one by one. Each depends on those before it, so each would need a transaction of its own;
    /// where none is refused, the result is the same as that of appending them together, and so that is tried first.
    ///
    /// - Parameter results: gets the answers as they come, so that those about events that are durable are there whatever
    ///   fails behind them.
    private func appendRun(
        _ events: ArraySlice<NewEvent>, _ corrections: ArraySlice<RelativeCorrection?>, author: Author,
        checkedBy circles: inout CircleGuard<Store>, _ results: inout [Result<AppendReceipt.Entry, AppendRefusal>]
    ) async throws(EventStoreError) {
        let together = try await append(events, corrections, author: author, checkedBy: &circles)
        guard events.count > 1 else { return results.append(together.flatMap(Self.only)) }
        switch together {
        case .success(let entries): return results += entries.map(Result.success)
        case .failure(.store(let failure)) where failure.isFailureOfStore:
            return results += events.map { _ in .failure(.store(failure)) }
        case .failure: break
        }
        let middle = events.startIndex + events.count / 2
        let split = corrections.startIndex + events.count / 2
        try await appendRun(events[..<middle], corrections[..<split], author: author, checkedBy: &circles, &results)
        guard Self.failureOfStore(results.last) == nil else { return }
        try await appendRun(events[middle...], corrections[split...], author: author, checkedBy: &circles, &results)
    }

    /// What failed, where it is the store itself: nothing is tried a second time then.
    private static func failureOfStore(
        _ result: Result<AppendReceipt.Entry, AppendRefusal>?
    ) -> EventStoreError? {
        guard case .failure(.store(let error)) = result, error.isFailureOfStore else { return nil }
        return error
    }

    /// Appends events together: all of them or none.
    ///
    /// - Parameter condition: refuses them when it fails; nil asks nothing.
    public func appendTogether(
        _ events: [NewEvent], author: Author, condition: AppendCondition? = nil
    ) async throws(EventStoreError) -> Result<[AppendReceipt.Entry], AppendRefusal> {
        var circles = CircleGuard(store)
        let corrections = events.map(RelativeCorrection.init)
        return try await append(
            events[...], corrections[...], author: author, under: condition, checkedBy: &circles)
    }

    /// Appends events together. A correction with a relative time is checked against what the log holds; should anything
    /// be appended in the meantime to what the answer depends on, it is checked again.
    private func append(
        _ events: ArraySlice<NewEvent>, _ corrections: ArraySlice<RelativeCorrection?>, author: Author,
        under condition: AppendCondition? = nil, checkedBy circles: inout CircleGuard<Store>
    ) async throws(EventStoreError) -> Result<[AppendReceipt.Entry], AppendRefusal> {
        while true {
            var request = AppendRequest(Array(events), author: author)
            let seen = try await store.seen(under: condition)
            do throws(AppendRefusal) {
                request.condition = try await circles.check(request.events, Array(corrections), author: author)
                if MergeGuard<Store>.concerns(events) {
                    let position = try await head().position
                    let looked = try await MergeGuard(store).check(request.events, author: author)
                    request.add(looked, after: position)
                }
            } catch {
                guard case .store(let failure) = error else { return .failure(error) }
                throw failure
            }
            // What the writer asks is answered last, as by the store: with what is there already it agrees.
            let isAnswered = request.condition == nil || seen == nil
            if let condition { request.add(condition, holdingUpTo: isAnswered ? nil : seen) }
            let results = try await store.append([request])
            guard let result = results.first else { throw EventStoreError(.unavailable, "the store gave no answer") }
            if case .failure(let error) = result, error.code == .conditionFailed, request.condition != nil,
                condition == nil || !isAnswered
            {
                continue
            }
            return result.map(\.entries).mapError { AppendRefusal($0, of: request.events) }
        }
    }

    private func head() async throws(AppendRefusal) -> LogHead {
        do throws(EventStoreError) { return try await store.head() } catch { throw .store(error) }
    }

    static func only(_ receipt: AppendReceipt) -> Result<AppendReceipt.Entry, AppendRefusal> {
        only(receipt.entries)
    }

    static func only(_ entries: [AppendReceipt.Entry]) -> Result<AppendReceipt.Entry, AppendRefusal> {
        guard let entry = entries.first else {
            return .failure(.store(EventStoreError(.unavailable, "the store gave no answer")))
        }
        return .success(entry)
    }
}

/// Why an event was not appended.
public enum AppendRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The event is wrong in itself, or in what it says of others. `index` is its place among the events that were to
    /// be appended together.
    case invalid(InvalidEvent, index: Int)
    /// The store refused it.
    case store(EventStoreError)

    /// The whole sentence.
    public var description: String {
        switch self {
        case .invalid(let error, _): error.description
        case .store(let error): error.description
        }
    }

    /// Which of the events that were to be appended together is to blame; nil where it is not one event's fault.
    public var index: Int? {
        switch self {
        case .invalid(_, let index): index
        case .store(let error): error.index
        }
    }
}
