import EventSourcing
import StrictJSON

extension Source {
    enum Field: String, FieldName {
        case name, kind, url, origin, grade
        static let table = FieldTable<Field>()
    }

    /// Reads `body.source`; nil where it says nothing.
    init?(decoding json: JSONValue) throws(InvalidEvent) {
        var source = Source()
        let saysSomething = try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .name: source.name = try value.readName()
            case .kind: source.kind = try value.readChoice(Kind.self)
            case .url: source.url = try value.readLink()
            case .origin: source.origin = try value.readName()
            case .grade: source.grade = try Grade(decoding: value)
            }
        }
        guard saysSomething else { return nil }
        self = source
    }
}

extension Grade {
    init(decoding json: JSONValue) throws(InvalidEvent) {
        let text = try json.readText()
        guard let grade = Grade(text) else {
            throw InvalidEvent(
                "cannot be \(quoted(text)); write a letter from A (reliable) to F (cannot be judged) and a digit "
                    + "from 1 (confirmed) to 6 (cannot be judged), such as B2")
        }
        self = grade
    }
}
