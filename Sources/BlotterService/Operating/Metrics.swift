import Synchronization

/// What the service counts of itself, as Prometheus reads it (text format 0.0.4).
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
    }

    private struct State {
        var counters: [Counter: UInt64] = [:]
        var requests: [Key: Latencies] = [:]
        var appends = Latencies()
    }

    private struct Key: Hashable, Comparable {
        let endpoint: String
        let status: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.endpoint, left.status) < (right.endpoint, right.status)
        }
    }

    private let state = Mutex(State())

    /// Counts something.
    func count(_ counter: Counter, _ number: Int = 1) {
        guard number > 0 else { return }
        state.withLock { $0.counters[counter, default: 0] &+= UInt64(number) }
    }

    /// Takes note of a request that was answered.
    func answered(_ endpoint: Endpoint?, status: Int, nanoseconds: UInt64) {
        let key = Key(endpoint: endpoint?.rawValue ?? "none", status: status)
        state.withLock { $0.requests[key, default: Latencies()].take(nanoseconds) }
    }

    /// Takes note of an append that became durable.
    func appended(nanoseconds: UInt64) { state.withLock { $0.appends.take(nanoseconds) } }

    /// Everything as text, with what others know at the moment.
    func text(_ gauges: [Gauge]) -> String {
        let state = state.withLock { $0 }
        var text = ""
        for counter in Counter.allCases {
            let number = state.counters[counter, default: 0]
            text += "# TYPE \(counter.rawValue) counter\n\(counter.rawValue) \(number)\n"
        }
        text += "# TYPE blotter_append_seconds histogram\n"
        text += state.appends.text("blotter_append_seconds", labels: "")
        text += "# TYPE blotter_request_seconds histogram\n"
        for (key, latencies) in state.requests.sorted(by: { $0.key < $1.key }) {
            text += latencies.text(
                "blotter_request_seconds", labels: #"endpoint="\#(key.endpoint)",status="\#(key.status)""#)
        }
        for gauge in gauges {
            text += "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) gauge\n\(gauge.name) \(gauge.value)\n"
        }
        return text
    }
}

/// A number that others know at the moment.
public struct Gauge: Sendable {
    /// Its name, as Prometheus allows it.
    public let name: String
    /// What it is, in one line.
    public let help: String
    /// What it is now.
    public let value: Int64

    /// A number of this name.
    public init(_ name: String, help: String, _ value: Int64) {
        self.name = name
        self.help = help
        self.value = value
    }
}

/// How long something took, in buckets.
private struct Latencies {
    /// The upper bounds of the buckets, in microseconds.
    static let bounds: [UInt64] = [
        100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000,
    ]

    var buckets = [UInt64](repeating: 0, count: bounds.count)
    var count: UInt64 = 0
    var microseconds: UInt64 = 0

    mutating func take(_ nanoseconds: UInt64) {
        let time = nanoseconds / 1000
        count += 1
        microseconds += time
        if let index = Self.bounds.firstIndex(where: { time <= $0 }) { buckets[index] += 1 }
    }

    func text(_ name: String, labels: String) -> String {
        let comma = labels.isEmpty ? "" : ","
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        var text = ""
        var sum: UInt64 = 0
        for (bound, number) in zip(Self.bounds, buckets) {
            sum += number
            text += "\(name)_bucket{\(labels)\(comma)le=\"\(Self.seconds(bound))\"} \(sum)\n"
        }
        text += "\(name)_bucket{\(labels)\(comma)le=\"+Inf\"} \(count)\n"
        return text + "\(name)_sum\(braces) \(Self.seconds(microseconds))\n\(name)_count\(braces) \(count)\n"
    }

    private static func seconds(_ microseconds: UInt64) -> String {
        let rest = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
    }
}
