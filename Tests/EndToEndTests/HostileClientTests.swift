import Foundation
import Testing

/// Clients that mean harm, while a good one works.
@Suite struct HostileClientTests {
    @Test func `a header that does not come is waited for only so long`() throws {
        let service = try RunningService(try Program(), "--limit", "header-seconds=1")
        let silent = try service.connect()
        let slow = try service.connect()
        slow.send("GET /healthz HTTP/1.1\r\nHost: local")
        #expect(slow.answer()?.status == 408)
        #expect(silent.readToEnd().contains("408"))
    }

    @Test func `a body that does not come is waited for only so long`() throws {
        let service = try RunningService(try Program(), "--limit", "body-seconds=1")
        let slow = try service.connect()
        slow.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        )
        let answer = try #require(slow.answer())
        #expect(answer.status == 408)
        #expect(answer.body.contains("urn:blotter:problem:timeout"))
        #expect(slow.readToEnd() == "")
    }

    @Test func `a connection that rests too long is closed`() throws {
        let service = try RunningService(try Program(), "--limit", "idle-seconds=1")
        let connection = try service.connect()
        #expect(connection.ask("GET", "/healthz")?.status == 200)
        #expect(connection.readToEnd() == "")
    }

    @Test func `a header without end is refused`() throws {
        let service = try RunningService(try Program())
        let connection = try service.connect()
        connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        for number in 0..<20_000 where !connection.send("X-\(number): \(String(repeating: "a", count: 100))\r\n") {
            break
        }
        #expect(connection.answer()?.status == 431)
        let many = try service.connect()
        many.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + (0..<200).map { "X-\($0): a\r\n" }.joined() + "\r\n")
        #expect(many.answer()?.status == 431)
    }

    @Test func `a body without end is refused`() throws {
        let service = try RunningService(try Program(), "--limit", "body-bytes=65536")
        let connection = try service.connect()
        connection.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        let chunk = "4000\r\n" + String(repeating: "[", count: 0x4000) + "\r\n"
        for _ in 0..<1000 where !connection.send(chunk) { break }
        #expect(connection.answer()?.status == 413)
        let claimed = try service.connect()
        claimed.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
        )
        #expect(claimed.answer()?.status == 413)
    }

    @Test(arguments: [
        "\u{0}\u{1}\u{2}", "GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n", "\r\n\r\n\r\nGET",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /\u{7f}\u{1} HTTP/1.1\r\nHost: localhost\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /v1/incidents HTTP/1.0\r\n\r\n",
    ])
    func `what is no request is refused, and the next client is answered`(garbage: String) throws {
        let service = try RunningService(try Program(), "--limit", "header-seconds=1", "--limit", "body-seconds=1")
        let connection = try service.connect()
        connection.send(garbage)
        let answer = connection.readToEnd()
        #expect(!answer.contains(" 200 ") && !answer.contains(" 201 "), "\(answer)")
        #expect(answer.components(separatedBy: "HTTP/1.1 4").count <= 2, "one answer: \(answer)")
        #expect(try service.ask("GET", "/healthz").status == 200)
    }

    @Test func `beside clients that mean harm a good one works, and memory stays`() throws {
        let program = try Program()
        let service = try RunningService(
            program, "--limit", "header-seconds=2", "--limit", "body-seconds=2", "--limit", "write-seconds=2")
        let good = try service.connect()
        #expect(RunningService.report("fire", String(repeating: "x", count: 900), on: good) == 1)
        // Readers that take nothing of what they are sent.
        let stuck = try (1...100).map { _ in
            let connection = try service.connect()
            connection.send("GET /v1/events/stream?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return connection
        }
        let slow = try (1...100).map { _ in
            let connection = try service.connect()
            connection.send("GET /v1/events HTTP/1.1\r\nHost: localh")
            return connection
        }
        let deep = try service.connect()
        let bomb = String(repeating: "[", count: 500_000)
        #expect(deep.ask("POST", "/v1/events", body: bomb)?.status == 400)
        for number in 1...1500 {
            #expect(
                RunningService.report("fire", "\(number) " + String(repeating: "y", count: 980), on: good) == number + 1
            )
        }
        #expect(good.ask("GET", "/v1/incidents/fire/timeline")?.status == 200)
        let memory = try #require(service.memory())
        #expect(memory < 400 << 20, "\(memory)")
        withExtendedLifetime((stuck, slow)) {}
        #expect(try program.run("replay").lines.count == 1501)
    }

    @Test func `requests that are sent one behind the other are answered one behind the other`() throws {
        let service = try RunningService(try Program())
        let connection = try service.connect()
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
        let append =
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: \(event.utf8.count)\r\n\r\n\(event)"
        let read = "GET /v1/incidents HTTP/1.1\r\nHost: localhost\r\n\r\n"
        connection.send(String(repeating: append + read, count: 20))
        for _ in 1...20 {
            #expect(connection.answer()?.status == 201)
            #expect(connection.answer()?.status == 200)
        }
    }

    @Test func `who asks whether a body is wanted is told so`() throws {
        let service = try RunningService(try Program())
        let connection = try service.connect()
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
        connection.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: \(event.utf8.count)\r\n\r\n"
        )
        #expect(connection.read(through: "\r\n\r\n")?.hasPrefix("HTTP/1.1 100") == true)
        connection.send(event)
        #expect(connection.answer()?.status == 201)
    }

    @Test func `a stream of lines has no end, and its lines are answered as they come`() throws {
        let service = try RunningService(try Program(), "--limit", "body-bytes=4096")
        let connection = try service.connect()
        connection.send(
            "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for number in 1...50 {
            let line =
                #"{"incident":"fire","kind":"reported","body":{"summary":"\#(number) \#(String(repeating: "z", count: 200))"}}"#
                + "\n"
            connection.send(String(line.utf8.count, radix: 16) + "\r\n" + line + "\r\n")
            #expect(connection.read(through: "\"position\":\(number),") != nil)
        }
        connection.send("0\r\n\r\n")
        #expect(connection.read(through: "0\r\n\r\n") != nil)
        #expect(connection.ask("GET", "/healthz")?.status == 200)
    }
}
