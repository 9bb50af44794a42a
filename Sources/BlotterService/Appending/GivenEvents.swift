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
        try Self.checkDepth(bytes, limits.jsonDepth)
        // The one event of most requests is read where it lies.
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "{"), incident == nil, let line = try? EventLine(parsing: bytes) {
            events = [line.event]
            return
        }
        let root = try Self.root(of: bytes, depth: limits.jsonDepth + 3)
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
            events = [try Self.event(bytes[...], in: incident, at: nil)]
        }
    }

    /// One event that was put together already.
    init(_ event: NewEvent) { events = [event] }

    /// A list of events that were put together already.
    init(list: [NewEvent]) {
        events = list
        isList = true
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
            events.append(try Self.event(bytes[value.range], in: incident, at: index))
        }
    }

    /// Reads one event. Where the path names its incident, it need not name it too.
    static func event(_ bytes: ArraySlice<UInt8>, in incident: StreamID?, at index: Int?) throws(Problem) -> NewEvent {
        var text = Array(bytes)
        if let incident, let start = text.firstIndex(of: UInt8(ascii: "{")),
            let root = try? JSONDocument(parsing: text).root,
            root["incident"] == nil || root["incident"]?.isNull == true,
            let named = Self.naming(incident, in: root, text, after: start)
        {
            text = named
        }
        let event: NewEvent
        do { event = try EventLine(parsing: text).event } catch { throw Problem(error, index: index) }
        if let incident, event.stream != incident {
            var problem = Problem(
                .badEvent, "incident is \(event.stream), but the path names \(incident)", field: "incident")
            problem.index = index
            throw problem
        }
        return event
    }

    /// The text of an object that names its incident.
    private static func naming(_ incident: StreamID, in root: JSONValue, _ text: [UInt8], after start: Int) -> [UInt8]?
    {
        if let null = root["incident"] {
            return text[..<null.range.lowerBound] + Array("\"\(incident.text)\"".utf8) + text[null.range.upperBound...]
        }
        let comma = root.count > 0 ? "," : ""
        return text[...start] + Array("\"incident\":\"\(incident.text)\"\(comma)".utf8) + text[(start + 1)...]
    }

    static func root(of bytes: [UInt8], depth: Int) throws(Problem) -> JSONValue {
        do { return try JSONDocument(parsing: bytes, maximumDepth: depth).root } catch {
            throw Problem(.badRequest, "the body is \(error)")
        }
    }

    /// Refuses nesting that is deeper than the service wants to look at, before anything else is looked at.
    static func checkDepth(_ bytes: [UInt8], _ most: Int) throws(Problem) {
        // A list of events, and an object around it, are two more levels; those of an event are counted when it is read.
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= most + 2 else {
                    throw Problem(.badRequest, "the JSON is nested deeper than \(most) levels, and is not read")
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
    }
}
