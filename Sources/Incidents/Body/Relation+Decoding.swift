import Chronology
import EventSourcing
import StrictJSON

extension Relation {
    enum Field: String, FieldName {
        case type, target, reason
        static let table = FieldTable<Field>()
    }

    /// Reads `body.relation`: one relation, or a list of up to ``maximumCount`` without repeats.
    static func list(decoding json: JSONValue, in incident: StreamID) throws(InvalidEvent) -> [Relation] {
        guard json.kind == .array else { return [try Relation(decoding: json, in: incident)] }
        let list = try json.readList(of: "relations", atMost: maximumCount) { (value) throws(InvalidEvent) in
            try Relation(decoding: value, in: incident)
        }
        for (index, relation) in list.enumerated() {
            let earlier = list[..<index].firstIndex { $0.kind == relation.kind && $0.target == relation.target }
            guard let earlier else { continue }
            throw InvalidEvent(
                "says the same as [\(earlier)]: \(relation.kind.rawValue) \(relation.target); say it once"
            )
            .inside(index: index)
        }
        return list
    }

    private init(decoding json: JSONValue, in incident: StreamID) throws(InvalidEvent) {
        var kind: Kind?
        var target: String?
        var reason: String?
        try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .type: kind = try value.readChoice(Kind.self)
            case .target: target = try value.readText()
            case .reason: reason = try value.readName()
            }
        }
        guard let kind else {
            throw .missing("type", "say one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let target else {
            throw .missing(
                "target", kind.isAboutIncident ? "name the incident" : "name the event, such as #3 or other-id#3")
        }
        do throws(InvalidEvent) {
            self.init(kind: kind, target: try kind.read(target: target, in: incident), reason: reason)
        } catch {
            throw error.inside("target")
        }
        guard reason != nil || !kind.requiresReason else {
            throw .missing("reason", "whoever \(kind.rawValue) an event must say why")
        }
    }
}

extension Relation.Kind {
    /// What the text of a target names, in an event of `incident`.
    func read(target: String, in incident: StreamID) throws(InvalidEvent) -> Reference {
        guard isAboutIncident else {
            do throws(TimeError) {
                return try EventReference(target).reference(in: incident)
            } catch {
                throw InvalidEvent("is not an event: \(error.problem)")
            }
        }
        let stream: StreamID
        do throws(WordError) {
            stream = try StreamID(target)
        } catch {
            throw InvalidEvent(
                "cannot be \(quoted(target)): \(rawValue) names a whole incident, such as harbour-fire "
                    + "(1 to \(StreamID.maximumLength) of A-Z a-z 0-9 . _ : @ ~ -, the first a letter or a digit)")
        }
        guard stream != incident else {
            throw InvalidEvent("names the incident of the event itself; \(rawValue) names another one")
        }
        return Reference(stream: stream)
    }
}
