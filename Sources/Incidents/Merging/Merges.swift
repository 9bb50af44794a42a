import EventSourcing

/// Which incidents are one with which others, by what stands of all that was said of it.
///
/// An incident is one with that into which the newest standing event of it merges it, and through that, maybe, with
/// another. Appending refuses circles (``MergeGuard``). A circle may come to stand all the same, where a retraction is
/// taken back later: then the newest merge in it counts for nothing, so that one of its incidents stands for all.
struct Merges {
    /// The merge that counts, of each incident that has one.
    private var merges: [StreamID: IncidentMerge] = [:]
    private var roots: [StreamID: StreamID] = [:]

    init(_ known: KnownEvents, _ standing: Standing) {
        for index in known.all.indices where standing.holds[index] {
            let item = known.all[index]
            guard let relations = item.body?.relations, !relations.isEmpty else { continue }
            for relation in relations
            where relation.kind == .mergesInto && relation.target.stream != item.event.stream {
                merges[item.event.stream] = IncidentMerge(
                    event: item.event, into: relation.target.stream, reason: relation.reason)
            }
        }
        for start in Array(merges.keys) where roots[start] == nil { settle(start) }
    }

    /// Goes the one way from an incident up to where somebody has been, or to its end, and notes the end for all on it.
    private mutating func settle(_ start: StreamID) {
        var way: [StreamID] = []
        var places: [StreamID: Int] = [:]
        var current = start
        while roots[current] == nil, let merge = merges[current] {
            if let first = places[current] {
                let newest = way[first...].max { position($0) < position($1) } ?? current
                merges[newest] = nil
                // All others on the way lead to it now.
                current = newest
                break
            }
            places[current] = way.count
            way.append(current)
            current = merge.into
        }
        let root = roots[current] ?? current
        for incident in way { roots[incident] = root }
    }

    private func position(_ incident: StreamID) -> Position { merges[incident]?.event.position ?? .beforeFirst }

    /// Whether no incident is one with another.
    var isEmpty: Bool { merges.isEmpty }

    /// The incident in whose timeline the entries of another one are told; itself where it is one of its own.
    func root(of incident: StreamID) -> StreamID { roots[incident] ?? incident }

    /// The merges that lead from an incident to its root, in that order.
    func way(from incident: StreamID) -> [IncidentMerge] {
        var way: [IncidentMerge] = []
        var current = incident
        while let merge = merges[current] {
            way.append(merge)
            current = merge.into
        }
        return way
    }

    /// All merges that count, in log order.
    var all: [IncidentMerge] { merges.values.sorted { $0.event.position < $1.event.position } }
}
