public import EventSourcing

extension IncidentReader {
    /// The moment to know of, with the position that it means in this store.
    ///
    /// On the recorded clock "as of T" is a prefix of the log; on the published clock it is not, so everything is looked
    /// at. The log's own time counts as now where it is ahead of the clock.
    public func asOf(
        _ moment: Timestamp?, clock: AsOf.Clock, now: Timestamp
    ) async throws(EventStoreError) -> AsOf {
        let head = try await store.head()
        let now = max(now, head.recorded ?? now)
        guard let moment, moment < now else { return AsOf(clock: clock, moment: now, position: head.position) }
        switch clock {
        case .recorded:
            return AsOf(clock: clock, moment: moment, position: try await store.position(asOf: moment))
        case .published:
            return AsOf(clock: clock, moment: moment, position: head.position)
        }
    }

    /// The same for a moment that may be named by an event; nil where there is no such event. Where its source dates it
    /// ahead of now, the published clock is cut at now.
    public func asOf(
        _ name: AsOfName?, clock: AsOf.Clock, now: Timestamp
    ) async throws(EventStoreError) -> AsOf? {
        let found: RecordedEvent?
        switch name {
        case nil: return try await asOf(nil as Timestamp?, clock: clock, now: now)
        case .moment(let moment): return try await asOf(moment, clock: clock, now: now)
        case .event(let reference): found = try await event(reference)
        case .position(let position): found = try await event(at: position)
        }
        guard let event = found else { return nil }
        switch clock {
        case .recorded: return AsOf(clock: clock, moment: event.recorded, position: event.position, name: name)
        case .published:
            let all = try await asOf(event.published, clock: clock, now: now)
            return AsOf(clock: clock, moment: all.moment, position: all.position, name: name)
        }
    }

    /// One event; nil where there is none. The newest events, of which one speaks most, are found first.
    public func event(_ reference: Reference) async throws(EventStoreError) -> RecordedEvent? {
        var rest: ReadSelection? = ReadSelection(.stream(reference.stream), direction: .backward)
        while let selection = rest {
            let page = try await store.page(of: selection)
            if let found = page.events.first(where: { $0.revision <= reference.revision }) {
                return found.revision == reference.revision ? found : nil
            }
            rest = page.next
        }
        return nil
    }

    /// The event at a position; nil where there is none.
    public func event(at position: Position) async throws(EventStoreError) -> RecordedEvent? {
        guard position > .beforeFirst else { return nil }
        return try await store.read(ReadSelection(after: Position(position.rawValue - 1), upTo: position)).first
    }
}
