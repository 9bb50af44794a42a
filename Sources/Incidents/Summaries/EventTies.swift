import EventSourcing

/// Which incidents' rows an event ties to each other, or to the rules of corrections. Of nearly all events it is none.
struct EventTies {
    /// Incidents whose rows need the rules of corrections from now on.
    private(set) var entangled: [StreamID] = []
    /// Those of them of which something is said as a whole, so that the entries of one may count in another.
    private(set) var merging: [StreamID] = []
    /// Incidents that hang together with that of the event; that may be itself.
    private(set) var joined: [StreamID] = []

    /// What an event with this body ties. Who answers an event changes no row.
    init(of event: RecordedEvent, _ body: EventBody?) {
        if event.flags.contains(.redacted) { entangled.append(event.stream) }
        for relation in body?.relations ?? [] where relation.kind != .respondsTo {
            if relation.kind.isAboutIncident { merging += [event.stream, relation.target.stream] }
            entangled += [event.stream, relation.target.stream]
            joined.append(relation.target.stream)
        }
        if event.occurred.form == .relative {
            entangled.append(event.stream)
            if let anchor = try? event.occurred.anchor(in: event.stream) { joined.append(anchor.stream) }
        }
    }

    /// Whether an event may tie anything; told without its body.
    static func mayTie(_ flags: EventFlags, _ form: Occurrence.Form) -> Bool {
        form == .relative || !flags.isDisjoint(with: [.redacted, .hasRelation])
    }
}
