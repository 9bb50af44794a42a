import Foundation
import StrictJSON
import Testing

/// What the service does when its disk takes nothing more. The limit of a file's size stands for a disk that is full.
@Suite struct FullDiskTests {
    /// Holds an answer to what is said where the log cannot take anything.
    private func isUnavailable(_ answer: (status: Int, head: String, body: String), _ program: Program) throws {
        #expect(answer.status == 503)
        let head = answer.head.lowercased()
        #expect(head.contains("content-type: application/problem+json\r\n"), "\(head)")
        #expect(head.contains("retry-after: 1\r\n"), "\(head)")
        let problem = try JSONDocument(parsing: Array(answer.body.utf8)).root
        #expect(problem["type"]?.string == "urn:blotter:problem:unavailable")
        #expect(problem["status"]?.integer == 503)
        // Where the log lies is nothing for whoever asks.
        #expect(!answer.body.contains(program.directory.path), "\(answer.body)")
    }

    /// Reads what there is in several ways, and gives the number of events.
    private func read(_ service: RunningService) throws -> Int {
        for path in ["/v1/incidents", "/v1/incidents/fire", "/v1/incidents/fire/timeline", "/", "/incidents/fire"] {
            let answer = try service.ask("GET", path)
            #expect(answer.status == 200 && answer.body.contains("fire"), "\(path)")
        }
        let events = try service.ask("GET", "/v1/events?limit=1000")
        #expect(events.status == 200)
        #expect(events.body.contains(#""summary":"before""#))
        return events.body.split(separator: "\n").count
    }

    @Test func `a log that has no room to grow is read as before, and takes events again when there is room`() throws {
        let program = try Program()
        let service = try RunningService(program)
        let connection = try service.connect()
        #expect(RunningService.report("fire", "before", on: connection) == 1)
        let data = try FileManager.default.attributesOfItem(atPath: program.log + "/data.mdb")
        try service.limitFiles(to: try #require((data[.size] as? NSNumber)?.intValue))
        let long = line("fire", String(repeating: "x", count: 900)).replacingOccurrences(
            of: "}}", with: #","detail":"\#(String(repeating: "y", count: 60_000))"}}"#)
        var acknowledged = 1
        var refused: [(status: Int, head: String, body: String)] = []
        while refused.count < 3, acknowledged < 100 {
            let answer = try #require(connection.ask("POST", "/v1/events", body: long))
            if answer.status == 201 { acknowledged += 1 } else { refused.append(answer) }
        }
        #expect(refused.count == 3)
        for answer in refused { try isUnavailable(answer, program) }
        // There may be room in a moment.
        #expect(try service.ask("GET", "/readyz").status == 200)
        #expect(try read(service) == acknowledged)
        try service.limitFiles(to: nil)
        #expect(connection.ask("POST", "/v1/events", body: long)?.status == 201)
        service.send(SIGTERM)
        #expect(service.exitCode() == 0)
        #expect(try program.eventCount() == Int64(acknowledged + 1))
        #expect(try program.run("verify").status == 0)
    }

    @Test func `a log whose disk has failed is read as before, and takes events when the service is started anew`()
        throws
    {
        let program = try Program()
        let service = try RunningService(program)
        let connection = try service.connect()
        #expect(RunningService.report("fire", "before", on: connection) == 1)
        try service.limitFiles(to: 0)
        for _ in 1...3 {
            let answer = try #require(connection.ask("POST", "/v1/events", body: line("fire", "late")))
            try isUnavailable(answer, program)
        }
        let readiness = try service.ask("GET", "/readyz")
        try isUnavailable(readiness, program)
        #expect(readiness.body.contains("before the service is started anew"))
        #expect(try service.ask("GET", "/healthz").status == 200)
        // What was being made durable when the disk failed may be there or not.
        #expect([1, 2].contains(try read(service)))
        service.send(SIGTERM)
        #expect(service.exitCode() == 0)
        let next = try RunningService(program)
        #expect(try next.ask("GET", "/readyz").status == 200)
        let position = RunningService.report("fire", "after", on: try next.connect())
        #expect(try read(next) == position)
        #expect([2, 3].contains(position))
        #expect(try program.run("verify").status == 0)
    }
}
