import EventSourcing
import Incidents

/// The stepped line of one source with its bands and signs.
struct LineDrawing {
    private let line: FigureLine
    private let key: Int
    /// Where the line ends.
    private let end: Double
    private let scale: TimeScale
    private let y: (Double) -> Double
    private let bottom: Double
    private let top: Double

    /// With more numbers than this their signs would hide the line.
    private static let mostSigns = 200

    init(
        _ line: FigureLine, key: Int, scale: TimeScale, y: @escaping (Double) -> Double, bottom: Double, top: Double
    ) {
        self.line = line
        self.key = key
        self.scale = scale
        end = line.revised.map(scale.place) ?? FigurePanel.right
        self.y = y
        self.bottom = bottom
        self.top = top
    }

    var markup: Markup {
        let counted = line.marks.filter(\.counts)
        var drawing: Markup = "\n<g class=\"k\(key % 8)\">"
        for (index, mark) in counted.enumerated() {
            let end = index + 1 < counted.count ? scale.place(counted[index + 1].moment) : end
            drawing += range(mark, until: end)
        }
        if let first = counted.first, let last = counted.last {
            var path: Markup = "M\(scale.place(first.moment)) \(y(first.value))"
            for mark in counted.dropFirst() { path += "H\(scale.place(mark.moment))V\(y(mark.value))" }
            drawing += "<path class=\"step\" d=\"\(path)\"/>"
            drawing +=
                "<path class=\"rest\" d=\"M\(scale.place(last.moment)) \(y(last.value))H\(end)\"/>"
        }
        for mark in line.marks.prefix(Self.mostSigns) { drawing += sign(mark) }
        return "\(drawing)</g>"
    }

    /// From the lowest to the highest number that was told: a band until the next number, and a bar where it begins. An
    /// open end fades out by having no bar across.
    private func range(_ mark: FigureLine.Mark, until end: Double) -> Markup {
        let x = scale.place(mark.moment)
        switch (mark.low, mark.high) {
        case (let low?, let high?) where low < high:
            let width = max(end - x, 1)
            return """
                <rect class="band" x="\(x)" y="\(y(high))" width="\(width)" height="\(y(low) - y(high))"/>\
                <path class="range" d="M\(x) \(y(low))V\(y(high))M\(x - 3) \(y(low))h6M\(x - 3) \(y(high))h6"/>
                """
        case (_?, nil): return "<path class=\"range\" d=\"M\(x) \(y(mark.value))v-14m-3 4l3 -4l3 4\"/>"
        case (nil, _?): return "<path class=\"range\" d=\"M\(x) \(y(mark.value))v14m-3 -4l3 4l3 -4\"/>"
        default: return ""
        }
    }

    /// A sign of its own for every line; hollow where the number does not count any more.
    private func sign(_ mark: FigureLine.Mark) -> Markup {
        let (x, y) = (scale.place(mark.moment), y(mark.value))
        let look: Markup = mark.counts ? "sign" : "gone"
        let name: Markup = "<title>\(line.name): \(mark.text)\(mark.counts ? "" : " (does not count)")</title>"
        switch key % 4 {
        case 0: return "<circle class=\"\(look)\" cx=\"\(x)\" cy=\"\(y)\" r=\"4\">\(name)</circle>"
        case 1:
            return "<rect class=\"\(look)\" x=\"\(x - 3.5)\" y=\"\(y - 3.5)\" width=\"7\" height=\"7\">\(name)</rect>"
        case 2: return "<path class=\"\(look)\" d=\"M\(x) \(y - 5)l5 9h-10z\">\(name)</path>"
        default: return "<path class=\"\(look)\" d=\"M\(x) \(y - 5)l5 5l-5 5l-5 -5z\">\(name)</path>"
        }
    }
}
