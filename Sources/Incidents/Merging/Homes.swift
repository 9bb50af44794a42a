import EventSourcing

/// In which incident's timeline each known event is told: that of its own incident, or of the one with which that was
/// merged; an event that says of itself that it belongs to another incident, in the timeline of that one.
///
/// Such an event stays in its own place too, so that nothing is lost to who looks there, but does not count there. It goes
/// on belonging to the other incident when it is corrected or revised; once it is retracted it is back.
struct Homes {
    let merges: Merges
    /// The incident in which each event counts.
    private(set) var homes: [StreamID] = []
    /// The indexes of the events that are told in an incident's timeline, in log order.
    private var told: [StreamID: [Int]] = [:]
    /// The indexes of the events of an incident itself.
    private var own: [StreamID: [Int]] = [:]
    /// The incidents with known events that are one, by the one that stands for all, in the order of their first event.
    private var members: [StreamID: [StreamID]] = [:]

    init(_ known: KnownEvents, _ standing: Standing) {
        merges = Merges(known, standing)
        for index in known.all.indices {
            let item = known.all[index]
            let place = merges.root(of: item.event.stream)
            var home = place
            if !standing.retracted[index],
                let target = item.body?.relations.first(where: { $0.kind == .belongsTo })?.target.stream
            {
                home = merges.root(of: target)
            }
            homes.append(home)
            if own[item.event.stream] == nil { members[place, default: []].append(item.event.stream) }
            own[item.event.stream, default: []].append(index)
            told[place, default: []].append(index)
            if home != place { told[home, default: []].append(index) }
        }
    }

    /// The events that the timeline of an incident tells, in log order.
    func told(in incident: StreamID) -> [Int] { told[incident] ?? [] }

    /// The events of an incident itself, whatever it was merged into, in log order.
    func own(of incident: StreamID) -> [Int] { own[incident] ?? [] }

    /// Whether an event that counts in an incident was told of another one, which was merged into it.
    func isOfMerged(_ index: Int, in incident: StreamID, _ known: KnownEvents) -> Bool {
        let stream = known.all[index].event.stream
        return stream != incident && merges.root(of: stream) == incident
    }

    /// An incident with all that are merged into it, as far as they have known events.
    func family(of incident: StreamID) -> [StreamID] {
        [incident] + (members[incident] ?? []).filter { $0 != incident }
    }
}
