import EventSourcing
import StrictJSON

/// What happened, or what is asked for, in one of the examples: a type and data, without the envelope of an event.
struct Fact: Sendable {
    let type: String
    let data: JSONDocument

    init(_ type: String, data: [UInt8]) throws(JSONError) {
        self.type = type
        self.data = try JSONDocument(parsing: data)
    }

    /// A fact whose data is an object with these members.
    init(_ type: String, _ write: (inout JSONWriter) -> Void) throws(JSONError) {
        var writer = JSONWriter()
        writer.beginObject()
        write(&writer)
        writer.endObject()
        try self.init(type, data: writer.bytes)
    }

    /// The text in a member of the data.
    func text(_ name: String) throws(BrokenPromise) -> String {
        guard let text = data.root[name]?.string else { throw BrokenPromise("\(type) has no text '\(name)'") }
        return text
    }

    /// The whole number in a member of the data.
    func integer(_ name: String) throws(BrokenPromise) -> Int64 {
        guard let number = data.root[name]?.integer else { throw BrokenPromise("\(type) has no number '\(name)'") }
        return number
    }

    /// The members by which the examples find their events again, and the keys of their tags.
    private static let tagged = [
        "courseId": "course", "studentId": "student", "emailAddress": "email", "otp": "otp", "orderId": "order",
        "idempotencyToken": "token", "username": "username", "oldUsername": "username", "newUsername": "username",
    ]

    /// The event that states the fact.
    func event(in stream: StreamID) throws -> NewEvent {
        var event = NewEvent(stream: stream, kind: try EventKind(type), body: data.bytes)
        for (name, value) in data.root.members {
            if let key = Self.tagged[name], let text = value.string { event.tags.append(try Tag("\(key):\(text)")) }
        }
        return event
    }
}

extension RecordedEvent {
    /// A member of the event's data.
    func data(_ name: String) -> JSONValue? { try? JSONDocument(parsing: body).root[name] }
}

extension JSONValue {
    /// Whether both mean the same: members in any order, blanks and escapes however they are written.
    func isSame(as other: JSONValue) -> Bool {
        guard kind == other.kind, count == other.count else { return false }
        switch kind {
        case .object:
            return members.allSatisfy { name, value in other[name].map { value.isSame(as: $0) } ?? false }
        case .array: return zip(elements, other.elements).allSatisfy { $0.isSame(as: $1) }
        case .string: return string == other.string
        case .number: return numberText == other.numberText
        case .bool: return bool == other.bool
        case .null: return true
        }
    }
}
