import EventSourcing
import Incidents

/// The part of a plot that shows one measure.
struct FigurePanel {
    /// Where the lines begin and end; at the right of that they are named.
    static let left = 56.0
    static let right = 590.0

    let lines: [FigureLine]
    private let series: FigureSeries
    /// How many sources are not drawn.
    private let more: Int
    private let most: Double

    /// More lines than this cannot be told apart.
    private static let mostLines = 8
    private static let titleHeight = 38.0

    init(_ series: FigureSeries) {
        self.series = series
        let all = FigureLine.lines(of: series)
        // Of many sources, those that told most.
        let busiest = all.indices.sorted { (all[$1].marks.count, $0) < (all[$0].marks.count, $1) }
            .prefix(Self.mostLines).sorted()
        lines = busiest.map { all[$0] }
        more = all.count - lines.count
        most = max(1, lines.flatMap(\.marks).flatMap { [$0.value, $0.high ?? 0] }.max() ?? 1)
    }

    var markCount: Int { lines.reduce(0) { $0 + $1.marks.count } }

    private var plotHeight: Double { max(110, Double(lines.count) * 15 + 20) }

    var height: Double { Self.titleHeight + plotHeight + 18 }

    /// All of it in words.
    var about: String {
        let told = lines.map { line in
            "\(line.name): "
                + line.marks.prefix(12).map { $0.counts ? $0.text : "\($0.text) (does not count)" }.joined(
                    separator: ", ")
                + (line.marks.count > 12 ? " and \(line.marks.count - 12) more" : "")
        }
        return "\(series.measureText): " + (series.summaryTexts + told).joined(separator: "; ")
    }

    func drawing(top: Double, scale: TimeScale) -> Markup {
        let bottom = top + Self.titleHeight + plotHeight
        func y(_ value: Double) -> Double { bottom - max(0, value) / ceiling * plotHeight }
        var drawing: Markup = """
            <g><text class="title" x="\(Self.left)" y="\(top + 13)">\(Self.short(series.measureText, 60))</text>
            """
        for tick in ticks {
            drawing += """
                \n<path class="grid" d="M\(Self.left) \(y(tick))H\(Self.right)"/>\
                <text class="soft end" x="\(Self.left - 8)" y="\(y(tick) + 4)">\(Self.text(tick))</text>
                """
        }
        for (index, line) in lines.enumerated() {
            drawing += LineDrawing(line, key: index, scale: scale, y: y, bottom: bottom, top: y(ceiling)).markup
        }
        drawing += FigureRemarks(series, scale: scale, y: y, bottom: bottom).markup
        drawing += FigureNames(lines, more: more, y: y, top: top + Self.titleHeight, bottom: bottom).markup
        drawing += "\n</g>\n"
        return drawing
    }

    /// The highest line of the grid.
    private var ceiling: Double { ticks.last ?? 1 }

    /// Two to five lines of the grid at round numbers, the last one at or above everything.
    private var ticks: [Double] {
        var step = 1.0
        while most / step > 4 {
            if most / (step * 2) <= 4 { step *= 2 } else if most / (step * 5) <= 4 { step *= 5 } else { step *= 10 }
        }
        var ticks = [0.0]
        while let last = ticks.last, last < most { ticks.append(last + step) }
        return ticks
    }

    private static func text(_ tick: Double) -> String { Int64(exactly: tick).map { String($0) } ?? tick.description }

    /// Places from top to bottom, moved apart where they would overlap, and none below the bottom.
    static func apart(_ places: [Double], bottom: Double) -> [Double] {
        var apart: [Double] = []
        for place in places { apart.append(max(place, (apart.last ?? -.infinity) + 14)) }
        var limit = bottom
        for index in apart.indices.reversed() {
            apart[index] = min(apart[index], limit)
            limit = apart[index] - 14
        }
        return apart
    }

    static func short(_ text: String, _ columns: Int) -> String {
        TextWidth.truncated(SafeText.line(text), to: columns)
    }
}
