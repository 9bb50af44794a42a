import Foundation
import StrictJSON
import Testing

/// What the limits of connections, headers and of a stop hold where they are set to something else than usual.
@Suite struct ServiceLimitTests {
    /// So many fields of a header, with so many bytes each.
    private func fields(_ count: Int, of bytes: Int) -> String {
        let value = String(repeating: "a", count: bytes)
        return (0..<count).map { "X-\($0): \(value)\r\n" }.joined()
    }

    private func status(_ service: RunningService, _ fields: String) throws -> Int {
        try service.ask("GET", "/healthz", more: fields).status
    }

    /// Sends a header that is too large, and holds the answer to what is said then.
    private func isTooLarge(_ fields: String, for service: RunningService) throws {
        let connection = try service.connect()
        let answer = try #require(connection.ask("GET", "/healthz", more: fields))
        #expect(answer.status == 431)
        #expect(answer.head.lowercased().contains("content-type: application/problem+json\r\n"), "\(answer.head)")
        #expect(answer.head.lowercased().contains("connection: close\r\n"), "\(answer.head)")
        let problem = try JSONDocument(parsing: Array(answer.body.utf8)).root
        #expect(problem["type"]?.string == "urn:blotter:problem:headers-too-large")
        #expect(problem["status"]?.integer == 431)
        #expect(problem["detail"]?.string?.isEmpty == false)
        #expect(connection.readToEnd() == "")
    }

    @Test func `a header has as many bytes as the limit allows, and one with more is refused`() throws {
        let service = try RunningService(try Program(), "--limit", "header-bytes=2048")
        // A header that is no longer with all that stands in it.
        let rest = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(fields(1, of: 0))\r\n".utf8.count
        let longest = fields(1, of: 2048 - rest)
        #expect(try status(service, longest) == 200)
        let connection = try service.connect()
        for _ in 1...3 { #expect(connection.ask("GET", "/healthz", more: longest)?.status == 200) }
        // And such as are longer by their names and values alone.
        try isTooLarge(fields(1, of: 2048), for: service)
        try isTooLarge(fields(4, of: 512), for: service)
        #expect(connection.ask("GET", "/healthz", more: longest)?.status == 200)
    }

    @Test func `a header has as many fields as the limit allows, and one with more is refused`() throws {
        let service = try RunningService(try Program(), "--limit", "header-fields=12")
        let connection = try service.connect()
        // The host is one of them.
        for _ in 1...3 { #expect(connection.ask("GET", "/healthz", more: fields(11, of: 1))?.status == 200) }
        try isTooLarge(fields(12, of: 1), for: service)
        #expect(connection.ask("GET", "/healthz", more: fields(11, of: 1))?.status == 200)
    }

    @Test func `limits above the usual ones let larger headers through`() throws {
        let service = try RunningService(
            try Program(), "--limit", "header-bytes=300000", "--limit", "header-fields=500")
        #expect(try status(service, fields(1, of: 200_000)) == 200)
        #expect(try status(service, fields(3, of: 90_000)) == 200)
        #expect(try status(service, fields(499, of: 1)) == 200)
        try isTooLarge(fields(1, of: 300_000), for: service)
        try isTooLarge(fields(500, of: 1), for: service)
    }

    /// The next answer on a connection that is not patient: it comes as soon as there is a place.
    private func answerInTheEnd(_ connection: Connection) -> Int? {
        for _ in 1...60 {
            if let answer = connection.answer() { return answer.status }
        }
        return nil
    }

    @Test func `a connection beyond the limit is answered when another one ends, and not before`() throws {
        let service = try RunningService(try Program(), "--limit", "connections=2")
        var held: [Connection] = []
        for _ in 1...2 {
            // Each is asked something first, so that the service is known to have taken it.
            let connection = try service.connect()
            #expect(connection.ask("GET", "/healthz")?.status == 200)
            held.append(connection)
        }
        for _ in 1...2 {
            let next = try service.connect(patience: 1)
            #expect(next.ask("GET", "/healthz")?.status == nil)
            // Those that have a place go on.
            for connection in held { #expect(connection.ask("GET", "/healthz")?.status == 200) }
            held.removeFirst()
            #expect(answerInTheEnd(next) == 200)
            held.append(next)
        }
        for connection in held { #expect(connection.ask("GET", "/healthz")?.status == 200) }
    }

    @Test func `of connections that come together no more are taken than the limit allows`() throws {
        let service = try RunningService(try Program(), "--limit", "connections=2")
        let all = try (1...5).map { _ in try service.connect(patience: 1) }
        for connection in all { connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") }
        #expect(all.map { $0.answer()?.status } == [200, 200, nil, nil, nil])
    }

    @Test func `a stop waits for a body only as long as the limit allows, and refuses it then`() throws {
        let event = line("fire", "late")
        func begin(_ service: RunningService) throws -> Connection {
            let connection = try service.connect()
            connection.send(
                "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: \(event.utf8.count)\r\n\r\n"
            )
            #expect(connection.read(through: "\r\n\r\n")?.hasPrefix("HTTP/1.1 100") == true)
            return connection
        }
        let patient = try RunningService(try Program(), "--limit", "stop-seconds=3600")
        let hasty = try RunningService(try Program(), "--limit", "stop-seconds=2")
        let (kept, given) = (try begin(patient), try begin(hasty))
        // The one that waits longer is told first.
        patient.send(SIGTERM)
        hasty.send(SIGTERM)
        let refusal = try #require(given.answer())
        #expect(refusal.status == 503)
        let head = refusal.head.lowercased()
        #expect(head.contains("content-type: application/problem+json\r\n") && head.contains("connection: close\r\n"))
        #expect(head.contains("retry-after: 1\r\n"), "\(head)")
        let problem = try JSONDocument(parsing: Array(refusal.body.utf8)).root
        #expect(problem["type"]?.string == "urn:blotter:problem:stopping")
        #expect(given.readToEnd() == "")
        #expect(hasty.exitCode() == 0)
        // A body that arrives within the time is taken.
        kept.send(event)
        let answer = try #require(kept.answer())
        #expect(answer.status == 201)
        #expect(answer.head.lowercased().contains("connection: close"), "\(answer.head)")
        #expect(patient.exitCode() == 0)
    }

    @Test func `a stop waits for who takes nothing of an answer only as long as the limit allows`() throws {
        let program = try Program()
        let detail = String(repeating: "x", count: 60_000)
        let lines = (1...100).map {
            #"{"incident":"fire","kind":"reported","body":{"summary":"\#($0)","detail":"\#(detail)"}}"# + "\n"
        }
        try program.succeed("append", "-", input: lines.joined())
        func begin(_ service: RunningService) throws -> Connection {
            let connection = try service.connect()
            // More than the system keeps of a connection.
            connection.send(String(repeating: "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 16))
            #expect(connection.take(atMost: 10) > 0)
            return connection
        }
        // Whoever takes nothing is let go in the end by both.
        let patient = try RunningService(program, "--limit", "write-seconds=60", "--limit", "stop-seconds=3600")
        let hasty = try RunningService(program, "--limit", "write-seconds=60", "--limit", "stop-seconds=1")
        let stuck = (try begin(patient), try begin(hasty))
        patient.send(SIGTERM)
        hasty.send(SIGTERM)
        #expect(hasty.exitCode() == 0)
        #expect(patient.sockets() > 0)
        withExtendedLifetime(stuck) {}
    }
}
