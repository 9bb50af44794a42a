import EventSourcing
import Synchronization

/// What the public is told of incidents at one end of the log, so that an incident is folded once for all who look at it,
/// and not once a view.
final class PublicFolds: Sendable {
    /// The events of an incident that are told, by their positions.
    typealias Events = [Position: RecordedEvent]

    /// How many incidents are kept.
    private static let most = 64
    /// Of how many it is kept whether they are told at all.
    private static let mostNames = 4096

    private struct State {
        var head = Position.beforeFirst
        var incidents: [StreamID: Events] = [:]
        var isTold: [StreamID: Bool] = [:]
    }

    private let state = Mutex(State())

    /// What is known of an incident at this end of the log.
    func events(of incident: StreamID, at head: Position) -> Events? {
        state.withLock { $0.head == head ? $0.incidents[incident] : nil }
    }

    /// Keeps what was folded. What is older goes.
    func keep(_ events: Events, of incident: StreamID, at head: Position) {
        change(at: head) { state in
            if state.incidents.count >= Self.most { state.incidents = [:] }
            state.incidents[incident] = events
        }
    }

    /// Whether anything of an incident, or of what it is told together with, is told at this end of the log; nil where
    /// that is not known.
    func isTold(_ incident: StreamID, at head: Position) -> Bool? {
        state.withLock { $0.head == head ? $0.isTold[incident] : nil }
    }

    /// Keeps whether anything of an incident is told. What is older goes.
    func keep(isTold: Bool, of incident: StreamID, at head: Position) {
        change(at: head) { state in
            if state.isTold.count >= Self.mostNames { state.isTold = [:] }
            state.isTold[incident] = isTold
        }
    }

    private func change(at head: Position, _ change: (inout State) -> Void) {
        state.withLock { state in
            guard head >= state.head else { return }
            if head > state.head { state = State(head: head) }
            change(&state)
        }
    }
}
