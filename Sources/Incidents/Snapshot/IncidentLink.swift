public import EventSourcing

/// What an event of another incident says of this one as a whole: that it belongs to it itself, or that the other incident
/// is one with it.
public struct IncidentLink: Equatable, Sendable {
    /// ``Relation/Kind/belongsTo`` or ``Relation/Kind/mergesInto``.
    public let kind: Relation.Kind
    /// The event that says so; its stream is the other incident.
    public let reference: Reference
    /// The incident of which it says so: this one, or one that is one with it.
    public let into: StreamID

    /// A link told by an event.
    public init(kind: Relation.Kind, reference: Reference, into: StreamID) {
        self.kind = kind
        self.reference = reference
        self.into = into
    }
}

extension Homes {
    /// What counts of all that is said of incidents as wholes, by the incident that stands for them, in log order: the
    /// merges that lead to it, and the entries of others that belong to it.
    func links(_ known: KnownEvents) -> [StreamID: [IncidentLink]] {
        var links: [StreamID: [IncidentLink]] = [:]
        let merges = Dictionary(self.merges.all.map { ($0.event.position, $0.into) }) { $1 }
        for index in known.all.indices where !merges.isEmpty || homes[index] != known.numbers[index] {
            let (item, home) = (known.all[index], home(of: index))
            let reference = item.event.reference
            if let into = merges[item.event.position] {
                links[self.merges.root(of: reference.stream), default: []].append(
                    IncidentLink(kind: .mergesInto, reference: reference, into: into))
            }
            if home != self.merges.root(of: reference.stream) {
                links[home, default: []].append(IncidentLink(kind: .belongsTo, reference: reference, into: home))
            }
        }
        return links
    }
}
