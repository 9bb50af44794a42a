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
        var known: [RecordedEvent]
        let head: LogHead
        do {
            head = try await store.head()
            known = try await IncidentReader(store).events(concerning: concerned, upTo: head.position)
        } catch {
            throw .store(error)
        }
        concerned.formUnion(known.map(\.stream))
        var position = head.position
        for event in events {
            if AnchorCircle.needsCheck(event) {
                do { try AnchorCircle.check(event, given: known) } catch { throw .invalid(error) }
            }
            if let id = event.id, known.contains(where: { $0.stream == event.stream && $0.id == id }) { continue }
            position = position.next
            let revision = known.last { $0.stream == event.stream }?.revision ?? .none
            let recorded = head.recorded ?? .minimum
            known.append(
                RecordedEvent(
                    event, position: position, revision: revision.next, recorded: recorded,
                    id: event.id ?? .minted(at: recorded, random: (0, position.rawValue)), author: author))
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

/// Why an event was not appended.
public enum AppendRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The event is wrong in itself, or in what it says of others.
    case invalid(InvalidEvent)
    /// The store refused it.
    case store(EventStoreError)

    /// The whole sentence.
    public var description: String {
        switch self {
        case .invalid(let error): error.description
        case .store(let error): error.description
        }
    }
}
