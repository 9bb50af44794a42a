import EventSourcing

/// In which incident's timeline each known event is told: that of its own incident, or of the one with which that was
/// merged; an event that says of itself that it belongs to another incident, in the timeline of that one.
///
/// Such an event stays in its own place too, so that nothing is lost to who looks there, but does not count there. It goes
/// on belonging to the other incident when it is corrected or revised; once it is retracted it is back.
struct Homes {
    let merges: Merges
    /// The incident in which each event counts, by its number.
    private(set) var homes: [Int] = []
    /// The incidents by their numbers: those of which events are known, and behind them those in which such count.
    private var streams: [StreamID]
    private var numbers: [StreamID: Int] = [:]
    /// The indexes of the events that are told in an incident's timeline, in log order.
    private var told: [[Int]]
    /// The indexes of the events of an incident itself.
    private let own: [[Int]]
    /// The incidents with known events that are one, by the one that stands for all, in the order of their first event.
    private var members: [[StreamID]]

    init(_ known: KnownEvents, _ standing: Standing) {
        merges = Merges(known, standing)
        own = known.own
        streams = known.streams
        told = Array(repeating: [], count: streams.count)
        members = Array(repeating: [], count: streams.count)
        if streams.count > 1 { for (number, stream) in streams.enumerated() { numbers[stream] = number } }
        let places = known.streams.map { number(adding: merges.root(of: $0)) }
        for (stream, place) in zip(known.streams, places) { members[place].append(stream) }
        if places == [0] { told[0].reserveCapacity(known.all.count) }
        homes.reserveCapacity(known.all.count)
        for index in known.all.indices {
            let place = places[known.numbers[index]]
            var home = place
            if !standing.retracted[index], let relations = known.all[index].body?.relations, !relations.isEmpty,
                let target = relations.first(where: { $0.kind == .belongsTo })?.target.stream
            {
                home = number(adding: merges.root(of: target))
            }
            homes.append(home)
            told[place].append(index)
            if home != place { told[home].append(index) }
        }
    }

    private mutating func number(adding stream: StreamID) -> Int {
        if let number = number(of: stream) { return number }
        if streams.count == 1 { numbers[streams[0]] = 0 }
        if !streams.isEmpty { numbers[stream] = streams.count }
        streams.append(stream)
        told.append([])
        members.append([])
        return streams.count - 1
    }

    /// The number of an incident; nil where no event counts in it.
    func number(of stream: StreamID) -> Int? {
        streams.count == 1 ? (streams[0] == stream ? 0 : nil) : numbers[stream]
    }

    /// The incident in which an event counts.
    func home(of index: Int) -> StreamID { streams[homes[index]] }

    /// The events that the timeline of an incident tells, in log order.
    func told(in incident: StreamID) -> [Int] { number(of: incident).map { told[$0] } ?? [] }

    /// The events of an incident itself, whatever it was merged into, in log order.
    func own(of incident: StreamID) -> [Int] {
        number(of: incident).flatMap { $0 < own.count ? own[$0] : nil } ?? []
    }

    /// Whether an event that counts in an incident was told of another one, which was merged into it.
    func isOfMerged(_ index: Int, in incident: StreamID, _ known: KnownEvents) -> Bool {
        guard !merges.isEmpty else { return false }
        let stream = known.all[index].event.stream
        return stream != incident && merges.root(of: stream) == incident
    }

    /// An incident with all that are merged into it, as far as they have known events.
    func family(of incident: StreamID) -> [StreamID] {
        [incident] + (number(of: incident).map { members[$0] } ?? []).filter { $0 != incident }
    }
}
