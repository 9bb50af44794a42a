import EventSourcing
import Incidents

extension Timeline {
    /// The same without what entries of other incidents say of these: an entry that was changed by one shows that it was, and
    /// not by whom, why or to what.
    func withoutChanges(of own: Set<StreamID>) -> Timeline {
        func limited(_ entry: TimelineEntry) -> TimelineEntry {
            let changes = entry.changes.filter { own.contains($0.event.stream) }
            guard changes.count != entry.changes.count else { return entry }
            return TimelineEntry(
                event: entry.event, body: entry.body, expression: entry.expression, place: entry.place,
                effective: entry.effective, state: entry.state, changes: changes,
                hangsOnRetracted: entry.hangsOnRetracted, shownAt: entry.shownAt, movedTo: entry.movedTo)
        }
        return Timeline(
            incident: incident, asOf: asOf, entries: entries.map(limited), undated: undated.map(limited),
            leftOut: leftOut, outsideWindow: outsideWindow, snapshot: snapshot, way: way, isAlone: isAlone)
    }
}
