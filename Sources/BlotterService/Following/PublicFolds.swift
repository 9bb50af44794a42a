import EventSourcing
import Synchronization

/// What the public is told of incidents at one end of the log, so that an incident is folded once for all who look at it,
/// and not once a view.
final class PublicFolds: Sendable {
    /// The events of an incident that are told, by their positions.
    typealias Events = [Position: RecordedEvent]

    /// How many incidents are kept.
    private static let most = 64

    private struct State {
        var head = Position.beforeFirst
        var incidents: [StreamID: Events] = [:]
    }

    private let state = Mutex(State())

    /// What is known of an incident at this end of the log.
    func events(of incident: StreamID, at head: Position) -> Events? {
        state.withLock { $0.head == head ? $0.incidents[incident] : nil }
    }

    /// Keeps what was folded. What is older goes.
    func keep(_ events: Events, of incident: StreamID, at head: Position) {
        state.withLock { state in
            guard head >= state.head else { return }
            if head > state.head || state.incidents.count >= Self.most { state = State(head: head) }
            state.incidents[incident] = events
        }
    }
}
