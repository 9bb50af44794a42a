import EventSourcing
import Incidents
import StrictJSON

extension AppendCondition {
    /// Reads `{"after":1234,"failIfEventsMatch":[{"incidents":[…],"kinds":[…],"tags":[…]}]}`: refuse if any event after
    /// the position matches one of the items. Without items, any event at all.
    init(json value: JSONValue) throws(Problem) {
        try Self.check(value, only: ["after", "failIfEventsMatch"], at: "condition")
        var position = Position.beforeFirst
        if let after = value["after"], !after.isNull {
            guard let number = after.numberText.flatMap({ UInt64($0) }) else {
                throw Problem(.badRequest, "condition.after is no position", field: "condition.after")
            }
            position = Position(number)
        }
        var items: [Query.Item] = []
        if let list = value["failIfEventsMatch"], !list.isNull {
            guard list.kind == .array else {
                throw Problem(
                    .badRequest, "condition.failIfEventsMatch is no list", field: "condition.failIfEventsMatch")
            }
            guard list.count <= 64 else {
                throw Problem(.badRequest, "the condition has more than 64 items", field: "condition.failIfEventsMatch")
            }
            for item in list.elements { items.append(try Self.item(item)) }
        }
        self.init(failIfEventsMatch: Query(items), after: position)
    }

    private static func item(_ value: JSONValue) throws(Problem) -> Query.Item {
        let field = "condition.failIfEventsMatch"
        try check(value, only: ["incidents", "kinds", "tags"], at: field)
        return Query.Item(
            kinds: try words(value, "kinds", at: field) { IncidentKind(rawValue: $0)?.eventKind },
            streams: try words(value, "incidents", at: field) { try? StreamID($0) },
            tags: try words(value, "tags", at: field) { try? Tag($0) })
    }

    private static func words<Word: Hashable>(
        _ value: JSONValue, _ name: String, at field: String, _ read: (String) -> Word?
    ) throws(Problem) -> Set<Word> {
        guard let list = value[name], !list.isNull else { return [] }
        guard list.kind == .array, list.count <= 64 else {
            throw Problem(.badRequest, "\(field).\(name) is no list of at most 64 words", field: "\(field).\(name)")
        }
        var words: Set<Word> = []
        for element in list.elements {
            guard let word = element.string.flatMap(read) else {
                throw Problem(
                    .badRequest, "\(field).\(name) holds what is none of its words", field: "\(field).\(name)")
            }
            words.insert(word)
        }
        return words
    }

    private static func check(_ value: JSONValue, only names: [String], at field: String) throws(Problem) {
        guard value.kind == .object else { throw Problem(.badRequest, "\(field) is no object", field: field) }
        for member in value.members where !names.contains(member.name) {
            throw Problem(
                .badRequest, "there is no '\(member.name)' in \(field); there is \(names.joined(separator: ", "))",
                field: "\(field).\(member.name)")
        }
    }
}
