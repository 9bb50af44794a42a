public import EventSourcing

/// What an event of another incident says of this one as a whole: that the other belongs to it, or is one with it.
public struct IncidentLink: Equatable, Sendable {
    /// ``Relation/Kind/belongsTo`` or ``Relation/Kind/mergesInto``.
    public let kind: Relation.Kind
    /// The event that says so; its stream is the other incident.
    public let reference: Reference

    /// A link told by an event.
    public init(kind: Relation.Kind, reference: Reference) {
        self.kind = kind
        self.reference = reference
    }
}

extension KnownEvents {
    /// What stands of all that incidents say of others as a whole, by the incident of which it is said, in log order.
    func links(_ states: [EntryState]) -> [StreamID: [IncidentLink]] {
        var links: [StreamID: [IncidentLink]] = [:]
        for (known, state) in zip(all, states) {
            for relation in known.body?.relations ?? []
            where relation.kind.isAboutIncident && relation.target.stream != known.event.stream {
                switch state {
                case .corrected, .retracted, .redacted: continue
                case .current, .revised, .disputed:
                    links[relation.target.stream, default: []].append(
                        IncidentLink(kind: relation.kind, reference: known.event.reference))
                }
            }
        }
        return links
    }
}
