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
        var staged = StagedRequest(capacity: events.count)
        for index in events.indices {
            do throws(EventStoreError) {
                // Looked at where it lies: an event is much to copy, and a request may have thousands.
                planned.append(try events.span[index].plan(index, after: &staged, among: self, on: log))
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
}

extension NewEvent {
    fileprivate func plan(
        _ index: Int, after staged: inout StagedRequest, among request: AppendRequest,
        on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> PlannedAppend {
        try checkLimits()
        if let id {
            if let earlier = staged.take(id, in: stream, at: index) {
                guard hasSameContent(as: request.events[earlier], author: request.author) else {
                    throw .idConflictInRequest(id, in: stream)
                }
                return .repeats(index: earlier)
            }
            if let known = try alreadyRecorded(as: id, on: log) {
                staged.forget(id, in: stream)
                return known
            }
        }
        let seen = try staged.revision(of: stream, on: log)
        try checkExpectedRevision(seen)
        for reference in references {
            try check(reference, head: try staged.revision(of: reference.stream, on: log))
        }
        staged.append(to: stream, revision: seen.next)
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

    init(capacity: Int) { ids.reserveCapacity(capacity) }

    /// Notes the id of an event; where an earlier one of its stream has the same, gives that one's index.
    mutating func take(_ id: EventID, in stream: StreamID, at index: Int) -> Int? {
        let key = Key(stream: stream, id: id)
        guard let earlier = ids.updateValue(index, forKey: key) else { return nil }
        ids[key] = earlier
        return earlier
    }

    /// Takes back the id of an event that is not appended: the log has it.
    mutating func forget(_ id: EventID, in stream: StreamID) { ids[Key(stream: stream, id: id)] = nil }

    func revision(
        of stream: StreamID, on log: borrowing some LogView & ~Copyable & ~Escapable
    ) throws(EventStoreError) -> Revision {
        if let revision = revisions[stream] { return revision }
        return try log.revision(of: stream)
    }

    mutating func append(to stream: StreamID, revision: Revision) {
        revisions[stream] = revision
        count += 1
    }
}
