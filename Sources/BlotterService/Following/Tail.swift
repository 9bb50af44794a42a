import EventSourcing
import Logging
import Platform
import ServiceLifecycle
import Synchronization

/// Watches the end of the log for all followers of this process: one look at the log for each view, however many follow.
///
/// An append of this process is seen at once, because who appends says so. One of another process is seen by looking at
/// the end of the log every ``pause``, which costs a microsecond or two. Where nobody follows, nobody looks.
final class Tail<Store: EventStore>: Service {
    /// How long an append of another process may go unseen.
    static var pause: Duration { .milliseconds(20) }

    private let store: Store
    private let logger: Logger
    private let metrics: Metrics
    private let folds: PublicFolds
    private let access: AccessControl
    /// How long a stream is without a sign of life at most, in nanoseconds.
    private let pulse: UInt64
    private let state = Mutex(Watch())
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init(
        _ store: Store, folds: PublicFolds, access: AccessControl, pulse: UInt64, metrics: Metrics, logger: Logger
    ) {
        self.store = store
        self.folds = folds
        self.access = access
        self.pulse = pulse
        self.metrics = metrics
        self.logger = logger
        // One signal that waits is as good as many.
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that something was appended. Where nobody follows, nobody is told; where it was said already, and not been
    /// looked since, once is enough.
    func wake() {
        let isNews = state.withLock { state in
            guard !state.views.isEmpty, state.appended == nil else { return false }
            state.appended = Process.monotonicNanoseconds
            return true
        }
        if isNews { signal.yield() }
    }

    /// How many followers are up with the log.
    var followers: Int { state.withLock { $0.views.values.reduce(0) { $0 + $1.followers.count } } }

    /// Whether the end of the log is looked at again and again.
    var isLooking: Bool { state.withLock { $0.ticks != nil } }

    /// How many positions the view that is furthest behind lags behind the end of the log.
    func lag(at head: Position) -> UInt64 {
        let least = state.withLock { $0.views.values.map(\.position).min() } ?? head
        return head > least ? head.rawValue - least.rawValue : 0
    }

    /// Takes in a follower that has seen everything up to a position.
    ///
    /// - Returns: whether it was taken in; else it has to read on first, because the others of its view have been shown
    ///   more already.
    func join(_ follower: Follower, _ view: FollowView, at position: Position) -> Bool {
        state.withLock { state in
            var entry = state.views[view] ?? Watch.View(position: position)
            // What a follower has seen already it passes over itself.
            guard entry.position <= position else { return false }
            entry.followers[ObjectIdentifier(follower)] = follower
            state.views[view] = entry
            if state.ticks == nil { state.ticks = tick() }
            // What was appended since the follower looked last is shown at once.
            signal.yield()
            return true
        }
    }

    /// Lets a follower go.
    func leave(_ follower: Follower, _ view: FollowView) {
        state.withLock { state in
            state.views[view]?.followers[ObjectIdentifier(follower)] = nil
            if state.views[view]?.followers.isEmpty == true { state.views[view] = nil }
            if state.views.isEmpty { state.ticks.take()?.cancel() }
        }
    }

    /// Has the end of the log looked at again and again.
    private func tick() -> Task<Void, Never> {
        Task { [signal] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pause)
                signal.yield()
            }
        }
    }

    /// Watches until the service stops.
    func run() async throws {
        defer { state.withLock { $0.ticks.take()?.cancel() } }
        var pulsed = Process.monotonicNanoseconds
        var version = access.version
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                let (appended, isWatched) = state.withLock { ($0.appended.take(), !$0.views.isEmpty) }
                guard isWatched else { continue }
                let head = try await store.head().position
                // Also where nothing has come: somebody may have joined behind what was seen last.
                await advance(to: head)
                if let appended, followers > 0 {
                    metrics.measured(.followDelay, Process.monotonicNanoseconds - appended)
                }
                // Whatever else comes: a view may be quiet in a log that is not. Where tokens or sessions have changed, each
                // stream sees by the same sign whether its own still counts.
                let (now, newVersion) = (Process.monotonicNanoseconds, access.version)
                if now - pulsed >= pulse || newVersion != version {
                    (pulsed, version) = (now, newVersion)
                    sendPulse()
                }
            } catch {
                logger.error("the end of the log cannot be read", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Shows every view what has come.
    private func advance(to head: Position) async {
        for view in state.withLock({ Array($0.views.keys) }) {
            do {
                try await advance(view, to: head)
            } catch {
                // Its followers read for themselves, and are told what is wrong then.
                logger.error("a stream cannot be read", metadata: ["reason": "\(error)"])
                let followers = state.withLock { state in
                    Array((state.views.removeValue(forKey: view)?.followers ?? [:]).values)
                }
                for follower in followers { follower.stop() }
            }
        }
    }

    private func advance(_ view: FollowView, to head: Position) async throws(EventStoreError) {
        while let position = state.withLock({ $0.views[view]?.position }), position < head {
            let now = Timestamp(microseconds: Process.microsecondsSinceEpoch)
            let told = Told(store, audience: view.audience, text: view.text, now: now, folds: folds)
            let page = try await told.page(
                of: ReadSelection(view.query, after: position, upTo: head), atMost: EventPage.maximumCount)
            let examined = page.next == nil ? head : page.examined
            let batch = ServerSentEvents.batch(page.bytes, page.ends, examined: examined)
            hand(batch, to: view)
        }
    }

    private func hand(_ batch: FollowBatch, to view: FollowView) {
        let followers: [Follower] = state.withLock { state in
            guard state.views[view] != nil else { return [] }
            state.views[view]?.position = batch.examined
            return Array(state.views[view]?.followers.values ?? [:].values)
        }
        guard !batch.ends.isEmpty else { return }
        metrics.count(.eventsSent, batch.ends.count * followers.count)
        // One that lags leaves by itself before it reads on, so that nobody takes it out when it has come back.
        for follower in followers { follower.deliver(.batch(batch)) }
    }

    private func sendPulse() {
        for entry in state.withLock({ Array($0.views.values) }) {
            for follower in entry.followers.values { follower.deliver(.pulse(entry.position)) }
        }
    }
}

/// What is watched, and for whom.
private struct Watch {
    struct View {
        /// Every event up to here was handed to all followers of the view.
        var position: Position
        var followers: [ObjectIdentifier: Follower] = [:]
    }

    var views: [FollowView: View] = [:]
    /// When something was appended that no follower was shown yet, by the clock that never goes back.
    var appended: UInt64?
    /// Where there are views: what has the end of the log looked at.
    var ticks: Task<Void, Never>?
}
