/// What a decision about an append must be able to ask the log.
///
/// A store answers from its transaction, with everything that it has staged before this request.
public protocol LogView: ~Copyable, ~Escapable {
    /// The revision of a stream; ``Revision/none`` where it does not exist.
    func revision(of stream: StreamID) throws(EventStoreError) -> Revision
    /// Whether this stream may have an event with this id; false is certain. Asked first, since most ids are new and an
    /// event is much to hand over.
    func mayHold(_ id: EventID, in stream: StreamID) throws(EventStoreError) -> Bool
    /// The event that has this id in this stream, if any.
    func event(_ id: EventID, in stream: StreamID) throws(EventStoreError) -> RecordedEvent?
    /// The first event after a position that matches a query, if any.
    func firstMatch(of query: Query, after position: Position) throws(EventStoreError) -> Position?
}

extension LogView where Self: ~Copyable, Self: ~Escapable {
    /// Where nothing is known without looking, it may.
    public func mayHold(_ id: EventID, in stream: StreamID) throws(EventStoreError) -> Bool { true }
}

/// What is to be done about one event of a request that was not refused.
public enum PlannedAppend: Sendable {
    /// Append it.
    case append
    /// It is in the log already, at this place.
    case alreadyRecorded(position: Position, revision: Revision, recorded: Timestamp)
    /// The same event stands earlier in the request, at this index.
    case repeats(index: Int)
}

extension AppendRequest {
    /// Decides, without writing anything, what becomes of each event, in this order: event id, expected revision and
    /// what it refers to, event by event; then the condition, if there is anything to append.
    ///
    /// - Throws: an error that says why the whole request is refused.
    public func decide(
        on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> [PlannedAppend] {
        guard !events.isEmpty else { throw .emptyRequest }
        if events.count == 1, condition == nil { return [try events[0].decide(on: log)] }
        var planned: [PlannedAppend] = []
        planned.reserveCapacity(events.count)
        var staged = StagedRequest()
        for index in events.indices {
            do throws(EventStoreError) {
                planned.append(try plan(eventAt: index, after: &staged, on: log))
            } catch {
                throw error.blaming(eventAt: index)
            }
        }
        if let condition, staged.count > 0,
            let match = try log.firstMatch(of: condition.failIfEventsMatch, after: condition.after)
        {
            throw .conditionFailed(at: match, after: condition.after)
        }
        return planned
    }

    private func plan(
        eventAt index: Int, after staged: inout StagedRequest, on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> PlannedAppend {
        let event = events[index]
        try event.checkLimits()
        if let id = event.id {
            if let earlier = staged.index(of: id, in: event.stream) {
                guard event.hasSameContent(as: events[earlier], author: author) else {
                    throw .idConflictInRequest(id, in: event.stream)
                }
                return .repeats(index: earlier)
            }
            if let known = try event.alreadyRecorded(as: id, on: log) { return known }
        }
        let seen = try staged.revision(of: event.stream, on: log)
        try event.checkExpectedRevision(seen)
        for reference in event.references {
            try event.check(reference, head: try staged.revision(of: reference.stream, on: log))
        }
        staged.append(event, index: index, revision: seen.next)
        return .append
    }
}

/// What the earlier events of the same request have changed.
private struct StagedRequest {
    private struct Key: Hashable {
        let stream: StreamID
        let id: EventID
    }

    private var revisions: [StreamID: Revision] = [:]
    private var ids: [Key: Int] = [:]
    private(set) var count = 0

    func index(of id: EventID, in stream: StreamID) -> Int? { ids.isEmpty ? nil : ids[Key(stream: stream, id: id)] }

    func revision(
        of stream: StreamID, on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> Revision {
        if let revision = revisions[stream] { return revision }
        return try log.revision(of: stream)
    }

    mutating func append(_ event: NewEvent, index: Int, revision: Revision) {
        revisions[event.stream] = revision
        if let id = event.id { ids[Key(stream: event.stream, id: id)] = index }
        count += 1
    }
}
