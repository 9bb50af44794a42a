import EventSourcing
import Incidents
import Testing

/// Lines whose incident is known from elsewhere, such as the path of a request, and lines of which less depth is allowed.
@Suite struct MeantIncidentTests {
    private func line(_ members: String, attributes: String = "") -> [UInt8] {
        let more = attributes.isEmpty ? "" : #","attributes":\#(attributes)"#
        return Array(#"{\#(members)"kind":"reported","body":{"summary":"Smoke"\#(more)}}"#.utf8)
    }

    @Test(arguments: ["", #""incident":null,"#, #" "incident" : null ,"#])
    func `a line that names no incident is of the one that is meant`(members: String) throws {
        let meant = try StreamID("quay")
        let bytes = line(members)
        #expect(try EventLine(parsing: bytes, in: meant).event.stream == meant)
        #expect(try EventLine(parsing: bytes, in: meant) == EventLine(thoroughly: bytes, in: meant))
        #expect(throws: InvalidEvent.self) { try EventLine(parsing: bytes) }
    }

    @Test func `a line that names one is of that one`() throws {
        let bytes = line(#""incident":"fire","#)
        #expect(try EventLine(parsing: bytes, in: StreamID("quay")).event.stream == StreamID("fire"))
        #expect(try EventLine(thoroughly: bytes, in: StreamID("quay")).event.stream == StreamID("fire"))
    }

    @Test(arguments: 3...12)
    func `a line is nested as deep as is allowed, whichever reader reads it`(depth: Int) throws {
        // The event and its body are two levels.
        let levels = depth - 2
        let attributes = String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
        let bytes = line(#""incident":"fire","#, attributes: attributes)
        #expect(try EventLine(parsing: bytes, maximumDepth: depth) == EventLine(thoroughly: bytes))
        let error = #expect(throws: InvalidEvent.self) { try EventLine(parsing: bytes, maximumDepth: depth - 1) }
        #expect(error?.description.contains("nested deeper than \(depth - 1)") == true)
    }
}
