public import EventSourcing
import StrictJSON

/// What an event says of a unit, for whoever watches the order of its statuses (``UnitWatch``).
public struct UnitStatement: Equatable, Sendable {
    /// The id of the unit; nil where it tells no status.
    let unit: String?
    /// How it stands.
    let status: UnitReport.Status?
    /// The events that it retracts or corrects.
    let takenBack: [Reference]

    /// A status of a unit.
    init(unit: String, status: UnitReport.Status) {
        self.unit = unit
        self.status = status
        takenBack = []
    }

    /// What a body says; nil where that has nothing to do with units.
    init?(_ body: EventBody) {
        status = body.unit?.status
        unit = status == nil ? nil : body.unit?.id
        takenBack = body.relations.filter { $0.kind == .retracts || $0.kind == .corrects }.map(\.target)
        if unit == nil, takenBack.isEmpty { return nil }
    }

    /// What an event says that stands in the log; nil where that has nothing to do with units.
    init?(_ event: RecordedEvent) {
        guard Self.isPossible(in: event.body, event.flags), let body = EventBody.read(event) else { return nil }
        self.init(body)
    }

    /// What a new event says; nil where that has nothing to do with units.
    public init?(_ event: NewEvent) {
        guard Self.isPossible(in: event.body, event.flags),
            let body = try? EventBody(decoding: JSONValue.root(of: event.body), in: event.stream)
        else { return nil }
        self.init(body)
    }

    /// Whether a body may tell of a unit, or take back what did; false is certain. Nothing is parsed.
    private static func isPossible(in body: [UInt8], _ flags: EventFlags) -> Bool {
        if flags.contains(.hasRelation) || flags.contains(.bodyHasEscape) { return true }
        let quote = UInt8(ascii: "\"")
        var start = body.startIndex
        while let open = body[start...].firstIndex(of: quote) {
            if body[open...].starts(with: name) { return true }
            start = open + 1
        }
        return false
    }

    private static let name = Array(#""unit""#.utf8)
}
