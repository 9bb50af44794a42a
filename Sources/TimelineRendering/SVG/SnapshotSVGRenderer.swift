public import Chronology
import EventSourcing
public import Incidents

/// Draws a plot of how an incident stands as an SVG file of its own: figures over time by source, or responders as lanes.
///
/// The file stands alone: it says of which incident it is, as of when and for whom, and that it is a drill. It reads
/// in light and dark, and its text can be selected. Whatever people wrote has passed ``HTMLText``.
public struct SnapshotSVGRenderer: Sendable {
    /// What is drawn.
    public enum Subject: String, CaseIterable, Sendable {
        /// Figures over time, by source.
        case figures
        /// Units in lanes, by how they stood.
        case units
    }

    private let subject: Subject
    private let times: TimeText

    /// Draws one of the plots on the clock of a zone.
    public init(_ subject: Subject, zone: Zone) {
        self.subject = subject
        times = TimeText(zone: zone)
    }

    /// The file as text that ends with a line break; where there is nothing to draw, it says so.
    public func render(_ snapshot: IncidentSnapshot) -> String {
        let heading = PlotHeading(snapshot, times: times)
        let drawing: Markup? =
            switch subject {
            case .figures: FigurePlot(snapshot.figures, times: times).drawing(heading: heading)
            case .units: UnitPlot(snapshot, times: times).drawing(heading: heading)
            }
        return (drawing ?? nothing(heading)).text + "\n"
    }

    private func nothing(_ heading: PlotHeading) -> Markup {
        let text =
            switch subject {
            case .figures: "No figure was told more than once."
            case .units: "No unit is known with a time."
            }
        return Plot.frame(
            name: "nothing", title: "Nothing to draw", about: text, height: 60, heading: heading,
            "<text class=\"soft\" x=\"24\" y=\"36\">\(text)</text>")
    }
}
