import Chronology
import EventSourcing
import StrictJSON

// How a typed value is read from JSON. Errors name their field relative to the value that is read; each level that they
// pass on their way out puts its own name in front, so that paths cost nothing while all is well.

extension InvalidEvent {
    /// An error about the value that is being read.
    init(_ problem: String) { self.init(field: "", problem: problem) }

    /// The same error, seen from outside of a field.
    func inside(_ name: String) -> InvalidEvent {
        if field.isEmpty { return InvalidEvent(field: name, problem: problem) }
        return InvalidEvent(field: field.hasPrefix("[") ? name + field : "\(name).\(field)", problem: problem)
    }

    /// The same error, seen from outside of a list.
    func inside(index: Int) -> InvalidEvent { inside("[\(index)]") }

    /// A field that must be there and is not.
    static func missing(_ field: String, _ advice: String) -> InvalidEvent {
        InvalidEvent(field: field, problem: "is missing; \(advice)")
    }
}

extension JSONValue {
    /// A string, of whatever it consists.
    func readText() throws(InvalidEvent) -> String {
        guard let text = string else { throw wrongKind("a string") }
        return text
    }

    /// A string of which something can be seen.
    func readName() throws(InvalidEvent) -> String {
        let text = try readText()
        guard !text.isBlank else { throw InvalidEvent("is blank; give it a value or leave it out") }
        return text
    }

    /// One of the values of a type, spelled as they are.
    func readChoice<Choice>(_ type: Choice.Type) throws(InvalidEvent) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let text = try readText()
        guard let choice = Choice(rawValue: text) else { throw .unknownChoice(text, type) }
        return choice
    }

    /// `true` or `false`.
    func readFlag() throws(InvalidEvent) -> Bool {
        guard let flag = bool else { throw wrongKind("true or false") }
        return flag
    }

    /// A whole number from 0 up to what 64 bits hold.
    func readCount() throws(InvalidEvent) -> Int64 {
        guard let text = numberText else { throw wrongKind("a whole number") }
        guard let number = integer, number >= 0 else {
            throw InvalidEvent("cannot be \(quoted(text)); write a whole number from 0 to \(Int64.max)")
        }
        return number
    }

    /// A number within a range.
    func readNumber(in range: ClosedRange<Double>, _ name: String) throws(InvalidEvent) -> Double {
        guard let text = numberText else { throw wrongKind("a number") }
        guard let number = double, range.contains(number) else {
            throw InvalidEvent("cannot be \(quoted(text)); \(name)")
        }
        return number
    }

    /// A list, each element read on its own.
    func readList<Element>(
        of what: String, atMost limit: Int = .max, _ read: (JSONValue) throws(InvalidEvent) -> Element
    ) throws(InvalidEvent) -> [Element] {
        guard kind == .array else { throw wrongKind("a list of \(what)") }
        var list: [Element] = []
        for element in elements {
            guard list.count < limit else {
                throw InvalidEvent("holds more than \(limit) \(what); at most \(limit) are allowed")
            }
            do throws(InvalidEvent) {
                list.append(try read(element))
            } catch {
                throw error.inside(index: list.count)
            }
        }
        return list
    }

    /// An object, field by field in the order in which they stand; `null` is a field that is not there.
    ///
    /// - Parameters:
    ///   - what: what an error about an unknown field begins with, where the object has no name of its own.
    ///   - advice: what to do with a field that is not known.
    ///   - elsewhere: where a field belongs that is known, but not here; nil for any other.
    /// - Returns: whether any field was there.
    @discardableResult
    func readFields<Field>(
        _ type: Field.Type, of what: String = "", advice: String = "", elsewhere: (String) -> String? = { _ in nil },
        _ read: (Field, JSONValue) throws(InvalidEvent) -> Void
    ) throws(InvalidEvent) -> Bool where Field: FieldName {
        guard kind == .object else { throw wrongKind("an object") }
        var isEmpty = true
        for (bytes, value) in namedMembers {
            guard let field = Field.table[bytes] else {
                let name = String(decoding: bytes, as: UTF8.self)
                if let place = elsewhere(name) { throw InvalidEvent("\(what)has no field \(quoted(name)); \(place)") }
                let known = NearWord.advice(name, among: Field.allCases.map(\.rawValue))
                let more = advice.isEmpty ? "" : known.hasSuffix("?") ? " \(advice)" : ". \(advice)"
                throw InvalidEvent("\(what)has no field \(quoted(name))\(known)\(more)")
            }
            guard value.kind != .null else { continue }
            isEmpty = false
            do throws(InvalidEvent) {
                try read(field, value)
            } catch {
                throw error.inside(field.rawValue)
            }
        }
        return !isEmpty
    }

    /// Says that something else was expected here.
    func wrongKind(_ expected: String) -> InvalidEvent { InvalidEvent("must be \(expected), not \(kind.name)") }
}

extension InvalidEvent {
    /// A value that none of the allowed ones is.
    static func unknownChoice<Choice>(_ text: String, _ type: Choice.Type) -> InvalidEvent
    where Choice: RawRepresentable<String> & CaseIterable {
        InvalidEvent("cannot be \(quoted(text))\(NearWord.advice(text, among: Choice.allCases.map(\.rawValue)))")
    }
}

extension JSONValue.Kind {
    /// How a sentence speaks of a value of this kind.
    fileprivate var name: String {
        switch self {
        case .object: "an object"
        case .array: "a list"
        case .string: "a string"
        case .number: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }
}
