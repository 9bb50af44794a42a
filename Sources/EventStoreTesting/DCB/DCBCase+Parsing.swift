import EventSourcing
import StrictJSON

extension DCBCase {
    /// Reads a file of cases: a JSON list of objects with `source`, `block`, `description`, `givenEvents`,
    /// `whenCommand`, and either `thenExpectedEvent` or `thenExpectedError`.
    ///
    /// - Parameter json: what stands in the file. The events and the command each have a `type` and `data`.
    public static func all(in json: [UInt8]) throws -> [DCBCase] {
        try JSONDocument(parsing: json).root.elements.map(DCBCase.init)
    }

    private init(_ json: JSONValue) throws {
        guard let source = json["source"]?.string, let stage = json["block"]?.integer,
            let description = json["description"]?.string, let command = json["whenCommand"]
        else { throw BrokenPromise("a case lacks source, block, description or whenCommand") }
        example = source.split(separator: ".").first.map(String.init) ?? source
        self.stage = stage
        self.description = "\(example) \(stage): \(description)"
        given = try json["givenEvents"].map { try $0.elements.map { try Given(fact: Fact($0), age: $0.age) } } ?? []
        self.command = try Fact(command)
        if let event = json["thenExpectedEvent"] {
            expected = .event(try Fact(event))
        } else if let sentence = json["thenExpectedError"]?.string {
            expected = .refusal(sentence)
        } else {
            throw BrokenPromise("the case '\(description)' expects neither an event nor an error")
        }
    }
}

extension Fact {
    fileprivate init(_ json: JSONValue) throws {
        guard let type = json["type"]?.string, let data = json["data"] else {
            throw BrokenPromise("an event or command of a case lacks type or data")
        }
        try self.init(type, data: data.singleLineText())
    }
}

extension JSONValue {
    /// How long ago a given event happened, in microseconds; 0 where its metadata does not say.
    fileprivate var age: Int64 {
        let units = [("minutesAgo", 60), ("daysAgo", 86_400)] as [(String, Int64)]
        for (name, seconds) in units {
            guard let value = self["metadata"]?[name] else { continue }
            let number = value.integer ?? value.string.flatMap { Int64($0) } ?? 0
            return min(max(number, 0), 36_500) * seconds * Timestamp.perSecond
        }
        return 0
    }
}
