import EventSourcing

/// The events that were known at a moment, read once, and what each of them does to others. How they stand by that is
/// said by ``Standing``, and when they happened by ``EffectiveTimes``.
///
/// Events come in log order and may belong to several incidents: the one that is shown, those whose events change its
/// entries, and those in which its relative times are anchored. Everything here is linear in the number of events.
struct KnownEvents {
    /// A change to an entry: the index of the event that makes it, and the relation.
    struct Change {
        let index: Int
        let relation: Relation
    }

    private(set) var all: [KnownEvent] = []
    /// What later events did to each event, in log order.
    private(set) var changes: [[Change]] = []
    /// The incidents of which events are known, numbered in the order of their first event.
    private(set) var streams: [StreamID] = []
    /// The number of the incident of each event.
    private(set) var numbers: [Int] = []
    /// The events of each incident, in log order.
    private(set) var own: [[Int]] = []
    private var numbersOfStreams: [StreamID: Int] = [:]

    /// Makes room for so many events.
    mutating func reserve(_ count: Int) {
        all.reserveCapacity(count)
        changes.reserveCapacity(count)
        numbers.reserveCapacity(count)
    }

    /// Takes in the next event that is known.
    mutating func append(_ event: RecordedEvent) {
        append(KnownEvent(reading: event))
    }

    /// Takes in the next event that is known and was read before.
    mutating func append(_ item: KnownEvent) {
        let index = all.count
        // Targets are earlier events, so a target that is known has been taken in already.
        for relation in item.body?.relations ?? [] {
            if let target = self.index(of: relation.target) {
                changes[target].append(Change(index: index, relation: relation))
            }
        }
        let number = number(adding: item.event.stream)
        assert(own[number].last.map { all[$0].event.revision < item.event.revision } ?? true, "not in log order")
        all.append(item)
        changes.append([])
        numbers.append(number)
        own[number].append(index)
    }

    /// The number of an incident, which mostly is that of the event before.
    private mutating func number(adding stream: StreamID) -> Int {
        if let last = numbers.last, streams[last] == stream { return last }
        if let number = number(of: stream) { return number }
        if streams.count == 1 { numbersOfStreams[streams[0]] = 0 }
        if !streams.isEmpty { numbersOfStreams[stream] = streams.count }
        streams.append(stream)
        own.append([])
        return streams.count - 1
    }

    /// The number of an incident; nil where no event of it is known.
    func number(of stream: StreamID) -> Int? {
        streams.count == 1 ? (streams[0] == stream ? 0 : nil) : numbersOfStreams[stream]
    }

    /// How many events of each incident are known.
    func counts() -> [StreamID: Int] {
        Dictionary(zip(streams, own.lazy.map(\.count))) { first, _ in first }
    }

    /// The index of an event, where it is known.
    func index(of reference: Reference) -> Int? {
        guard let number = number(of: reference.stream) else { return nil }
        // In log order revisions rise; where all of an incident is known, they are gapless too.
        let own = own[number]
        var (low, high) = (0, min(own.count, Int(clamping: reference.revision.rawValue)))
        if high > 0, all[own[high - 1]].event.revision == reference.revision { return own[high - 1] }
        while low < high {
            let middle = (low + high) / 2
            if all[own[middle]].event.revision < reference.revision { low = middle + 1 } else { high = middle }
        }
        guard low < own.count, all[own[low]].event.revision == reference.revision else { return nil }
        return own[low]
    }

    /// For each event whether it was taken back by a retraction that was not taken back itself.
    ///
    /// Targets are earlier events, so going from the newest event to the oldest, whatever could take an event back has
    /// been judged before it.
    func retracted() -> [Bool] {
        var retracted = [Bool](repeating: false, count: all.count)
        for index in all.indices.reversed() {
            retracted[index] = retraction(of: index, retracted: retracted) != nil
        }
        return retracted
    }

    /// The newest event that takes an entry back and stands itself.
    func retraction(of index: Int, retracted: [Bool]) -> Int? {
        changes[index].last { $0.relation.kind == .retracts && !retracted[$0.index] }?.index
    }
}
