import EventSourcing
import Incidents

/// What one source told of one measure over time, as a line of a plot.
struct FigureLine {
    /// A number that was told.
    struct Mark {
        let moment: Timestamp
        /// The number that is shown for it.
        let value: Double
        let low: Double?
        let high: Double?
        /// Whether it still counts; else it is shown beside the line.
        let counts: Bool
        let reference: Reference
        let text: String
    }

    /// Whose numbers they are.
    let name: String
    /// In the order in which they were published.
    let marks: [Mark]

    /// The lines of a series, in the order in which the sources first told something.
    static func lines(of series: FigureSeries) -> [FigureLine] {
        var order: [String] = []
        var marks: [String: [Mark]] = [:]
        let points = series.points.enumerated().sorted {
            ($0.element.published, $0.offset) < ($1.element.published, $1.offset)
        }
        for (_, point) in points {
            guard let value = point.figure.headline else { continue }
            let name = point.source?.text ?? "no source"
            if marks[name] == nil { order.append(name) }
            marks[name, default: []].append(
                Mark(
                    moment: point.published, value: Double(value), low: point.figure.low.map(Double.init),
                    high: point.figure.high.map(Double.init), counts: point.counts, reference: point.reference,
                    text: point.figure.numberText ?? ""))
        }
        return order.map { FigureLine(name: $0, marks: marks[$0] ?? []) }
    }
}
