import EventSourcing
import Synchronization

/// What the service counts of itself.
final class Metrics: Sendable {
    /// Numbers that only grow.
    enum Counter: String, CaseIterable, Sendable {
        case eventsAppended = "blotter_events_appended_total"
        case eventsRepeated = "blotter_events_repeated_total"
        case eventsRefused = "blotter_events_refused_total"
        case appends = "blotter_append_calls_total"
        case streamsOpened = "blotter_streams_opened_total"
        case streamsLagging = "blotter_streams_lagging_total"
        case eventsSent = "blotter_stream_events_total"
        case cacheHits = "blotter_cache_hits_total"
        case cacheMisses = "blotter_cache_misses_total"

        /// What it counts, in one line.
        var help: String {
            switch self {
            case .eventsAppended: "Events that were appended."
            case .eventsRepeated: "Events that were there already."
            case .eventsRefused: "Events that were refused."
            case .appends: "Appends that became durable."
            case .streamsOpened: "Streams that were begun."
            case .streamsLagging: "Times that a stream was too slow, and read on from the log."
            case .eventsSent: "Events that were handed to streams."
            case .cacheHits: "Answers that were kept from before."
            case .cacheMisses: "Answers that were told anew."
            }
        }
    }

    /// Of what is told how large each was.
    enum Measure: String, CaseIterable, Sendable {
        case appendTime = "blotter_append_seconds"
        case batch = "blotter_append_events"
        case followDelay = "blotter_stream_delay_seconds"

        /// What is measured, in one line.
        var help: String {
            switch self {
            case .appendTime: "From the request for an append until it is durable."
            case .batch: "Events that were appended together by one request, or one piece of lines without end."
            case .followDelay: "From an append of this process until its events were handed to the streams."
            }
        }

        fileprivate var empty: Distribution { self == .batch ? .numbers : .times }
    }

    /// What requests are told apart by.
    struct RequestKey: Hashable, Comparable, Sendable {
        let endpoint: String
        let status: Int

        static func < (left: RequestKey, right: RequestKey) -> Bool {
            (left.endpoint, left.status) < (right.endpoint, right.status)
        }
    }

    private struct State {
        var counters: [Counter: UInt64] = [:]
        var measures: [Measure: Distribution] = [:]
        var requests: [RequestKey: Distribution] = [:]
    }

    private let state = Mutex(State())

    /// Counts something.
    func count(_ counter: Counter, _ number: Int = 1) {
        guard number > 0 else { return }
        state.withLock { $0.counters[counter, default: 0] &+= UInt64(number) }
    }

    /// Takes note of how large something was: a number, or a time in nanoseconds.
    func measured(_ measure: Measure, _ value: UInt64) {
        state.withLock { state in
            state.measures[measure, default: measure.empty].take(measure == .batch ? value : value / 1000)
        }
    }

    /// Takes note of a request that was answered.
    func answered(_ endpoint: Endpoint?, status: Int, nanoseconds: UInt64) {
        let key = RequestKey(endpoint: endpoint?.rawValue ?? "none", status: status)
        state.withLock { $0.requests[key, default: .times].take(nanoseconds / 1000) }
    }

    /// What was counted and measured, and how long requests took by endpoint and status.
    var all: (metrics: [Metric], requests: [RequestKey: Distribution]) {
        let state = state.withLock { $0 }
        let counts = Counter.allCases.map {
            Metric($0.rawValue, help: $0.help, .count(state.counters[$0, default: 0]))
        }
        let measures = Measure.allCases.map {
            Metric($0.rawValue, help: $0.help, .distribution(state.measures[$0, default: $0.empty]))
        }
        return (counts + measures, state.requests)
    }
}
