import EventSourcing
import StrictJSON

// The smaller objects of a body, in the order of the description of the format.

extension Claim {
    enum Field: String, FieldName {
        case what, by, stance
        static let table = FieldTable<Field>()
    }

    /// Reads `body.claim`.
    init(decoding json: JSONValue) throws(InvalidEvent) {
        var what: String?
        var by: String?
        var stance: Stance?
        try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .what: what = try value.readName()
            case .by: by = try value.readName()
            case .stance: stance = try value.readChoice(Stance.self)
            }
        }
        guard let what else { throw .missing("what", "say what is claimed: attribution, motive or any other word") }
        self.init(what: what, by: by, stance: stance)
    }
}

extension UnitReport {
    enum Field: String, FieldName {
        case id, kind, agency, status, action
        static let table = FieldTable<Field>()
    }
    /// The longest id of a unit, in bytes of UTF-8.
    static let maximumIDLength = 64

    /// Reads `body.unit`.
    init(decoding json: JSONValue) throws(InvalidEvent) {
        var unit = UnitReport(id: "")
        var hasID = false
        try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .id:
                unit.id = try value.readName()
                hasID = true
                let length = unit.id.utf8.count
                guard length <= Self.maximumIDLength else {
                    throw InvalidEvent("is \(length) bytes long; at most \(Self.maximumIDLength) are allowed")
                }
            case .kind: unit.kind = try value.readName()
            case .agency: unit.agency = try value.readName()
            case .status: unit.status = try value.readChoice(Status.self)
            case .action: unit.action = try value.readText()
            }
        }
        guard hasID else { throw .missing("id", "name the unit, such as E39") }
        self = unit
    }
}

extension Decision {
    enum Field: String, FieldName {
        case what, options, grounds, by
        static let table = FieldTable<Field>()
    }

    /// Reads `body.decision`.
    init(decoding json: JSONValue) throws(InvalidEvent) {
        var decision = Decision(what: "")
        var hasWhat = false
        try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .what:
                decision.what = try value.readName()
                hasWhat = true
            case .options:
                decision.options = try value.readList(of: "options") { (value) throws(InvalidEvent) in
                    try value.readName()
                }
            case .grounds: decision.grounds = try value.readText()
            case .by: decision.by = try value.readName()
            }
        }
        guard hasWhat else { throw .missing("what", "say what was decided") }
        self = decision
    }
}

extension Media {
    enum Field: String, FieldName {
        case url, sha256, caption
        static let table = FieldTable<Field>()
    }

    /// Reads one element of `body.media`.
    init(decoding json: JSONValue) throws(InvalidEvent) {
        var media = Media(url: "")
        var hasURL = false
        try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .url:
                media.url = try value.readLink()
                hasURL = true
            case .sha256: media.sha256 = try Self.readDigest(value)
            case .caption: media.caption = try value.readText()
            }
        }
        guard hasURL else { throw .missing("url", "say where it is to be found") }
        self = media
    }

    private static func readDigest(_ value: JSONValue) throws(InvalidEvent) -> String {
        let text = try value.readText()
        guard text.utf8.count == 64, text.utf8.allSatisfy(\.isHexDigit) else {
            throw InvalidEvent("cannot be \(quoted(text)); write the SHA-256 of the bytes as 64 hexadecimal digits")
        }
        return text
    }
}

extension UInt8 {
    /// Whether it is one of `0-9 a-f A-F`.
    fileprivate var isHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
