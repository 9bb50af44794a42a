import EventSourcing
import StrictJSON

/// A body as lines of JSON, a member or an element a line, in the order in which it was written.
///
/// Strings are written so that nothing in them can steer a terminal and the text is the same JSON.
struct BodyLines {
    private(set) var lines: [(depth: Int, text: String)] = []

    /// The lines of an event's body; one that is no JSON is shown as the text that it is.
    init(_ event: RecordedEvent) {
        guard !event.flags.contains(.redacted) else {
            lines = [(0, "(the body was redacted)")]
            return
        }
        guard let root = try? JSONDocument(parsing: event.body).root else {
            lines = [(0, String(decoding: event.body, as: UTF8.self))]
            return
        }
        add(root, label: "", depth: 0, tail: "")
    }

    private mutating func add(_ value: JSONValue, label: String, depth: Int, tail: String) {
        switch value.kind {
        case .object where value.count > 0:
            lines.append((depth, "\(label){"))
            let members = Array(value.members)
            for (index, member) in members.enumerated() {
                add(
                    member.value, label: "\(Self.quoted(member.name)): ", depth: depth + 1,
                    tail: index == members.count - 1 ? "" : ",")
            }
            lines.append((depth, "}\(tail)"))
        case .array where value.count > 0:
            lines.append((depth, "\(label)["))
            let elements = Array(value.elements)
            for (index, element) in elements.enumerated() {
                add(element, label: "", depth: depth + 1, tail: index == elements.count - 1 ? "" : ",")
            }
            lines.append((depth, "]\(tail)"))
        case .string: lines.append((depth, "\(label)\(Self.quoted(value.string ?? ""))\(tail)"))
        default: lines.append((depth, "\(label)\(String(decoding: value.singleLineText(), as: UTF8.self))\(tail)"))
        }
    }

    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.appendJSONString(text, style: .visible)
        return String(decoding: bytes, as: UTF8.self)
    }
}
