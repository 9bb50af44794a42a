import EventSourcing

/// Metrics as Prometheus reads them (text format 0.0.4).
struct MetricsText {
    /// The media type of it.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// What was written so far.
    private(set) var text = ""

    /// Writes a metric.
    mutating func write(_ metric: Metric) {
        switch metric.value {
        case .count(let number): write(metric.name, metric.help, "counter", [("", "\(number)")])
        case .level(let number): write(metric.name, metric.help, "gauge", [("", "\(number)")])
        case .distribution(let distribution):
            write(metric.name, metric.help, "histogram", Self.rows(distribution, labels: ""))
        }
    }

    /// Writes how large values were, apart by labels such as `endpoint="health"`.
    mutating func write(_ name: String, help: String, _ distributions: [(labels: String, values: Distribution)]) {
        write(name, help, "histogram", distributions.flatMap { Self.rows($0.values, labels: $0.labels) })
    }

    private mutating func write(
        _ name: String, _ help: String, _ type: String, _ rows: [(suffix: String, value: String)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for row in rows { text += "\(name)\(row.suffix) \(row.value)\n" }
    }

    /// Each bucket holds what the buckets before it hold too.
    private static func rows(_ values: Distribution, labels: String) -> [(suffix: String, value: String)] {
        let comma = labels.isEmpty ? "" : ","
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        var rows: [(suffix: String, value: String)] = []
        var sum: UInt64 = 0
        for (bound, count) in zip(values.bounds, values.counts) {
            sum += count
            rows.append(("_bucket{\(labels)\(comma)le=\"\(told(bound, values.unit))\"}", "\(sum)"))
        }
        rows.append(("_bucket{\(labels)\(comma)le=\"+Inf\"}", "\(values.count)"))
        rows.append(("_sum\(braces)", told(values.sum, values.unit)))
        rows.append(("_count\(braces)", "\(values.count)"))
        return rows
    }

    private static func told(_ value: UInt64, _ unit: Distribution.Unit) -> String {
        switch unit {
        case .one: return "\(value)"
        case .microseconds:
            let rest = String(value % 1_000_000)
            return "\(value / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
        }
    }
}
