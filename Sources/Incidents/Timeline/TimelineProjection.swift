public import EventSourcing

/// Folds the events that concern an incident into its ``Timeline`` as of a moment.
///
/// Give it, in log order, the events of the incident and those of other incidents that change its entries, anchor its
/// times, or say something of it as a whole (``IncidentReader`` finds them). Events that were not known at the moment are only counted.
public struct TimelineProjection: Projection {
    private let incident: StreamID
    private let asOf: AsOf
    private var known = KnownEvents()
    private var leftOut = 0

    /// A projection of one incident as of a moment.
    public init(incident: StreamID, asOf: AsOf) {
        self.incident = incident
        self.asOf = asOf
    }

    /// Takes in the next event.
    public mutating func apply(_ event: RecordedEvent) {
        if asOf.includes(event) {
            known.append(event)
        } else if event.stream == incident {
            leftOut += 1
        }
    }

    /// The timeline of all that was taken in.
    ///
    /// - Parameters:
    ///   - window: shows only entries whose effective time may lie in it; undated entries are always shown.
    ///   - later: how many more events of the incident there are that were not handed in at all.
    public func timeline(in window: TimeSpan = .unknown, later: Int = 0) -> Timeline {
        let retracted = known.retracted()
        let times = EffectiveTimes(known, retracted: retracted)
        var dated: [TimelineEntry] = []
        var undated: [TimelineEntry] = []
        var all: [SnapshotInput] = []
        var outside = 0
        for index in known.all.indices where known.all[index].event.stream == incident {
            let entry = self.entry(index, times: times, retracted: retracted)
            all.append(SnapshotInput(entry: entry, told: times.told[index]))
            if entry.place.isUnknown {
                undated.append(entry)
            } else if entry.effective.overlaps(from: window.earliest, to: window.latest) {
                dated.append(entry)
            } else {
                outside += 1
            }
        }
        dated.sort { left, right in
            TimeSpan.comesBefore(left.place, right.place) ?? (left.event.position < right.event.position)
        }
        return Timeline(
            incident: incident, asOf: asOf, entries: dated, undated: undated, leftOut: leftOut + later,
            outsideWindow: outside,
            snapshot: IncidentSnapshot(
                incident: incident, asOf: asOf, inputs: all, links: known.links(to: incident, retracted: retracted)))
    }

    private func entry(_ index: Int, times: EffectiveTimes, retracted: [Bool]) -> TimelineEntry {
        let item = known.all[index]
        let effective = times.effective[index]
        return TimelineEntry(
            event: item.event,
            body: item.body,
            expression: item.expression,
            place: times.places[index],
            effective: effective.isUnknown ? times.places[index] : effective,
            state: known.state(of: index, retracted: retracted),
            changes: known.changes[index].map { change in
                let by = known.all[change.index]
                return EntryChange(
                    kind: change.relation.kind, event: by.event, reason: change.relation.reason,
                    summary: by.body?.summary ?? "", source: by.body?.source?.name, stands: !retracted[change.index])
            },
            hangsOnRetracted: times.hangsOnRetracted[index])
    }
}
