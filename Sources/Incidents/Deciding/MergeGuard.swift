import EventSourcing
import StrictJSON

/// Refuses a merge that would close a circle of incidents, on what a store holds.
///
/// From the incident that is to be merged it goes back to those that were merged into it, since of these there are few,
/// while the incident into which many are merged may be large. Only where the way back leads to that one, what stands is
/// looked at. It goes no farther than a few hundred incidents; a longer circle is not found, and harms nobody
/// (``Merges``).
struct MergeGuard<Store: EventStore> {
    private let store: Store

    /// How many incidents are looked at.
    private static var farthest: Int { 256 }

    init(_ store: Store) { self.store = store }

    /// Whether any of the events says that its incident is one with another.
    static func concerns(_ events: some Sequence<NewEvent>) -> Bool {
        events.contains { !merges(of: $0).isEmpty }
    }

    /// Checks events that are to be appended together, each on what the log holds and the events before it.
    ///
    /// - Returns: the incidents on which the answer depends.
    func check(_ events: [NewEvent], author: Author) async throws(AppendRefusal) -> Set<StreamID> {
        var looked: Set<StreamID> = []
        var merged: [StreamID: [StreamID]] = [:]
        for (index, event) in events.enumerated() {
            for target in Self.merges(of: event) {
                let found = try await back(from: event.stream, to: target, merged)
                looked.formUnion(found.looked)
                if found.isThere {
                    // The way may lead through whatever is merged before, and any event before may take a merge back.
                    let before = events.prefix(index)
                    let known = try await self.events(
                        concerning: Set(before.map(\.stream)).union(merged.keys).union([event.stream, target]))
                    looked.formUnion(known.map(\.stream))
                    if let way = Self.way(from: target, to: event, after: before, known, author: author) {
                        throw .invalid(.circle(way, index: Self.relation(in: event, to: target)), index: index)
                    }
                }
                merged[target, default: []].append(event.stream)
            }
        }
        return looked
    }

    /// Goes back over everything that was ever said to be merged, in the log or by the events before, whether or not it
    /// stands.
    private func back(
        from incident: StreamID, to target: StreamID, _ ahead: [StreamID: [StreamID]]
    ) async throws(AppendRefusal) -> (looked: Set<StreamID>, isThere: Bool) {
        var looked: Set<StreamID> = [incident]
        var waiting = [incident]
        while let next = waiting.popLast(), looked.count <= Self.farthest {
            let merged = try await incidents(mergedInto: next) + (ahead[next] ?? [])
            for stream in merged where looked.insert(stream).inserted { waiting.append(stream) }
            if looked.contains(target) { return (looked, true) }
        }
        return (looked, false)
    }

    private func incidents(mergedInto incident: StreamID) async throws(AppendRefusal) -> [StreamID] {
        let query = Query([Query.Item(referringTo: [incident])])
        do throws(EventStoreError) {
            return try await store.read(ReadSelection(query)).filter { event in
                event.references.contains(Reference(stream: incident))
                    && EventBody.read(event)?.relations.contains {
                        $0.kind == .mergesInto && $0.target.stream == incident
                    } == true
            }.map(\.stream)
        } catch {
            throw .store(error)
        }
    }

    private func events(concerning incidents: Set<StreamID>) async throws(AppendRefusal) -> [RecordedEvent] {
        do throws(EventStoreError) {
            return try await IncidentReader(store).events(
                concerning: incidents, upTo: store.head().position, followingMerges: true)
        } catch {
            throw .store(error)
        }
    }

    /// The standing merges that lead from the target of a new one to its incident, once the events before it are appended;
    /// nil where none do, and where the event is there already, so that nothing will be appended.
    private static func way(
        from target: StreamID, to event: NewEvent, after before: ArraySlice<NewEvent>, _ events: [RecordedEvent],
        author: Author
    ) -> [StreamID]? {
        var foreseen = ForeseenEvents(events)
        for event in before { foreseen.take(event, author: author) }
        guard !foreseen.holds(event) else { return nil }
        var next: [StreamID: StreamID] = [:]
        for merge in Merges(foreseen.known, Standing(foreseen.known)).all { next[merge.incident] = merge.into }
        var way = [target]
        while let into = next[way[way.count - 1]], way.count <= next.count {
            way.append(into)
            if into == event.stream { return way }
        }
        return nil
    }

    /// Where the relation stands in the event's list; nil where it is the only one.
    private static func relation(in event: NewEvent, to target: StreamID) -> Int? {
        guard let json = try? JSONValue.root(of: event.body), json["relation"]?.kind == .array else { return nil }
        return (try? EventBody(decoding: json, in: event.stream))?.relations.firstIndex {
            $0.kind == .mergesInto && $0.target.stream == target
        }
    }

    /// The incidents into which an event merges its own. The body is read only where the header leaves that open.
    private static func merges(of event: NewEvent) -> [StreamID] {
        guard event.flags.contains(.hasRelation), event.references.contains(where: { $0.revision == .none }),
            let body = try? EventBody(decoding: JSONValue.root(of: event.body), in: event.stream)
        else { return [] }
        return body.relations.filter { $0.kind == .mergesInto }.map(\.target.stream)
    }
}

extension InvalidEvent {
    /// The way leads from the incident into which another is to be merged to that other.
    fileprivate static func circle(_ way: [StreamID], index: Int?) -> InvalidEvent {
        let target = way[0]
        let through = way.dropFirst().dropLast()
        let via = through.isEmpty ? "" : ", through \(through.map(\.text).joined(separator: ", "))"
        return InvalidEvent(
            field: "body.relation\(index.map { "[\($0)]" } ?? "").target",
            problem: "would close a circle: \(target) was merged into \(way[way.count - 1]) itself\(via); "
                + "retract that first, or leave the two as they are")
    }
}

extension AppendRequest {
    /// Refuses the request also where anything was appended to incidents, or about them, after a position.
    mutating func add(_ looked: Set<StreamID>, after position: Position) {
        let items = [Query.Item(streams: looked), Query.Item(referringTo: looked)]
        condition = AppendCondition(
            failIfEventsMatch: Query((condition?.failIfEventsMatch.items ?? []) + items),
            after: min(position, condition?.after ?? position))
    }
}
