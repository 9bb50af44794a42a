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
            "\(line.name): " + line.marks.prefix(12).map(\.text).joined(separator: ", ")
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
        drawing += headline(scale, y)
        drawing += falls(scale, y)
        drawing += names(y, top: top + Self.titleHeight, bottom: bottom)
        drawing += "\n</g>\n"
        return drawing
    }

    /// The number that is the headline, ringed.
    private func headline(_ scale: TimeScale, _ y: (Double) -> Double) -> Markup {
        guard let point = series.headline, let number = point.number else { return "" }
        let (x, height) = (scale.place(point.published), y(Double(number)))
        let isLate = x > Self.right - 110
        let text = Self.short(series.summaryTexts.first ?? "", 34)
        return """
            \n<circle class="ring" cx="\(x)" cy="\(height)" r="7.5"/>\
            <text class="strong \(isLate ? "end" : "")" x="\(x + (isLate ? -10 : 10))" y="\(height - 8)">\(text)</text>
            """
    }

    /// Where a number fell: an arrow from the one before to the one after, named.
    private func falls(_ scale: TimeScale, _ y: (Double) -> Double) -> Markup {
        var drawing = Markup()
        var moments: [Reference: Timestamp] = [:]
        for point in series.points { moments[point.reference] = point.published }
        for fall in series.falls.prefix(Self.mostLines) {
            guard let before = moments[fall.before], let after = moments[fall.reference] else { continue }
            let (x, height) = (scale.place(after), y(Double(fall.to)))
            let reason = fall.reason.map { ": \($0)" } ?? " without a reason"
            let isLate = x > (Self.left + Self.right) / 2
            drawing += """
                \n<path class="fall" d="M\(scale.place(before)) \(y(Double(fall.from)))L\(x) \(height)"/>\
                <path class="wrong" d="M\(x - 4) \(height + 7)h8l-4 7z"/>\
                <text class="wrong \(isLate ? "end" : "")" x="\(x + (isLate ? -8 : 8))" y="\(height + 18)">\
                fell \(fall.from)→\(fall.to)\(Self.short(reason, 40))</text>
                """
        }
        return drawing
    }

    /// The names of the sources at the ends of their lines, moved apart where they would overlap.
    private func names(_ y: (Double) -> Double, top: Double, bottom: Double) -> Markup {
        let ends = lines.indices.compactMap { index -> (line: Int, place: Double)? in
            let line = lines[index]
            return (line.marks.last { $0.counts } ?? line.marks.last).map { (index, y($0.value)) }
        }.sorted { ($0.place, $0.line) < ($1.place, $1.line) }
        var places: [Double] = []
        for end in ends { places.append(max(end.place, (places.last ?? -.infinity) + 14)) }
        var limit = bottom
        for index in places.indices.reversed() {
            places[index] = min(places[index], limit)
            limit = places[index] - 14
        }
        var drawing = Markup()
        for (end, place) in zip(ends, places) {
            let line = lines[end.line]
            let last = (line.marks.last { $0.counts } ?? line.marks.last)?.short ?? ""
            drawing += """
                \n<g class="k\(end.line % 8)"><path class="lead" d="M\(Self.right + 2) \(end.place)L\(Self.right + 10) \(place)"/>\
                <text class="label" x="\(Self.right + 14)" y="\(place + 4)">\
                \(last) <tspan class="name">\(Self.short(line.name, 26))</tspan><title>\(line.name)</title></text></g>
                """
        }
        if more > 0 {
            drawing += """
                \n<text class="soft" x="\(Self.right + 14)" y="\(top - 12)">and \(more) more sources</text>
                """
        }
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

    static func short(_ text: String, _ columns: Int) -> String {
        TextWidth.truncated(SafeText.line(text), to: columns)
    }
}
