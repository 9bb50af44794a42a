import AccessTokens
import EventSourcing
import HTTPTypes
import StrictJSON

/// An event in the envelope of CloudEvents 1.0.
///
/// `type` is the kind, also behind a prefix such as `org.example.reported`; `subject` is the incident; `time` is when the
/// source said it; `source` and `id` together are the event's id, since CloudEvents only promises that those two are
/// unique together. `data` is the body. The extensions `occurred`, `tags` (with commas between them) and
/// `expectedrevision` say the rest; those of distributed tracing are about the way of the message, and are passed over. Any
/// other extension would be lost, so that it is refused.
struct CloudEvent {
    private var attributes: [String: String] = [:]
    private let data: [UInt8]

    /// Whether a request carries an event in its headers (binary mode).
    static func isBinary(_ headers: HTTPFields) -> Bool { headers.contains(.specVersion) }

    /// Reads the binary mode: attributes in the headers, data in the body.
    init(headers: HTTPFields, data: [UInt8], limits: ServiceConfiguration.Limits) throws(Problem) {
        for field in headers where field.name.canonicalName.hasPrefix("ce-") {
            let name = String(field.name.canonicalName.dropFirst(3))
            guard let value = PercentCoding.decoded(field.value.utf8, plusIsSpace: false) else {
                throw Problem(
                    .badRequest, "the header ce-\(name) is not UTF-8 in percent-encoding", field: "ce-\(name)")
            }
            attributes[name] = value
        }
        guard MediaType.essence(headers[.contentType]) == MediaType.json else {
            throw Problem(.unsupportedType, "the data of an event is application/json", field: "Content-Type")
        }
        // Else it could end the body and go on in the envelope.
        let root = try GivenEvents.root(of: data, limits)
        guard root.kind == .object else { throw Self.wrong("data is the body of the event, an object", "data", nil) }
        self.data = Array(data[root.range])
    }

    /// Reads the structured mode: one object.
    init(json value: JSONValue, of bytes: [UInt8], at index: Int?) throws(Problem) {
        guard value.kind == .object else { throw Self.wrong("a CloudEvent is an object", nil, index) }
        if value["data_base64"] != nil {
            throw Self.wrong(
                "data_base64 is not read; send the body of the event as data, an object", "data_base64", index)
        }
        guard let data = value["data"], data.kind == .object else {
            throw Self.wrong("data is missing: it is the body of the event, an object", "data", index)
        }
        for (name, member) in value.members where name != "data" && !member.isNull {
            switch member.kind {
            case .string: attributes[name] = member.string
            case .number: attributes[name] = member.numberText
            case .bool, .null, .object, .array: throw Self.wrong("\(name) is no text", name, index)
            }
        }
        if let type = attributes["datacontenttype"], MediaType.essence(type) != MediaType.json {
            throw Self.wrong("datacontenttype can only be application/json", "datacontenttype", index)
        }
        self.data = Array(bytes[data.range])
    }

    /// Reads a body of the structured or the batched mode.
    static func read(
        _ bytes: [UInt8], isBatch: Bool, in incident: StreamID?, limits: ServiceConfiguration.Limits
    ) throws(Problem) -> GivenEvents {
        let root = try GivenEvents.root(of: bytes, limits)
        guard isBatch else {
            return GivenEvents(try CloudEvent(json: root, of: bytes, at: nil).event(in: incident, at: nil, limits))
        }
        guard root.kind == .array else { throw Problem(.badRequest, "a batch of CloudEvents is a list") }
        guard root.count <= limits.batchEvents else {
            throw Problem(
                .tooLarge, "the batch has \(root.count) events; at most \(limits.batchEvents) are appended together")
        }
        var events: [NewEvent] = []
        for (index, value) in root.elements.enumerated() {
            events.append(
                try CloudEvent(json: value, of: bytes, at: index).event(in: incident, at: index, limits))
        }
        return GivenEvents(list: events)
    }

    /// The event, read by the rules for every event.
    func event(
        in incident: StreamID?, at index: Int?, _ limits: ServiceConfiguration.Limits
    ) throws(Problem) -> NewEvent {
        guard attributes["specversion"] == "1.0" else {
            throw Self.wrong("specversion is not 1.0", "specversion", index)
        }
        for name in ["id", "source", "type"] where (attributes[name] ?? "").isEmpty {
            throw Self.wrong("\(name) is missing", name, index)
        }
        let known = [
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "occurred",
            "tags", "expectedrevision", "traceparent", "tracestate",
        ]
        for name in attributes.keys.sorted() where !known.contains(name) {
            throw Self.wrong("there is no attribute '\(name)' here", name, index)
        }
        do throws(Problem) { return try GivenEvents.event(line, in: incident, at: index, limits) } catch {
            throw Self.inTheirWords(error)
        }
    }

    /// A problem with a field of Blotter's, told of the attribute that it was made of.
    private static func inTheirWords(_ problem: Problem) -> Problem {
        var problem = problem
        let names = [
            "incident": "subject", "kind": "type", "published": "time", "expectedRevision": "expectedrevision",
        ]
        if let field = problem.field {
            problem.field = names[field] ?? (field.hasPrefix("body") ? "data" + field.dropFirst("body".count) : field)
        }
        return problem
    }

    /// The same as a line of Blotter's own.
    private var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.ifAny("incident", attributes["subject"])
        writer.ifAny("kind", attributes["type"].map { String($0.split(separator: ".").last ?? "") })
        writer.ifAny("id", id)
        writer.ifAny("published", attributes["time"])
        if let occurred = attributes["occurred"] {
            writer.key("occurred")
            if occurred.hasPrefix("{"), (try? JSONDocument(parsing: Array(occurred.utf8))) != nil {
                writer.raw(occurred.utf8)
            } else {
                writer.string(occurred)
            }
        }
        if let tags = attributes["tags"] {
            writer.key("tags")
            writer.beginArray()
            for tag in tags.split(separator: ",") { writer.string(String(tag)) }
            writer.endArray()
        }
        if let revision = attributes["expectedrevision"] {
            writer.key("expectedRevision")
            if !revision.isEmpty, revision.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                writer.number(revision)
            } else {
                writer.string(revision)
            }
        }
        writer.key("body")
        writer.raw(data)
        writer.endObject()
        return writer.bytes
    }

    /// Source and id together; where they are too long for an id, their hash.
    private var id: String {
        // Each may hold what stands between them; then that is encoded, so that no two pairs are one id.
        let parts = ["source", "id"].map {
            (attributes[$0] ?? "").replacing("%", with: "%25").replacing("#", with: "%23")
        }
        let whole = parts.joined(separator: "#")
        return whole.utf8.count <= EventID.maximumLength ? whole : "ce-" + Hexadecimal.text(Secret.hash(whole))
    }

    private static func wrong(_ detail: String, _ field: String?, _ index: Int?) -> Problem {
        var problem = Problem(.badEvent, detail, field: field)
        problem.index = index
        return problem
    }
}

extension HTTPField.Name {
    /// Says that a request is an event in binary mode (CloudEvents HTTP Protocol Binding, 3.1).
    fileprivate static let specVersion = name("ce-specversion")
}
