import Bytes
import HTTPTypes

/// The fields of the header of an answer, each name once, in the order in which they came.
///
/// There are some ten, all of them the service's own: they are put into one list, and looked at once more when they are
/// written. What is in a value that no value may have (RFC 9110, 5.5) is made a space there.
struct AnswerFields: Sendable, ExpressibleByDictionaryLiteral {
    fileprivate var all: [(name: HTTPField.Name, value: String)] = []

    init() {
        // For those that every answer gets, too.
        all.reserveCapacity(12)
    }

    init(dictionaryLiteral fields: (HTTPField.Name, String)...) {
        self.init()
        for (name, value) in fields { self[name] = value }
    }

    /// The value of a field; nil where there is no such field.
    subscript(name: HTTPField.Name) -> String? {
        get { place(of: name).map { all[$0].value } }
        set {
            guard let place = place(of: name) else {
                if let newValue { add(name, newValue) }
                return
            }
            if let newValue { all[place].value = newValue } else { all.remove(at: place) }
        }
    }

    /// Adds a field that is not there yet, without looking for it.
    mutating func add(_ name: HTTPField.Name, _ value: String) { all.append((name, value)) }

    /// Adds a field unless there is one.
    mutating func add(missing name: HTTPField.Name, _ value: String) {
        if place(of: name) == nil { add(name, value) }
    }

    /// Takes over the fields of another answer that are not there yet.
    mutating func add(missing others: AnswerFields) {
        for field in others.all { add(missing: field.name, field.value) }
    }

    private func place(of name: HTTPField.Name) -> Int? { all.firstIndex { $0.name == name } }
}

extension GrowingBytes {
    /// Appends fields, each on a line of its own (RFC 9112, 5).
    mutating func append(_ fields: AnswerFields) {
        for (name, value) in fields.all {
            append(name.rawName)
            append(": " as StaticString)
            append(fieldValue: value)
            append("\r\n" as StaticString)
        }
    }

    /// A line break in a value would begin another field, or the body.
    private mutating func append(fieldValue value: String) {
        let bytes = value.utf8.span
        append(addingCapacity: bytes.count) { output in
            for index in bytes.indices {
                let byte = bytes[index]
                output.append((byte < 0x20 && byte != 0x09) || byte == 0x7F ? 0x20 : byte)
            }
        }
    }
}
