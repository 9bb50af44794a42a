import EventSourcing
import StrictJSON

/// A correction with a relative time that is not appended yet: the only sort of event that can close a circle of times
/// (``TimeGraph``).
struct RelativeCorrection {
    /// The event on which its time hangs.
    let anchor: Reference
    /// The events whose time it sets.
    let corrected: [Reference]
    /// The events that it takes back at the same time.
    let retracted: [Reference]

    /// Nil for any other event. The body is read only where the header leaves that open.
    init?(_ event: NewEvent) {
        guard event.occurred.form == .relative, event.flags.contains(.hasRelation),
            let anchor = try? event.occurred.anchor(in: event.stream),
            let body = try? EventBody(decoding: JSONValue.root(of: event.body), in: event.stream)
        else { return nil }
        self.anchor = anchor
        corrected = body.relations.filter { $0.kind == .corrects }.map(\.target)
        retracted = body.relations.filter { $0.kind == .retracts }.map(\.target)
        if corrected.isEmpty { return nil }
    }
}
