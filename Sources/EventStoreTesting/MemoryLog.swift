import EventSourcing

/// The log of an ``InMemoryEventStore``: the events in an array, and what finds one without going through them all.
struct MemoryLog {
    private struct Key: Hashable {
        let stream: StreamID
        let id: EventID
    }

    /// The event at position n stands at index n − 1.
    private var events: [RecordedEvent] = []
    private var revisions: [StreamID: Revision] = [:]
    private var positions: [Key: Position] = [:]

    var head: LogHead { LogHead(position: Position(UInt64(events.count)), recorded: events.last?.recorded) }

    /// Appends the events of a request, or says why it is refused; then nothing has changed.
    mutating func append(
        _ request: AppendRequest, clock: RecordingClock
    ) throws(EventStoreError) -> AppendReceipt {
        let planned = try request.decide(on: self)
        // A request that is all repeats needs no time: it is answered even where the clock is wrong.
        let isAppending = planned.contains { if case .append = $0 { true } else { false } }
        let recorded = isAppending ? try clock.next(after: head.recorded) : Timestamp(microseconds: 0)
        var entries: [AppendReceipt.Entry] = []
        for (event, plan) in zip(request.events, planned) {
            switch plan {
            case .append:
                entries.append(record(event, by: request.author, at: recorded))
            case .alreadyRecorded(let position, let revision, let recorded):
                entries.append(
                    AppendReceipt.Entry(
                        stream: event.stream, id: event.id ?? minted(at: recorded), position: position,
                        revision: revision, recorded: recorded, isNew: false))
            case .repeats(let index):
                let first = entries[index]
                entries.append(
                    AppendReceipt.Entry(
                        stream: first.stream, id: first.id, position: first.position, revision: first.revision,
                        recorded: first.recorded, isNew: false))
            }
        }
        return AppendReceipt(entries: entries)
    }

    private mutating func record(
        _ event: NewEvent, by author: Author, at recorded: Timestamp
    ) -> AppendReceipt.Entry {
        let id = event.id ?? minted(at: recorded)
        let position = head.position.next
        let revision = revision(of: event.stream).next
        events.append(
            RecordedEvent(event, position: position, revision: revision, recorded: recorded, id: id, author: author))
        revisions[event.stream] = revision
        positions[Key(stream: event.stream, id: id)] = position
        return AppendReceipt.Entry(
            stream: event.stream, id: id, position: position, revision: revision, recorded: recorded, isNew: true)
    }

    private func minted(at moment: Timestamp) -> EventID {
        EventID.minted(at: moment, random: (.random(in: .min ... .max), .random(in: .min ... .max)))
    }
}

extension MemoryLog: LogView {
    func revision(of stream: StreamID) -> Revision { revisions[stream] ?? .none }

    func event(_ id: EventID, in stream: StreamID) -> RecordedEvent? {
        positions[Key(stream: stream, id: id)].map { events[Int($0.rawValue) - 1] }
    }

    func firstMatch(of query: Query, after position: Position) -> Position? {
        events.dropFirst(Int(clamping: position.rawValue)).first(where: query.matches)?.position
    }
}

// What is read.
extension MemoryLog {
    func page(of selection: ReadSelection, examiningAtMost count: Int) -> EventPage {
        let start = min(Int(clamping: selection.after.rawValue), events.count)
        let end = selection.upTo.map { min(Int(clamping: $0.rawValue), events.count) } ?? events.count
        let limit = max(0, selection.limit ?? .max)
        guard start < end, limit > 0 else { return EventPage(events: [], next: nil, examined: selection.after) }

        let isForward = selection.direction == .forward
        var found: [RecordedEvent] = []
        var examined = selection.after
        for step in 0..<min(count, end - start) where found.count < limit {
            let event = events[isForward ? start + step : end - 1 - step]
            examined = event.position
            if selection.query.matches(event) { found.append(event) }
        }
        let rest = selection.rest(after: examined, found: found.count, upTo: Position(UInt64(end)))
        return EventPage(events: found, next: rest, examined: examined)
    }

    func streams(after name: StreamID?, limit: Int) -> [StreamHead] {
        revisions.keys.sorted().filter { stream in name.map { $0 < stream } ?? true }.prefix(max(0, limit))
            .map { StreamHead(stream: $0, revision: revision(of: $0)) }
    }

    /// `recorded` never decreases, so what was recorded by then is a prefix: halve until its end is found.
    func position(asOf moment: Timestamp) -> Position {
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle].recorded <= moment { low = middle + 1 } else { high = middle }
        }
        return Position(UInt64(low))
    }
}
