import EventSourcing
import Incidents
import StrictJSON

extension JSONWriter {
    /// A unit. Always there: `id`, `status`, `out`, `since` and the event that said so, `assignments`.
    ///
    /// An assignment has its `steps` (`status`, `occurred`, the event, and `order`: inOrder, untimed, or outOfOrder with the
    /// event that it comes `after`), whether it is `over`, and its `intervals` with `from` and `to` and the `least` and
    /// `most` time between them as ISO 8601 has it: `PT8M`; `most` is `null` where an end is open.
    mutating func unit(_ state: UnitState, in incident: StreamID) {
        beginObject()
        member("id", state.unit.id)
        ifAny("kind", state.unit.kind)
        ifAny("agency", state.unit.agency)
        member("status", state.unit.status?.rawValue)
        ifAny("action", state.unit.action)
        member("out", state.isOut)
        member("since", state.since)
        reference(state.reference, in: incident)
        member("assignments", list: state.assignments) { $0.assignment($1, in: incident) }
        endObject()
    }

    private mutating func assignment(_ assignment: UnitAssignment, in incident: StreamID) {
        beginObject()
        member("steps", list: assignment.steps) { $0.step($1, in: incident) }
        member("over", assignment.isOver)
        member("intervals", list: assignment.intervals) { writer, interval in
            writer.beginObject()
            writer.member("from", interval.from.rawValue)
            writer.member("to", interval.to.rawValue)
            writer.member("least", DurationText.iso(interval.duration.least))
            writer.member("most", interval.duration.most.map(DurationText.iso))
            writer.endObject()
        }
        endObject()
    }

    private mutating func step(_ step: UnitStep, in incident: StreamID) {
        beginObject()
        member("status", step.status.rawValue)
        ifAny("action", step.action)
        member("occurred", step.time)
        reference(step.reference, in: incident)
        switch step.order {
        case .inOrder: member("order", "inOrder")
        case .untimed: member("order", "untimed")
        case .outOfOrder(let other):
            member("order", "outOfOrder")
            key("after")
            beginObject()
            reference(other, in: incident)
            endObject()
        }
        endObject()
    }
}
