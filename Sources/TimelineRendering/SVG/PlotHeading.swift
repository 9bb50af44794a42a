import EventSourcing
import Incidents

/// What stands above a plot that is a file of its own: that it is a drill, of which incident it is, how that stands, as of
/// when and for whom. A page says all of that itself.
struct PlotHeading {
    private let lines: [(look: Markup, text: String)]

    private static let lineHeight = 19.0
    /// As much as fits into the width.
    private static let columns = 110

    init(_ snapshot: IncidentSnapshot, times: TimeText) {
        // A file is looked at later: no moment of it is now.
        let header = Header(times: times, width: .max, now: .maximum)
        let facts = header.facts(snapshot, leftOut: 0, zoneMoments: [snapshot.asOf.moment]).map(\.text)
        var lines: [(look: Markup, text: String)] = []
        if snapshot.isExercise { lines.append(("title wrong", Header.exercise)) }
        lines.append(("title", snapshot.title ?? snapshot.incident.text))
        lines.append(("soft", ([snapshot.incident.text] + facts.prefix(1)).joined(separator: " · ")))
        lines.append(("soft", facts.dropFirst().joined(separator: " · ")))
        self.lines = lines
    }

    var height: Double { Double(lines.count) * Self.lineHeight + 14 }

    /// All of it in words.
    var about: String { lines.map(\.text).joined(separator: ", ") }

    var drawing: Markup {
        var drawing = Markup()
        for (index, line) in lines.enumerated() {
            let y = Double(index + 1) * Self.lineHeight + 3
            let text = FigurePanel.short(line.text, Self.columns)
            drawing += "<text class=\"\(line.look)\" x=\"16\" y=\"\(y)\">\(text)</text>\n"
        }
        return drawing
    }
}
