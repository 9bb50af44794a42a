import EventSourcing
import Incidents
import Testing

@Suite struct `A body of an old layout` {
    /// Version 1 had `text`, version 2 called it `summary`, version 3 asks for a title too.
    private let chain = BodyUpcasters(
        chain: [
            BodyUpcaster(from: 1) { body throws(InvalidEvent) in
                try replace(body, #""text":"#, #""summary":"#)
            },
            BodyUpcaster(from: 2) { body throws(InvalidEvent) in
                try replace(body, "{", #"{"title":"Untitled","#)
            },
        ], current: 3)

    private func event(_ body: String, version: UInt16, flags: EventFlags = []) throws -> RecordedEvent {
        RecordedEvent(
            position: Position(1), revision: Revision(1), recorded: .at(18, 0), stream: try StreamID("fire"),
            id: try EventID("x"), kind: IncidentKind.reported.eventKind, bodyVersion: version, flags: flags,
            occurred: .undated, published: .at(18, 0), by: .desk, tags: [], references: [], body: Array(body.utf8))
    }

    @Test func `goes through every step from its version on`() throws {
        let first = try EventBody(reading: event(#"{"text":"Smoke"}"#, version: 1), upcasters: chain)
        #expect(first.summary == "Smoke" && first.title == "Untitled")
        let second = try EventBody(reading: event(#"{"summary":"Smoke"}"#, version: 2), upcasters: chain)
        #expect(second == first)
        let third = try EventBody(reading: event(#"{"title":"T","summary":"Smoke"}"#, version: 3), upcasters: chain)
        #expect(third.title == "T")
    }

    @Test func `is not touched where it is of the current version`() throws {
        let body = Array("not even JSON".utf8)
        #expect(try chain.upcast(body, from: 3) == body)
        #expect(try BodyUpcasters.standard.upcast(body, from: EventBody.currentVersion) == body)
    }

    @Test func `stops at what a step throws`() throws {
        let error = #expect(throws: InvalidEvent.self) {
            try EventBody(reading: event(#"{"words":"Smoke"}"#, version: 1), upcasters: chain)
        }
        #expect(error?.field == "body" && error?.problem.contains("does not hold") == true)
    }

    @Test func `that is newer than the program is refused, and so is one that no step takes`() throws {
        let newer = #expect(throws: InvalidEvent.self) { try chain.upcast([], from: 4) }
        #expect(newer?.description.contains("read this log with a newer program") == true)
        let unknown = #expect(throws: InvalidEvent.self) { try chain.upcast([], from: 0) }
        #expect(unknown?.description.contains("does not know how to read") == true)
        #expect(try EventBody.read(event(#"{"summary":"x"}"#, version: 2)) == nil)
    }

    @Test func `that was redacted cannot be read`() throws {
        let error = #expect(throws: InvalidEvent.self) {
            try EventBody(reading: event("", version: 1, flags: .redacted), upcasters: chain)
        }
        #expect(error?.description.contains("was redacted") == true)
    }

    @Test func `that a step made bad is refused with the field`() throws {
        let broken = BodyUpcasters(chain: [BodyUpcaster(from: 1) { _ in Array("{".utf8) }], current: 2)
        let error = #expect(throws: InvalidEvent.self) {
            try EventBody(reading: event("{}", version: 1), upcasters: broken)
        }
        #expect(error?.field == "body" && error?.problem.contains("not valid JSON") == true)
    }
}

/// The body with the first occurrence of a text replaced.
private func replace(_ body: [UInt8], _ old: String, _ new: String) throws(InvalidEvent) -> [UInt8] {
    let text = String(decoding: body, as: UTF8.self)
    guard let range = text.firstRange(of: old) else {
        throw InvalidEvent(field: "body", problem: "does not hold \(old)")
    }
    return Array(text.replacingCharacters(in: range, with: new).utf8)
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
