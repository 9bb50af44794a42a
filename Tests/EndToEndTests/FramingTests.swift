import Foundation
import Testing

/// Where a request ends and in what version it is answered (RFC 9112): nobody on the way may read it otherwise.
@Suite struct FramingTests {
    @Test func `who speaks HTTP 1.0 has an answer that ends with its connection`() throws {
        let program = try Program()
        let service = try RunningService(program)
        #expect(RunningService.report("fire", "smoke", on: try service.connect()) == 1)
        for more in ["", "Connection: keep-alive\r\n"] {
            let old = try service.connect(patience: 5)
            old.send("GET /v1/events HTTP/1.0\r\nHost: localhost\r\n\(more)\r\n")
            let answer = old.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.0 200"), "\(answer)")
            #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
            #expect(answer.contains("smoke"))
        }
    }

    @Test func `a stream to who speaks HTTP 1.0 is not sent in chunks`() throws {
        let program = try Program()
        let service = try RunningService(program)
        #expect(RunningService.report("fire", "smoke", on: try service.connect()) == 1)
        let old = try service.connect()
        old.send("GET /v1/events/stream?after=0 HTTP/1.0\r\nHost: localhost\r\n\r\n")
        let head = try #require(old.read(through: "\r\n\r\n"))
        #expect(head.hasPrefix("HTTP/1.0 200"))
        #expect(!head.lowercased().contains("transfer-encoding"))
        #expect(old.read(through: "\n\n") == "retry: 1000\n\n")
        #expect(old.read(through: "\n\n")?.hasPrefix("id: 1\nevent: event\ndata: {") == true)
    }

    @Test func `what is sent behind the last request of a connection is not asked for`() throws {
        let program = try Program()
        let service = try RunningService(program)
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"never"}}"#
        let append =
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: \(event.utf8.count)\r\n\r\n\(event)"
        for first in [
            "GET /healthz HTTP/1.0\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        ] {
            let connection = try service.connect(patience: 5)
            connection.send(first + append)
            let answer = connection.readToEnd()
            #expect(answer.components(separatedBy: "HTTP/1.").count == 2, "\(answer)")
        }
        #expect(try program.run("replay").lines.isEmpty)
    }

    @Test(arguments: [
        ("Transfer-Encoding: gzip, chunked", 501), ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", 501),
        ("Transfer-Encoding: chunked, chunked", 400), ("Transfer-Encoding: identity", 501),
        ("Transfer-Encoding: gzip", 501), ("Transfer-Encoding: chunked, gzip", 400),
        ("Transfer-Encoding: xchunked", 501), ("Transfer-Encoding: chunked\r\nContent-Length: 5", 400),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", 400), ("Content-Length: 5\r\nContent-Length: 6", 400),
        ("Content-Length: +5", 400), ("Content-Length: 0x5", 400), ("Content-Length: 5, 5", 400),
    ])
    func `a body that does not say plainly where it ends is refused, and its connection with it`(
        header: String, status: Int
    ) throws {
        let program = try Program()
        let service = try RunningService(program)
        let connection = try service.connect(patience: 5)
        let event = line("fire", "never")
        connection.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(header)\r\n\r\n"
                + "\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        let answer = connection.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        #expect(answer.matches(of: /HTTP\/1\.1 [0-9]/).count == 1, "\(answer)")
        #expect(answer.contains("urn:blotter:problem:"))
        #expect(try program.run("replay").lines.isEmpty)
    }

    @Test func `HTTP 1.0 knows no chunks`() throws {
        let service = try RunningService(try Program())
        let connection = try service.connect(patience: 5)
        connection.send(
            "POST /v1/events HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        )
        #expect(connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
    }

    @Test func `a request of HTTP 1.1 names one host`() throws {
        let service = try RunningService(try Program())
        for headers in ["", "Host: localhost\r\nHost: localhost\r\n"] {
            let connection = try service.connect(patience: 5)
            connection.send("GET /healthz HTTP/1.1\r\n\(headers)\r\n")
            #expect(connection.readToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func `a fault behind a sound request is answered after it, and ends the connection`() throws {
        let service = try RunningService(try Program())
        let connection = try service.connect(patience: 5)
        connection.send(
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /v1/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
        )
        let answer = connection.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        #expect(!answer.dropFirst(10).contains("HTTP/1.1 2"))
    }

    @Test func `a long body that is refused at its head is taken in, so that whoever sends it hears why`() throws {
        let service = try RunningService(try Program())
        let connection = try service.connect(patience: 5)
        let size = 20 << 20
        connection.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: \(size)\r\n\r\n"
        )
        #expect(connection.send(String(repeating: "x", count: size)))
        let answer = connection.readToEnd()
        #expect(answer.hasPrefix("HTTP/1.1 415 ") && answer.lowercased().contains("connection: close\r\n"), "\(answer)")
    }
}
