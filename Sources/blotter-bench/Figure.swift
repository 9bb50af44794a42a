import EventSourcing
import LMDBEventStore
import Platform

/// What can be measured.
enum Figure: String, CaseIterable {
    /// Appends one event after another, each when the one before is durable.
    case singles
    /// Appends by 64 tasks at once, each waiting for its own.
    case writers
    /// Appends by 4 tasks at once, 1,000 events a request.
    case batches
    /// Goes over every event, with all checks.
    case scan
    /// The same, of streams that there are not.
    case headers
    /// The same, with all words of each.
    case visit
    /// Reads by two tags that no event has together, for every tag: each event is looked at once and rejected.
    case reject
    /// Looks up 100 events each by a tag, somewhere in the log.
    case tag
    /// Looks up 100 events each by a kind, somewhere in the log.
    case kind
    /// Reads incidents whole.
    case incident
    /// Appends 1,000 requests at a time, without a condition: what the next figure is compared with.
    case unconditional
    /// The same, each with a condition on a tag that has thousands of events before the position that the writer has seen.
    case condition

    /// Measures it on a log.
    ///
    /// - Parameters:
    ///   - log: its directory; made where a figure appends and there is none.
    ///   - path: the events to append, as lines; figures that read take the names of incidents from it.
    ///   - count: how many events to append at most, or how many questions to ask.
    func measure(log: String, events path: String, count: Int) async throws -> Outcome {
        let clock = RecordingClock { Timestamp(microseconds: Process.microsecondsSinceEpoch) }
        // Whoever appends one after another has nothing else to do while an event is written.
        let store = try LMDBEventStore.open(
            at: log, mode: isRead ? .mustExist : .createIfMissing, clock: clock,
            writing: self == .singles ? .onCallersThread : .onOwnThread)
        defer { store.close() }
        let appending = Appending(store: store)
        let reading = Reading(store: store)
        switch self {
        case .singles: return try await appending.singles(try Lines.events(of: path, count))
        case .writers:
            return try await appending.concurrently(try Lines.events(of: path, count), writers: 64, together: 1)
        case .batches:
            return try await appending.concurrently(try Lines.events(of: path, count), writers: 4, together: 1000)
        case .unconditional:
            return try await appending.requests(try Lines.events(of: path, count), isConditional: false)
        case .condition: return try await appending.requests(try Lines.events(of: path, count), isConditional: true)
        case .scan: return try await reading.scan()
        case .headers: return try await reading.passOver()
        case .visit: return try await reading.visit()
        case .reject: return try await reading.reject()
        case .tag: return try await reading.lookUp(try Lines.events(of: path, 1000), count, by: .tag)
        case .kind: return try await reading.lookUp(try Lines.events(of: path, 1000), count, by: .kind)
        case .incident: return try await reading.lookUp(try Lines.events(of: path, 1000), count, by: .incident)
        }
    }

    private var isRead: Bool {
        switch self {
        case .scan, .headers, .visit, .reject, .tag, .kind, .incident: true
        default: false
        }
    }
}
