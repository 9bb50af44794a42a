import EventSourcing
import NIOCore
import Synchronization

/// One stream that waits for what comes. What it has not taken yet is bounded: a follower that lags further behind than
/// that is told so, and then reads for itself from where it stands, as slowly as it likes and with no memory kept for it.
final class Follower: Sendable {
    /// What a follower gets next.
    enum Delivery: Sendable {
        /// Events, made once for all with the same view.
        case batch(FollowBatch)
        /// Nothing has come for a while; every event up to this position has been looked at.
        case pulse(Position)
        /// It was too slow: what it missed is to be read from the log.
        case lagging
        /// The service stops.
        case stopping
    }

    /// How many deliveries wait for one follower at most.
    static let mostDeliveries = 64
    /// How many bytes wait for one follower at most.
    static let mostBytes = 2 << 20

    private struct State {
        var waiting: [Delivery] = []
        var bytes = 0
        var isLagging = false
        var isStopping = false
        var continuation: CheckedContinuation<Delivery, Never>?
    }

    private let state = Mutex(State())

    /// The next delivery. It returns at once when the task is cancelled.
    func next() async -> Delivery {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let ready: Delivery? = state.withLock { state in
                    if state.isStopping || Task.isCancelled { return .stopping }
                    if state.isLagging {
                        state = State()
                        return .lagging
                    }
                    guard !state.waiting.isEmpty else {
                        state.continuation = continuation
                        return nil
                    }
                    let first = state.waiting.removeFirst()
                    if case .batch(let batch) = first { state.bytes -= batch.bytes.readableBytes }
                    return first
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            stop()
        }
    }

    /// Hands something over. False when the follower lags: then nothing more is kept for it until it has caught up.
    @discardableResult
    func deliver(_ delivery: Delivery) -> Bool {
        let (waiter, isKept): (CheckedContinuation<Delivery, Never>?, Bool) = state.withLock { state in
            if let continuation = state.continuation {
                state.continuation = nil
                return (continuation, true)
            }
            if state.isStopping || state.isLagging { return (nil, false) }
            var size = 0
            switch delivery {
            case .batch(let batch): size = batch.bytes.readableBytes
            // One that has something to read needs no sign of life.
            case .pulse: if !state.waiting.isEmpty { return (nil, true) }
            case .lagging, .stopping: break
            }
            guard state.waiting.count < Self.mostDeliveries, state.bytes + size <= Self.mostBytes else {
                state.waiting = []
                state.bytes = 0
                state.isLagging = true
                return (nil, false)
            }
            state.waiting.append(delivery)
            state.bytes += size
            return (nil, true)
        }
        waiter?.resume(returning: delivery)
        return isKept
    }

    /// Ends the stream once what it waits for has been given up.
    func stop() {
        let waiter = state.withLock { state in
            state.isStopping = true
            state.waiting = []
            defer { state.continuation = nil }
            return state.continuation
        }
        waiter?.resume(returning: .stopping)
    }
}

/// Events of one look at the log, as they are sent.
struct FollowBatch: Sendable {
    /// The events as server-sent events.
    let bytes: ByteBuffer
    /// The position of each event, and where it ends in the bytes.
    let ends: [(position: Position, end: Int)]
    /// Every event up to here has been looked at.
    let examined: Position

    /// What is left of it for who has seen everything up to a position.
    func after(_ position: Position) -> FollowBatch {
        guard let first = ends.first, first.position <= position else { return self }
        let rest = ends.filter { $0.position > position }
        let start = ends.last { $0.position <= position }?.end ?? 0
        let slice = bytes.getSlice(at: bytes.readerIndex + start, length: bytes.readableBytes - start) ?? ByteBuffer()
        return FollowBatch(
            bytes: slice, ends: rest.map { ($0.position, $0.end - start) }, examined: examined)
    }
}
