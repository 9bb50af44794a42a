import EventSourcing
import Incidents

/// What is said within the part of a plot that shows one measure: which number is the headline, which is ringed, and where
/// a number fell, with an arrow from the one before to the one after. No two remarks stand on one another, and none
/// below the bottom.
struct FigureRemarks {
    private struct Remark {
        let look: Markup
        let isLate: Bool
        let x: Double
        let y: Double
        let text: String
    }

    private let series: FigureSeries
    private let scale: TimeScale
    private let y: (Double) -> Double
    private let bottom: Double

    /// More falls than this cannot be told apart.
    private static let mostFalls = 8

    init(_ series: FigureSeries, scale: TimeScale, y: @escaping (Double) -> Double, bottom: Double) {
        self.series = series
        self.scale = scale
        self.y = y
        self.bottom = bottom
    }

    var markup: Markup {
        var drawing = Markup()
        var remarks: [Remark] = []
        if let point = series.headline, let number = point.number {
            let (x, height) = (scale.place(point.published), y(Double(number)))
            drawing += "\n<circle class=\"ring\" cx=\"\(x)\" cy=\"\(height)\" r=\"7.5\"/>"
            let isLate = x > FigurePanel.right - 110
            let text = FigurePanel.short(series.summaryTexts.first ?? "", 34)
            remarks.append(
                Remark(look: "strong", isLate: isLate, x: x + (isLate ? -10 : 10), y: height - 8, text: text))
        }
        var moments: [Reference: Timestamp] = [:]
        for point in series.points { moments[point.reference] = point.published }
        for fall in series.falls.prefix(Self.mostFalls) {
            guard let before = moments[fall.before], let after = moments[fall.reference] else { continue }
            let (x, height) = (scale.place(after), y(Double(fall.to)))
            drawing += """
                \n<path class="fall" d="M\(scale.place(before)) \(y(Double(fall.from)))L\(x) \(height)"/>\
                <path class="wrong" d="M\(x - 4) \(height + 7)h8l-4 7z"/>
                """
            let isLate = x > (FigurePanel.left + FigurePanel.right) / 2
            let reason = FigurePanel.short(fall.reason.map { ": \($0)" } ?? " without a reason", 40)
            remarks.append(
                Remark(
                    look: "wrong", isLate: isLate, x: x + (isLate ? -8 : 8), y: height + 18,
                    text: "fell \(fall.from)→\(fall.to)\(reason)"))
        }
        let ordered = remarks.enumerated().sorted { ($0.element.y, $0.offset) < ($1.element.y, $1.offset) }
            .map(\.element)
        for (remark, place) in zip(ordered, FigurePanel.apart(ordered.map(\.y), bottom: bottom - 3)) {
            let end: Markup = remark.isLate ? " end" : ""
            drawing +=
                "\n<text class=\"\(remark.look)\(end)\" x=\"\(remark.x)\" y=\"\(place)\">\(remark.text)</text>"
        }
        return drawing
    }
}
