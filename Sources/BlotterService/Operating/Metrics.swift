import EventSourcing
import Synchronization

/// What the service counts of itself.
final class Metrics: Sendable {
    /// Numbers that only grow.
    enum Counter: Int, CaseIterable, Sendable {
        case eventsAppended
        case eventsRepeated
        case eventsRefused
        case appends
        case streamsOpened
        case streamsLagging
        case eventsSent
        case cacheHits
        case cacheMisses

        /// Its name, and what it counts, in one line.
        var told: (name: String, help: String) {
            switch self {
            case .eventsAppended: ("blotter_events_appended_total", "Events that were appended.")
            case .eventsRepeated: ("blotter_events_repeated_total", "Events that were there already.")
            case .eventsRefused: ("blotter_events_refused_total", "Events that were refused.")
            case .appends: ("blotter_append_calls_total", "Appends that became durable.")
            case .streamsOpened: ("blotter_streams_opened_total", "Streams that were begun.")
            case .streamsLagging:
                ("blotter_streams_lagging_total", "Times that a stream was too slow, and read on from the log.")
            case .eventsSent: ("blotter_stream_events_total", "Events that were handed to streams.")
            case .cacheHits: ("blotter_cache_hits_total", "Answers that were kept from before.")
            case .cacheMisses: ("blotter_cache_misses_total", "Answers that were told anew.")
            }
        }
    }

    /// Of what is told how large each was.
    enum Measure: Int, CaseIterable, Sendable {
        case appendTime
        case batch
        case followDelay

        /// Its name, and what is measured, in one line.
        var told: (name: String, help: String) {
            switch self {
            case .appendTime: ("blotter_append_seconds", "From the request for an append until it is durable.")
            case .batch:
                (
                    "blotter_append_events",
                    "Events that were appended together by one request, or one piece of lines without end."
                )
            case .followDelay:
                (
                    "blotter_stream_delay_seconds",
                    "From an append of this process until its events were handed to the streams."
                )
            }
        }

        fileprivate var empty: Distribution { self == .batch ? .numbers : .times }
    }

    /// How long requests took that asked for the same and were answered with the same status.
    struct Requests: Sendable {
        let endpoint: Endpoint?
        let status: Int
        fileprivate(set) var times: Distribution
    }

    /// Found by the numbers of what is counted: each request is counted several times.
    private struct State {
        var counters = Counter.allCases.map { _ in UInt64(0) }
        var measures = Measure.allCases.map(\.empty)
        /// For each endpoint, and before them for what is none, its statuses, of which there are few.
        var requests: [[Requests]] = Array(repeating: [], count: Endpoint.allCases.count + 1)
    }

    private let state = Mutex(State())

    /// Counts something.
    func count(_ counter: Counter, _ number: Int = 1) {
        guard number > 0 else { return }
        state.withLock { $0.counters[counter.rawValue] &+= UInt64(number) }
    }

    /// Takes note of how large something was: a number, or a time in nanoseconds.
    func measured(_ measure: Measure, _ value: UInt64) {
        state.withLock { $0.measures[measure.rawValue].take(measure == .batch ? value : value / 1000) }
    }

    /// Takes note of a request that was answered.
    func answered(_ endpoint: Endpoint?, status: Int, nanoseconds: UInt64) {
        let number = endpoint.map { $0.rawValue + 1 } ?? 0
        state.withLock { state in
            if let known = state.requests[number].firstIndex(where: { $0.status == status }) {
                state.requests[number][known].times.take(nanoseconds / 1000)
            } else {
                var requests = Requests(endpoint: endpoint, status: status, times: .times)
                requests.times.take(nanoseconds / 1000)
                state.requests[number].append(requests)
            }
        }
    }

    /// What was counted and measured, and how long requests took, by endpoint and status.
    var all: (metrics: [Metric], requests: [Requests]) {
        let state = state.withLock { $0 }
        let counts = zip(Counter.allCases, state.counters).map {
            Metric($0.told.name, help: $0.told.help, .count($1))
        }
        let measures = zip(Measure.allCases, state.measures).map {
            Metric($0.told.name, help: $0.told.help, .distribution($1))
        }
        return (counts + measures, state.requests.flatMap { $0.sorted { $0.status < $1.status } })
    }
}
