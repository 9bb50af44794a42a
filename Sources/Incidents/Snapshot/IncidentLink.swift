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
    /// What stands of all that other incidents say of one as a whole, in log order.
    func links(to incident: StreamID, retracted: [Bool]) -> [IncidentLink] {
        var links: [IncidentLink] = []
        for index in all.indices where all[index].event.stream != incident {
            for relation in all[index].body?.relations ?? []
            where relation.kind.isAboutIncident && relation.target.stream == incident {
                switch state(of: index, retracted: retracted) {
                case .corrected, .retracted, .redacted: continue
                case .current, .revised, .disputed:
                    links.append(IncidentLink(kind: relation.kind, reference: all[index].event.reference))
                }
            }
        }
        return links
    }
}
