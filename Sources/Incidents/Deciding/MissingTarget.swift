import EventSourcing
import StrictJSON

extension AppendRefusal {
    /// What a store answered to events that were to be appended together. Where one of them speaks of something that does
    /// not exist, it is told in which field.
    init(_ error: EventStoreError, of events: [NewEvent]) {
        guard error.code == .missingReference, let index = error.index, events.indices.contains(index),
            let field = Self.field(of: error, in: events[index])
        else {
            self = .store(error)
            return
        }
        self = .invalid(InvalidEvent(field: field, problem: "leads nowhere: \(error)"), index: index)
    }

    /// The store names what is missing at the beginning of its sentence, and knows no fields.
    private static func field(of error: EventStoreError, in event: NewEvent) -> String? {
        func isMissing(_ reference: Reference) -> Bool { error.description.hasPrefix("\(reference) ") }
        guard let json = try? JSONValue.root(of: event.body),
            let body = try? EventBody(decoding: json, in: event.stream)
        else { return nil }
        if let index = body.relations.firstIndex(where: { isMissing($0.target) }) {
            return json["relation"]?.kind == .array ? "body.relation[\(index)].target" : "body.relation.target"
        }
        return (try? event.occurred.anchor(in: event.stream)).map(isMissing) == true ? "occurred" : nil
    }
}
