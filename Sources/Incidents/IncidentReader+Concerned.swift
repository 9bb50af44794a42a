public import EventSourcing

extension IncidentReader {
    /// The events of incidents; those of others whose entries change theirs, because only all of these tell whether such
    /// a change still stands; of those in which stands what they say again; and of those in which their relative times
    /// are anchored. In log order.
    ///
    /// Each of these incidents is read whole: once, or a few times where it turns out late how much of it is needed. One
    /// incident is read after the other, because a store goes through the indexes of a query side by side, and there may
    /// be thousands of incidents.
    ///
    /// - Parameter followingMerges: includes the incidents that may be one with them, through however many others, whether
    ///   or not that stands, and those of which entries belong to them.
    public func events(
        concerning incidents: Set<StreamID>, upTo position: Position, followingMerges: Bool = false
    ) async throws(EventStoreError) -> [RecordedEvent] {
        var found: [RecordedEvent] = []
        var needs = Needs(incidents, as: followingMerges ? .member : .told)
        while let (incident, need, isFirst) = needs.next() {
            let query = Query([Query.Item(streams: [incident]), Query.Item(referringTo: [incident])])
            let events = try await store.read(ReadSelection(query, upTo: position))
            var isOwn = true
            // By their indexes: an event is large, and mostly little of it is looked at.
            for index in events.indices {
                let isTied = events[index].flags.contains(.hasRelation)
                if events[index].stream != incident {
                    isOwn = false
                    if isTied { needs.raise(for: events[index], about: incident, need) }
                } else if isTied || events[index].occurred.form == .relative {
                    needs.raise(for: events[index], of: need)
                }
            }
            guard isFirst else { continue }
            if isOwn, found.isEmpty {
                found = events
            } else {
                found += events.lazy.filter { $0.stream == incident }
            }
        }
        let isInOrder = found.indices.dropFirst().allSatisfy { found[$0 - 1].position < found[$0].position }
        return isInOrder ? found : found.sorted { $0.position < $1.position }
    }
}

/// How much is needed of which incidents, and what is still to be read.
private struct Needs {
    enum Need: Int, Comparable {
        /// Its entries bear on others: it matters when they were and whether they stand.
        case bearing
        /// Its entries are told, with everything that was done to them.
        case told
        /// It may be one with an incident that is told.
        case member

        static func < (left: Need, right: Need) -> Bool { left.rawValue < right.rawValue }
    }

    private var needs: [StreamID: Need] = [:]
    private var read: [StreamID: Need] = [:]
    private var waiting: [StreamID] = []

    init(_ incidents: Set<StreamID>, as need: Need) {
        for incident in incidents { raise(incident, to: need) }
    }

    /// The next incident to read, what for, and whether it was not read before.
    mutating func next() -> (StreamID, Need, isFirst: Bool)? {
        while let incident = waiting.popLast() {
            guard let need = needs[incident], read[incident] != need else { continue }
            let isFirst = read.updateValue(need, forKey: incident) == nil
            return (incident, need, isFirst)
        }
        return nil
    }

    private mutating func raise(_ incident: StreamID, to need: Need) {
        if let known = needs[incident], known >= need { return }
        needs[incident] = need
        waiting.append(incident)
    }

    /// What an event of an incident makes needed: its anchor, what it says again, and where it or its incident belongs,
    /// whatever that may have been merged into itself.
    mutating func raise(for event: RecordedEvent, of need: Need) {
        if event.occurred.form == .relative {
            for reference in event.references { raise(reference.stream, to: .bearing) }
        }
        guard event.flags.contains(.hasRelation),
            event.references.contains(where: {
                $0.stream != event.stream && (need >= .told || $0.revision == .none)
            })
        else { return }
        for relation in EventBody.read(event)?.relations ?? [] {
            switch relation.kind {
            case .duplicates, .belongsTo: if need >= .told { raise(relation.target.stream, to: .bearing) }
            case .mergesInto: raise(relation.target.stream, to: need == .member ? .member : .bearing)
            default: break
            }
        }
    }

    /// What an event of another incident makes needed by what it does to entries of an incident, or says of it.
    mutating func raise(for event: RecordedEvent, about incident: StreamID, _ need: Need) {
        // Nothing more can come of it.
        if let known = needs[event.stream], need < .member || known == .member { return }
        for relation in EventBody.read(event)?.relations ?? [] where relation.target.stream == incident {
            switch relation.kind {
            case .mergesInto: if need == .member { raise(event.stream, to: .member) }
            case .belongsTo: if need == .member { raise(event.stream, to: .told) }
            case .retracts, .corrects: raise(event.stream, to: .bearing)
            case .revises, .confirms, .disputes, .respondsTo, .duplicates:
                if need >= .told { raise(event.stream, to: .bearing) }
            }
        }
    }
}
