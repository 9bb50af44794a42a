import EventSourcing
import Incidents
import StrictJSON

/// Events as the body of a request gives them.
struct GivenEvents: Sendable {
    /// The events in their order.
    var events: [NewEvent] = []
    /// Refuses all of them when it fails.
    var condition: AppendCondition?
    /// Whether they were given as a list, which is answered by a list.
    var isList = false

    /// Reads one event, a list of them, or a list with a condition:
    /// `{"events":[…],"condition":{"after":1234,"failIfEventsMatch":[{"incidents":[…],"kinds":[…],"tags":[…]}]}}`.
    ///
    /// - Parameters:
    ///   - bytes: the body.
    ///   - incident: the incident that the path names, for events that name none.
    ///   - limits: how many events there may be, and how deep they may be nested.
    init(
        json bytes: [UInt8], in incident: StreamID?, limits: ServiceConfiguration.Limits
    ) throws(Problem) {
        // The one event of most requests is read where it lies.
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "{"),
            let line = try? EventLine(parsing: bytes, in: incident, maximumDepth: limits.jsonDepth)
        {
            try Self.check(line.event, isIn: incident, at: nil)
            events = [line.event]
            return
        }
        if let list = Self.list(bytes, in: incident, limits) {
            for (index, event) in list.enumerated() { try Self.check(event, isIn: incident, at: index) }
            (events, isList) = (list, true)
            return
        }
        // With a condition, or with something wrong that has to be named.
        let root = try Self.root(of: bytes, limits)
        if root.kind == .array {
            try read(list: root, of: bytes, in: incident, limits)
        } else if root.kind == .object, let list = root["events"] {
            for member in root.members where member.name != "events" && member.name != "condition" {
                throw Problem(
                    .badRequest, "there is no '\(member.name)' beside events; only condition may stand there",
                    field: member.name)
            }
            guard list.kind == .array else { throw Problem(.badRequest, "events is no list", field: "events") }
            try read(list: list, of: bytes, in: incident, limits)
            if let value = root["condition"], !value.isNull { condition = try AppendCondition(json: value) }
        } else {
            events = [try Self.event(bytes, in: incident, at: nil, limits)]
        }
    }

    /// One event that was put together already.
    init(_ event: NewEvent) { events = [event] }

    /// A list of events that were put together already.
    init(list: [NewEvent]) {
        events = list
        isList = true
    }

    /// The events of a list, each read where it lies; nil where it is none, or anything is wrong.
    private static func list(
        _ bytes: [UInt8], in incident: StreamID?, _ limits: ServiceConfiguration.Limits
    ) -> [NewEvent]? {
        guard let elements = ListCutter.elements(of: bytes, atMost: limits.batchEvents) else { return nil }
        var events: [NewEvent] = []
        events.reserveCapacity(elements.count)
        for range in elements {
            guard
                let line = try? EventLine(
                    parsing: Array(bytes[range]), in: incident, maximumDepth: limits.jsonDepth)
            else { return nil }
            events.append(line.event)
        }
        return events
    }

    private mutating func read(
        list: JSONValue, of bytes: [UInt8], in incident: StreamID?, _ limits: ServiceConfiguration.Limits
    ) throws(Problem) {
        isList = true
        guard list.count <= limits.batchEvents else {
            throw Problem(
                .tooLarge, "the list has \(list.count) events; at most \(limits.batchEvents) are appended together")
        }
        for (index, value) in list.elements.enumerated() {
            events.append(try Self.event(Array(bytes[value.range]), in: incident, at: index, limits))
        }
    }

    /// Reads one event. Where the path names its incident, it need not name it too.
    static func event(
        _ bytes: [UInt8], in incident: StreamID?, at index: Int?, _ limits: ServiceConfiguration.Limits
    ) throws(Problem) -> NewEvent {
        let event: NewEvent
        do { event = try EventLine(parsing: bytes, in: incident, maximumDepth: limits.jsonDepth).event } catch {
            throw Problem(error, index: index)
        }
        try check(event, isIn: incident, at: index)
        return event
    }

    private static func check(_ event: NewEvent, isIn incident: StreamID?, at index: Int?) throws(Problem) {
        guard let incident, event.stream != incident else { return }
        var problem = Problem(
            .badEvent, "incident is \(event.stream), but the path names \(incident)", field: "incident")
        problem.index = index
        throw problem
    }

    /// The value that a body is. A list of events, and an object around it, are two more levels than those of an event.
    static func root(of bytes: [UInt8], _ limits: ServiceConfiguration.Limits) throws(Problem) -> JSONValue {
        do { return try JSONDocument(parsing: bytes, maximumDepth: limits.jsonDepth + 2).root } catch {
            throw Problem(.badRequest, "the body is \(error)")
        }
    }
}
