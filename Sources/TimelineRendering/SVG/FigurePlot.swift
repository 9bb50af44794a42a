import Chronology
import EventSourcing
import Incidents

/// A plot of figures over time: a panel a measure, a stepped line a source, with what it told named at its end.
///
/// A number holds from when it was published until its source tells another one. Ranges are bands; what does not count
/// any more is hollow; the headline is ringed; a fall is named. Measures that were told of
/// once only are left out, and counted.
struct FigurePlot {
    private let panels: [FigurePanel]
    private let left: Int
    /// How many measures one number was told of.
    private let once: Int
    private let scale: TimeScale?
    private let times: TimeText

    /// More panels than this nobody looks at.
    private static let mostPanels = 12

    init(_ figures: [FigureSeries], times: TimeText) {
        let told = figures.map(FigurePanel.init)
        let all = told.filter { $0.markCount > 1 }
        once = told.count { $0.markCount == 1 }
        panels = Array(all.prefix(Self.mostPanels))
        left = all.count - panels.count
        self.times = times
        scale = TimeScale(
            panels.flatMap(\.lines).flatMap(\.marks).map(\.moment), from: FigurePanel.left, to: FigurePanel.right)
    }

    /// The drawing, for a page or with what stands above it; nil where there is nothing to draw.
    func drawing(heading: PlotHeading? = nil) -> Markup? {
        guard let scale, !panels.isEmpty else { return nil }
        var content = Markup()
        var top = 8.0
        for panel in panels {
            content += panel.drawing(top: top, scale: scale)
            top += panel.height
        }
        content += scale.axis(at: top, from: FigurePanel.left, to: FigurePanel.right, times: times)
        let zone = times.zoneName(at: scale.marks.map(\.moment))
        content += "\n<text class=\"soft\" x=\"\(FigurePanel.right + 30)\" y=\"\(top + 31)\">published, \(zone)</text>"
        let notes = [
            left > 0 ? "and \(left) more \(left == 1 ? "measure" : "measures")" : nil,
            once > 0 ? "\(once) \(once == 1 ? "measure told once is" : "measures told once are") not drawn" : nil,
        ].compactMap { $0 }
        if !notes.isEmpty {
            content += """
                \n<text class="soft" x="\(FigurePanel.left)" y="\(top + 50)">\(notes.joined(separator: ", "))</text>
                """
        }
        return Plot.frame(
            name: "figures", title: "Figures over time, by source", about: panels.map(\.about).joined(separator: ". "),
            height: top + (notes.isEmpty ? 40 : 60), heading: heading, content)
    }
}
