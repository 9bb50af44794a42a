import EventSourcing
import Incidents

/// What one origin told of one measure over time, by itself or through others, as a line of a plot.
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
        /// Whether it still is the word of its source.
        let stands: Bool
        let reference: Reference
        /// The number in a few signs: `139`, `40–60`, `≥40`.
        let short: String
        /// The number with all that was told of it.
        let text: String
    }

    /// Whose numbers they are.
    let name: String
    /// In the order in which they were published.
    let marks: [Mark]
    /// Where its newest number was revised by another source, which ends the line; nil where it was not.
    let revised: Timestamp?

    /// The newest number that counts; nil where all were corrected or taken back.
    var last: Mark? { marks.last(where: \.counts) }

    private init(name: String, marks: [Mark], revisions: [Reference: Timestamp]) {
        self.name = name
        self.marks = marks
        revised = marks.last(where: \.counts).flatMap { last in
            last.stands ? nil : max(last.moment, revisions[last.reference] ?? last.moment)
        }
    }

    /// The lines of a series, in the order in which the origins first told something.
    static func lines(of series: FigureSeries) -> [FigureLine] {
        var revisions: [Reference: Timestamp] = [:]
        for point in series.points where point.counts {
            for target in point.revises { revisions[target] = point.published }
        }
        return series.origins.map { origin in
            let name = origin.name ?? origin.kind?.rawValue ?? "no source"
            return FigureLine(
                name: name, marks: series.points(of: origin).compactMap(Mark.init), revisions: revisions)
        }.filter { !$0.marks.isEmpty }
    }
}

extension FigureLine {
    /// A number in a few signs; one that was read from words is the least that they mean.
    static func short(_ figure: Figure) -> String {
        switch (figure.low, figure.best, figure.high) {
        case (_, let best?, _): "\(best)"
        case (let low?, nil, let high?): low == high ? "\(low)" : "\(low)–\(high)"
        case (let low?, nil, nil): "≥\(low)"
        case (nil, nil, let high?): "≤\(high)"
        case (nil, nil, nil): figure.reading.map { "≥\($0)" } ?? "?"
        }
    }
}

extension FigureLine.Mark {
    /// Nil where no number was told, and none can be read from words.
    fileprivate init?(_ point: FigureSeries.Point) {
        guard let number = point.number else { return nil }
        let figure = point.figure
        moment = point.published
        value = Double(number)
        low = figure.low.map(Double.init)
        high = figure.high.map(Double.init)
        counts = point.counts
        stands = point.stands
        reference = point.reference
        text = figure.numberText ?? ""
        short = FigureLine.short(figure)
    }
}
