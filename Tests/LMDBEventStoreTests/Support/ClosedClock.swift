import EventSourcing
import Foundation
import Synchronization

/// A clock that, once closed, keeps the first who asks for the time until it is opened: so a store's writer stands still.
final class ClosedClock: Sendable {
    private enum State { case open, closed, asked }

    private let state = Mutex(State.open)
    private let mayGoOn = DispatchSemaphore(value: 0)
    private let now: Timestamp

    init(at now: Timestamp) { self.now = now }

    var clock: RecordingClock {
        RecordingClock { [self] in
            let waits = state.withLock { state in
                defer { if state == .closed { state = .asked } }
                return state == .closed
            }
            if waits { mayGoOn.wait() }
            return now
        }
    }

    func close() { state.withLock { $0 = .closed } }

    /// Returns once the writer stands still.
    func someoneWaits() async {
        while state.withLock({ $0 != .asked }) { await Task.yield() }
    }

    func open() { mayGoOn.signal() }
}
