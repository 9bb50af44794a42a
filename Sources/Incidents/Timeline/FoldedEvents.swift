import Chronology
import EventSourcing

/// Known events with how they stand and when they happened: from these, one after the other, the timelines of all
/// incidents among them can be made without judging any event twice.
struct FoldedEvents {
    private let options: TimelineOptions
    private let known: KnownEvents
    private let standing: Standing
    private let times: EffectiveTimes
    private let links: [StreamID: [IncidentLink]]
    private var indexes: [StreamID: [Int]] = [:]
    /// How many known events of each incident are not for the audience.
    private let notPublic: [StreamID: Int]
    /// The incidents that are a drill, whoever may be told of the events that say so.
    private let exercises: Set<StreamID>

    init(_ all: KnownEvents, options: TimelineOptions = TimelineOptions()) {
        let judged = Standing(all)
        exercises = Self.exercises(all, judged)
        self.options = options
        switch options.audience {
        case .internal:
            (known, standing, notPublic) = (all, judged, [:])
        case .public:
            let told = PublicEvents(all, judged)
            (known, standing, notPublic) = (told.known, Standing(told.known), told.leftOut)
        }
        times = EffectiveTimes(known, retracted: standing.retracted)
        links = known.links(standing.states)
        for index in known.all.indices { indexes[known.all[index].event.stream, default: []].append(index) }
    }

    /// The timeline of one of the incidents.
    ///
    /// - Parameters:
    ///   - window: shows only entries whose effective time may lie in it; undated entries are always shown.
    ///   - leftOut: how many more events of the incident there are.
    func timeline(of incident: StreamID, asOf: AsOf, in window: TimeSpan = .unknown, leftOut: Int = 0) -> Timeline {
        var dated: [TimelineEntry] = []
        var undated: [TimelineEntry] = []
        var all: [SnapshotInput] = []
        var outside = 0
        for index in indexes[incident] ?? [] {
            let entry = self.entry(index)
            all.append(
                SnapshotInput(
                    entry: entry, told: times.told[index], holds: standing.holds[index],
                    isDuplicate: standing.isDuplicate[index]))
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
            incident: incident, asOf: asOf, entries: dated, undated: undated, leftOut: leftOut, outsideWindow: outside,
            snapshot: IncidentSnapshot(
                incident: incident, asOf: asOf, inputs: all, links: links[incident] ?? [], options: options,
                notPublic: notPublic[incident] ?? 0, isExercise: exercises.contains(incident)))
    }

    private static func exercises(_ known: KnownEvents, _ standing: Standing) -> Set<StreamID> {
        var exercises: Set<StreamID> = []
        for (known, state) in zip(known.all, standing.states)
        where known.event.flags.contains(.exercise) && state != .retracted {
            exercises.insert(known.event.stream)
        }
        return exercises
    }

    private func entry(_ index: Int) -> TimelineEntry {
        let item = known.all[index]
        let effective = times.effective[index]
        return TimelineEntry(
            event: item.event,
            body: item.body,
            expression: item.expression,
            place: times.places[index],
            effective: effective.isUnknown ? times.places[index] : effective,
            state: standing.states[index],
            changes: known.changes[index].map { change in
                let by = known.all[change.index]
                return EntryChange(
                    kind: change.relation.kind, event: by.event, reason: change.relation.reason,
                    summary: by.body?.summary ?? "", source: by.body?.source?.name,
                    stands: !standing.retracted[change.index])
            },
            hangsOnRetracted: times.hangsOnRetracted[index])
    }
}
