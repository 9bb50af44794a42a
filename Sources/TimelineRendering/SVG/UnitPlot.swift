import Chronology
import EventSourcing
import Incidents

/// A plot of responders: a lane a unit, a bar for each way in which it stood, from when it came to stand so until the
/// next one. Bars differ by their height as well as by colour. Where a time is vague the bar is pale; a unit that is
/// still out has an arrow at its end. Units of which no time or no status is known are left out, and counted.
struct UnitPlot {
    private let lanes: [UnitLane]
    private let untimed: Int
    private let unsaid: Int
    private let left: Int
    private let scale: TimeScale?
    private let times: TimeText

    static let start = 170.0
    static let end = 730.0
    private static let top = 44.0
    /// More lanes than this nobody looks at.
    private static let mostLanes = 100

    init(_ snapshot: IncidentSnapshot, times: TimeText) {
        let all = snapshot.units.map(UnitLane.init).filter { !$0.bars.isEmpty }
        lanes = Array(all.prefix(Self.mostLanes))
        left = all.count - lanes.count
        // A unit of which a status is told, and no bar, has no time.
        unsaid = snapshot.units.count { $0.assignments.allSatisfy(\.steps.isEmpty) }
        untimed = snapshot.units.count - all.count - unsaid
        self.times = times
        let moments = lanes.flatMap(\.bars).flatMap { [$0.from, $0.surely, $0.until, $0.atMost].compactMap { $0 } }
        scale = TimeScale(moments, from: Self.start, to: Self.end)
    }

    /// The drawing, for a page or with what stands above it; nil where there is nothing to draw.
    func drawing(heading: PlotHeading? = nil) -> Markup? {
        guard let scale, !lanes.isEmpty else { return nil }
        var content = legend
        var y = Self.top
        for lane in lanes {
            content += lane.drawing(y: y, scale: scale)
            y += UnitLane.height
        }
        content += scale.axis(at: y + 18, from: Self.start, to: Self.end + 20, times: times)
        content += """
            \n<text class="soft" x="16" y="\(y + 35)">\(times.zoneName(at: scale.marks.map(\.moment)))</text>
            """
        let notes = [
            untimed > 0 ? "\(untimed) \(untimed == 1 ? "unit" : "units") without a time" : nil,
            unsaid > 0 ? "\(unsaid) \(unsaid == 1 ? "unit" : "units") of which no status is told" : nil,
            left > 0 ? "and \(left) more units" : nil,
        ].compactMap { $0 }
        if !notes.isEmpty {
            content += "\n<text class=\"soft\" x=\"16\" y=\"\(y + 70)\">\(notes.joined(separator: ", "))</text>"
        }
        return Plot.frame(
            name: "units", title: "Responders over time", about: lanes.map { $0.about(times) }.joined(separator: ". "),
            height: y + (notes.isEmpty ? 58 : 82), heading: heading, content)
    }

    /// What the bars mean.
    private var legend: Markup {
        var legend = Markup()
        var x = Self.start
        for status in [UnitReport.Status.dispatched, .enroute, .onscene, .transporting] {
            guard lanes.contains(where: { $0.bars.contains { $0.status == status } }) else { continue }
            let height = UnitLane.thickness(status)
            legend += """
                \n<rect class="bar \(UnitLane.look(status))" x="\(x)" y="\(16 - height / 2)" width="22" height="\(height)"/>\
                <text class="soft" x="\(x + 28)" y="20">\(status.rawValue)</text>
                """
            x += 118
        }
        return legend
    }
}
