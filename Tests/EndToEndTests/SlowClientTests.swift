import Foundation
import Testing

/// Clients that are so slow that they hold what they were given for ever, and those that are only slow.
@Suite struct SlowClientTests {
    /// A service whose log is long, so that its pages do not fit into what the system keeps of a connection.
    private func service(_ limits: String...) throws -> (service: RunningService, program: Program) {
        let program = try Program()
        let detail = String(repeating: "x", count: 60_000)
        let lines = (1...100).map {
            #"{"incident":"fire","kind":"reported","body":{"summary":"\#($0)","detail":"\#(detail)"}}"# + "\n"
        }
        try program.succeed("append", "-", input: lines.joined())
        let flags = limits.flatMap { ["--limit", $0] }
        return (try RunningService(program, flags), program)
    }

    @Test func `an answer of which a byte is taken now and then is let go`() throws {
        let (service, _) = try service("write-seconds=1", "write-rate=100000")
        let before = service.sockets()
        let connection = try service.connect()
        // More than the system keeps of a connection.
        connection.send(String(repeating: Self.request, count: 16))
        let begun = Date()
        while Date().timeIntervalSince(begun) < 30, connection.take(atMost: 10) > 0 {
            Thread.sleep(forTimeInterval: 0.05)
            if Date().timeIntervalSince(begun) > 1, service.sockets() <= before { break }
        }
        #expect(Date().timeIntervalSince(begun) < 20)
        #expect(service.sockets() <= before)
    }

    @Test func `who takes slowly but enough has the whole answer`() throws {
        let (service, _) = try service("write-seconds=3", "write-rate=100000")
        let connection = try service.connect()
        connection.send(Self.request + Self.request + Self.last)
        var (bytes, pauses) = (0, 0)
        while case let count = connection.take(atMost: 60_000), count > 0 {
            bytes += count
            pauses += 1
            Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(bytes > 12 << 20, "\(bytes)")
        #expect(pauses > 150)
    }

    @Test func `who has said all and takes nothing is let go sooner than who may still ask`() throws {
        let (service, _) = try service("write-seconds=300")
        let before = service.sockets()
        let connection = try service.connect()
        connection.send(String(repeating: Self.request, count: 16))
        connection.endSending()
        let begun = Date()
        repeat {
            Thread.sleep(forTimeInterval: 0.2)
        } while service.sockets() > before
            && Date().timeIntervalSince(begun) < 60
        #expect(service.sockets() <= before)
    }

    @Test func `who rests with an answer that he still takes is not cut off`() throws {
        let (service, _) = try service("idle-seconds=3", "write-rate=1000")
        let connection = try service.connect(keeping: 4096)
        // The service has written all of it, so for the service the connection rests; much of it still waits there.
        connection.send(Self.request)
        var bytes = 0
        let begun = Date()
        while Date().timeIntervalSince(begun) < 7 {
            bytes += connection.take(atMost: 20_000)
            Thread.sleep(forTimeInterval: 0.1)
        }
        while case let count = connection.take(atMost: 1 << 20), count > 0 { bytes += count }
        #expect(bytes > 4 << 20, "\(bytes)")
    }

    private static let request = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    private static let last = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    @Test func `a line that trickles in is waited for only so long`() throws {
        let service = try RunningService(try Program(), "--limit", "body-seconds=1")
        let connection = try service.connect()
        connection.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        let begun = Date()
        while Date().timeIntervalSince(begun) < 20, connection.send("1\r\n \r\n") {
            Thread.sleep(forTimeInterval: 0.1)
        }
        #expect(Date().timeIntervalSince(begun) < 15)
        #expect(connection.readToEnd().contains("urn:blotter:problem:timeout"))
    }
}
