import Chronology
import EventSourcing
import Incidents

/// A plot of responders: a lane a unit, a bar for each way in which it stood.
struct UnitPlot {
    init(_ snapshot: IncidentSnapshot, times: TimeText) {}

    /// The drawing; nil where there is nothing to draw.
    func drawing(alone: Bool) -> Markup? { nil }
}
