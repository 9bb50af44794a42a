import StrictJSON
import Testing

// What tests ask of a log again and again.

/// One event as a line that `append` takes.
func line(_ incident: String, _ summary: String, _ more: String = "", kind: String = "reported") -> String {
    #"{"incident":"\#(incident)","kind":"\#(kind)"\#(more),"body":{"summary":"\#(summary)"}}"#
}

extension Program {
    /// How many events the log holds.
    func eventCount() throws -> Int64? { try succeed("stats", "--format", "json").document["events"]?.integer }

    /// The events of a replay.
    func replay(_ flags: String...) throws -> [JSONValue] { try succeed(["replay"] + flags).json }

    /// What the events of a replay say, in order.
    func summaries(_ flags: String...) throws -> [String] {
        try succeed(["replay"] + flags).json.map { $0["body"]?["summary"]?.string ?? "?" }
    }

    /// The last event of the log.
    func lastEvent() throws -> JSONValue { try succeed("replay", "--reverse", "--limit", "1").document }

    /// The timeline of an incident for programs.
    func timeline(_ incident: String, _ flags: String...) throws -> JSONValue {
        try succeed(["timeline", incident, "--format", "json"] + flags).document
    }

    /// The snapshot of an incident for programs.
    func snapshot(_ incident: String, _ flags: String...) throws -> JSONValue {
        try succeed(["snapshot", incident, "--format", "json"] + flags).document
    }

    /// The state of an entry as the timeline tells it.
    func state(of revision: Int64, in incident: String, _ flags: String...) throws -> String? {
        let timeline = try succeed(["timeline", incident, "--format", "json"] + flags).document
        return timeline.allEntries.first { $0["revision"]?.integer == revision }?["state"]?.string
    }
}

extension JSONValue {
    /// The entries of a timeline, the undated ones last.
    var allEntries: [JSONValue] { list("entries") + list("undated") }

    /// The elements of a list in an object.
    func list(_ name: String) -> [JSONValue] { self[name].map { Array($0.elements) } ?? [] }

    /// The revisions of the entries in a list.
    func revisions(_ name: String = "entries") -> [Int64] { list(name).compactMap { $0["revision"]?.integer } }

    /// The names of the members of an object.
    var names: Set<String> { Set(members.map(\.name)) }

    /// Whether both say the same, however their strings are escaped.
    func means(_ other: JSONValue) -> Bool {
        guard kind == other.kind, string == other.string, numberText == other.numberText, bool == other.bool else {
            return false
        }
        let (left, right) = (Array(members), Array(other.members))
        return left.map(\.name) == right.map(\.name) && zip(left, right).allSatisfy { $0.value.means($1.value) }
            && count == other.count && zip(elements, other.elements).allSatisfy { $0.means($1) }
    }

    /// The value as it was written.
    var text: String { String(decoding: singleLineText(), as: UTF8.self) }
}
