public import EventSourcing

/// Appends events of incidents to a store, with the one rule that needs the domain's knowledge of what is there: that
/// no correction closes a circle of relative times.
public struct IncidentWriter<Store: EventStore>: Sendable {
    private let store: Store

    /// A writer to this store.
    public init(_ store: Store) { self.store = store }

    /// Appends events one by one, in order and independently of each other: what is refused is left out.
    ///
    /// - Returns: one result an event.
    /// - Throws: when the store itself fails.
    public func append(
        _ events: [NewEvent], author: Author
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, AppendRefusal>] {
        var results: [Result<AppendReceipt.Entry, AppendRefusal>] = []
        results.reserveCapacity(events.count)
        var rest = events[...]
        while let first = rest.first {
            if AnchorCircle.needsCheck(first) {
                results.append(try await appendTogether([first], author: author).flatMap(Self.only))
                rest.removeFirst()
            } else {
                let plain = rest.prefix { !AnchorCircle.needsCheck($0) }
                let requests = plain.map { AppendRequest([$0], author: author) }
                results += try await store.append(requests).map { $0.mapError(AppendRefusal.store).flatMap(Self.only) }
                rest.removeFirst(plain.count)
            }
        }
        return results
    }

    /// Appends events together: all of them or none.
    ///
    /// A correction with a relative time is checked against what the log holds; should anything be appended to the
    /// incidents concerned in the meantime, it is checked again.
    public func appendTogether(
        _ events: [NewEvent], author: Author
    ) async throws(EventStoreError) -> Result<[AppendReceipt.Entry], AppendRefusal> {
        while true {
            var request = AppendRequest(events, author: author)
            if events.contains(where: AnchorCircle.needsCheck) {
                do {
                    request.condition = try await guardAgainstCircles(events, author: author)
                } catch {
                    guard case .store(let failure) = error else { return .failure(error) }
                    throw failure
                }
            }
            let results = try await store.append([request])
            guard let result = results.first else { throw EventStoreError(.unavailable, "the store gave no answer") }
            if case .failure(let error) = result, error.code == .conditionFailed, request.condition != nil { continue }
            return result.map(\.entries).mapError(AppendRefusal.store)
        }
    }

    /// Checks events for circles, each on what the log holds and the events before it.
    ///
    /// - Returns: the condition under which the answer still holds.
    private func guardAgainstCircles(
        _ events: [NewEvent], author: Author
    ) async throws(AppendRefusal) -> AppendCondition {
        var concerned: Set<StreamID> = []
        for event in events { concerned.formUnion([event.stream] + event.references.map(\.stream)) }
        let head: LogHead
        let known: [RecordedEvent]
        do throws(EventStoreError) {
            head = try await store.head()
            known = try await IncidentReader(store).events(concerning: concerned, upTo: head.position)
        } catch {
            throw .store(error)
        }
        concerned.formUnion(known.map(\.stream))
        var log = PredictedLog(known, head: head, author: author)
        for (index, event) in events.enumerated() where !log.holds(event) {
            do throws(InvalidEvent) { try log.append(event) } catch { throw .invalid(error, index: index) }
        }
        let query = Query([Query.Item(streams: concerned), Query.Item(referringTo: concerned)])
        return AppendCondition(failIfEventsMatch: query, after: head.position)
    }

    private static func only(_ receipt: AppendReceipt) -> Result<AppendReceipt.Entry, AppendRefusal> {
        only(receipt.entries)
    }

    private static func only(_ entries: [AppendReceipt.Entry]) -> Result<AppendReceipt.Entry, AppendRefusal> {
        guard let entry = entries.first else {
            return .failure(.store(EventStoreError(.unavailable, "the store gave no answer")))
        }
        return .success(entry)
    }
}

/// What the log will hold once the events of a batch have been appended, one after the other.
private struct PredictedLog {
    private struct Key: Hashable {
        let stream: StreamID
        let id: EventID
    }

    private var circle: AnchorCircle
    private var ids: Set<Key>
    private var revisions: [StreamID: Revision]
    private var position: Position
    private let recorded: Timestamp
    private let author: Author

    init(_ known: [RecordedEvent], head: LogHead, author: Author) {
        circle = AnchorCircle(known: known)
        ids = Set(known.map { Key(stream: $0.stream, id: $0.id) })
        revisions = Dictionary(known.map { ($0.stream, $0.revision) }, uniquingKeysWith: max)
        position = head.position
        recorded = head.recorded ?? .minimum
        self.author = author
    }

    /// Whether there is an event with this id already, so that nothing will be appended for it.
    func holds(_ event: NewEvent) -> Bool {
        event.id.map { ids.contains(Key(stream: event.stream, id: $0)) } ?? false
    }

    mutating func append(_ event: NewEvent) throws(InvalidEvent) {
        position = position.next
        let revision = (revisions[event.stream] ?? .none).next
        revisions[event.stream] = revision
        let id = event.id ?? .minted(at: recorded, random: (0, position.rawValue))
        ids.insert(Key(stream: event.stream, id: id))
        let predicted = RecordedEvent(
            event, position: position, revision: revision, recorded: recorded, id: id, author: author)
        try circle.take(predicted)
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
