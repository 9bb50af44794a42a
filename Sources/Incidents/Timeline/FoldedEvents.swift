import Chronology
import EventSourcing

/// Known events with how they stand and when they happened: from these, one after the other, the timelines of all
/// incidents among them can be made without judging any event twice.
struct FoldedEvents {
    let options: TimelineOptions
    let known: KnownEvents
    /// All that is known, whoever may be told of it.
    private let everything: KnownEvents
    private let standing: Standing
    private let homes: Homes
    private let times: EffectiveTimes
    private let links: [StreamID: [IncidentLink]]
    /// What of all that is known is not for the audience.
    private let withheld: WithheldEvents

    init(_ all: KnownEvents, options: TimelineOptions = TimelineOptions()) {
        self.options = options
        everything = all
        let judged = Standing(all)
        switch options.audience {
        case .internal:
            (known, standing) = (all, judged)
            homes = Homes(known, standing)
            withheld = WithheldEvents()
        case .public:
            let told = PublicEvents(all, judged)
            (known, standing) = (told.known, Standing(told.known))
            homes = Homes(known, standing)
            withheld = WithheldEvents(all, judged, but: told.isTold, homes.merges)
        }
        times = EffectiveTimes(known, retracted: standing.retracted, homes: homes.homes)
        links = homes.links(known)
    }

    /// The same as of an earlier moment. The public is not told of what is withheld from it by now, not even that it was
    /// said once.
    func earlier(asOf moment: AsOf) -> FoldedEvents { earlier { moment.includes($0) } }

    /// The same of the events that were known then.
    func earlier(_ wasKnown: (RecordedEvent) -> Bool) -> FoldedEvents {
        var then = KnownEvents()
        for item in everything.all where wasKnown(item.event) {
            let isWithheld =
                options.audience == .public && item.isPublic && known.index(of: item.event.reference) == nil
            if !isWithheld { then.append(item) }
        }
        return FoldedEvents(then, options: options)
    }

    /// Which incidents are told together with one.
    func family(of incident: StreamID) -> [StreamID] { homes.family(of: incident) }

    /// The incident in whose timeline the entries of another are told.
    func root(of incident: StreamID) -> StreamID { homes.merges.root(of: incident) }

    /// The merges that lead from an incident to where its entries are told.
    func way(from incident: StreamID) -> [IncidentMerge] { homes.merges.way(from: incident) }

    /// The incident in which an event counts.
    func home(of index: Int) -> StreamID { homes.home(of: index) }

    /// Whether each event was taken back.
    var retracted: [Bool] { standing.retracted }

    /// The timeline of one of the incidents; of one that was merged into another, that of the other.
    ///
    /// - Parameters:
    ///   - window: shows only entries whose effective time may lie in it; undated entries are always shown.
    ///   - leftOut: how many more events of the incident there are.
    ///   - alone: shows only the incident's own entries, whatever was merged.
    ///   - tellsWay: tells which merges lead from the incident to where its entries are told.
    func timeline(
        of asked: StreamID, asOf: AsOf, in window: TimeSpan = .unknown, leftOut: Int = 0, alone: Bool = false,
        tellsWay: Bool = true
    ) -> Timeline {
        let incident = alone ? asked : root(of: asked)
        let place = root(of: asked)
        var dated: [TimelineEntry] = []
        var undated: [TimelineEntry] = []
        var all: [SnapshotInput] = []
        var outside = 0
        let indexes = alone ? homes.own(of: asked) : homes.told(in: incident)
        dated.reserveCapacity(indexes.count)
        all.reserveCapacity(indexes.count)
        let number = homes.number(of: place)
        for index in indexes {
            let entry = self.entry(index, in: number)
            if entry.movedTo == nil { all.append(input(index, in: incident, place, alone ? asked : nil)) }
            if entry.place.isUnknown {
                undated.append(entry)
            } else if entry.effective.overlaps(from: window.earliest, to: window.latest) {
                dated.append(entry)
            } else {
                outside += 1
            }
        }
        // Entries are large, so only their places are moved.
        let order = dated.indices.sorted { left, right in
            TimeSpan.comesBefore(dated[left].place, dated[right].place)
                ?? (dated[left].event.position < dated[right].event.position)
        }
        // They are mostly told in the order in which they happened.
        let isInOrder = order.elementsEqual(dated.indices)
        return Timeline(
            incident: incident, asOf: asOf, entries: isInOrder ? dated : order.map { dated[$0] }, undated: undated,
            leftOut: leftOut, outsideWindow: outside,
            snapshot: IncidentSnapshot(
                incident: incident, asOf: asOf, inputs: all, links: alone ? [] : links[incident] ?? [],
                options: options, notPublic: withheld.count(of: incident, alone: alone),
                isExercise: withheld.isExercise(incident, alone: alone) || tellsExercise(indexes, in: place)),
            way: tellsWay ? way(from: asked) : [], isAlone: alone)
    }

    /// Whether the timeline of an incident is that of a drill.
    func isExercise(_ incident: StreamID) -> Bool {
        withheld.isExercise(incident, alone: false) || tellsExercise(homes.told(in: incident), in: incident)
    }

    private func tellsExercise(_ indexes: [Int], in incident: StreamID) -> Bool {
        indexes.contains { index in
            known.all[index].event.flags.contains(.exercise) && homes.home(of: index) == incident
                && standing.states[index] != .retracted
        }
    }

    /// An entry as it stands in the timeline of an incident.
    func entry(_ index: Int, in incident: StreamID) -> TimelineEntry {
        entry(index, in: homes.number(of: incident))
    }

    private func entry(_ index: Int, in number: Int?) -> TimelineEntry {
        let effective = times.effective[index]
        return TimelineEntry(
            known.all[index],
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
            hangsOnRetracted: times.hangsOnRetracted[index],
            shownAt: times.shownAt[index],
            movedTo: homes.homes[index] == number ? nil : homes.home(of: index))
    }

    /// What an event that counts in an incident tells of it.
    ///
    /// - Parameters:
    ///   - place: where the entries of the incident are told.
    ///   - only: the incident of which alone what is said counts; nil where what is told there counts too.
    private func input(_ index: Int, in incident: StreamID, _ place: StreamID, _ only: StreamID?) -> SnapshotInput {
        SnapshotInput(
            known: known.all[index], state: standing.states[index], told: times.told[index],
            holds: standing.holds[index],
            originals: standing.originals[index].compactMap { target in
                // One that is told elsewhere does not count here.
                guard homes.home(of: target) == place, only == nil || known.all[target].event.stream == only else {
                    return nil
                }
                return SnapshotInput.Original(body: known.all[target].body, isDated: !times.told[target].isUnknown)
            },
            isOfMerged: homes.isOfMerged(index, in: incident, known))
    }
}
