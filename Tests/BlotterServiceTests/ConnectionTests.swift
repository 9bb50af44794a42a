import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import BlotterService

/// How requests are taken from a connection, and their answers written.
@Suite struct ConnectionTests {
    @Test func `a request that comes as a whole is handed over whole, whatever it is cut into`() async throws {
        let line = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"
        for parts in [[line + "abcde"], [line, "abcde"], [line + "ab", "cde"], [line, "a", "b", "c", "d", "e"]] {
            let connection = try await TestedConnection { request, _ in
                let isWhole = if case .whole = request.body { true } else { false }
                let body = try? await request.body.collect(upTo: 100)
                return .answer("text/plain", "\(isWhole) \(body.map { String(buffer: $0) } ?? "none")")
            }
            for part in parts { try await connection.send(part) }
            let answer = try await connection.piece()
            #expect(answer.hasSuffix("\r\n\r\n\(parts.count == 1) abcde"), "\(parts): \(answer)")
            try await connection.close()
        }
    }

    @Test func `requests that come together are answered one after the other`() async throws {
        let connection = try await TestedConnection { request, _ in
            // The first takes longest.
            if request.path == "/1" { try? await Task.sleep(for: .milliseconds(30)) }
            if request.path == "/2" { await Task.yield() }
            return .answer("text/plain", "<\(request.path)>")
        }
        try await connection.send((1...40).map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
        var answers = ""
        while !answers.contains("</40>") { answers += try await connection.piece() }
        #expect(answers.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } } == (1...40).map { "/\($0)" })
        try await connection.close()
    }

    @Test func `very many requests at once, each answered at once, need no stack`() async throws {
        let connection = try await TestedConnection { _, _ in Response(status: .noContent) }
        try await connection.send(
            String(repeating: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 20_000))
        var count = 0
        while count < 20_000 {
            count +=
                try await connection.piece().split(
                    separator: "HTTP/1.1 204 No Content", omittingEmptySubsequences: false
                ).count - 1
        }
        #expect(count == 20_000)
        try await connection.close()
    }

    @Test func `an answer is written no faster than it is taken`() async throws {
        let written = Mutex(0)
        let connection = try await TestedConnection { _, _ in
            Response(
                status: .ok,
                body: .written { writer in
                    for _ in 1...3 {
                        try await writer.write(ByteBuffer(string: "piece"))
                        written.withLock { $0 += 1 }
                    }
                })
        }
        try await connection.take(nothing: true)
        try await connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        // The head is on its way; whoever writes waits.
        #expect(try await connection.piece().hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(written.withLock { $0 } == 0)
        try await connection.take(nothing: false)
        var rest = ""
        while !rest.hasSuffix("0\r\n\r\n") { rest += try await connection.piece() }
        #expect(rest == "5\r\npiece\r\n5\r\npiece\r\n5\r\npiece\r\n0\r\n\r\n")
        try await connection.close()
    }

    @Test func `of a body that nobody takes not much is read`() async throws {
        let (taken, take) = AsyncStream<Void>.makeStream()
        let connection = try await TestedConnection { request, _ in
            for await _ in taken { break }
            var count = 0
            do { for try await part in request.body { count += part.readableBytes } } catch { count = -1 }
            return .answer("text/plain", "\(count)")
        }
        try await connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n")
        var sent = 0
        while sent < 40, try await connection.isReading() {
            try await connection.send("x")
            sent += 1
        }
        #expect(sent < 20, "\(sent)")
        take.finish()
        // Once it is taken the rest is read.
        while sent < 40 {
            while try await !connection.isReading() { try await Task.sleep(for: .milliseconds(1)) }
            try await connection.send("x")
            sent += 1
        }
        #expect(try await connection.piece().hasSuffix("\r\n\r\n40"))
        try await connection.close()
    }

    @Test func `who goes within a body is waited for no longer`() async throws {
        let isEnded = Mutex(false)
        let connection = try await TestedConnection { request, _ in
            do { for try await _ in request.body {} } catch { isEnded.withLock { $0 = true } }
            return Response(status: .ok)
        }
        try await connection.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\nx")
        try await connection.close()
        #expect(isEnded.withLock { $0 })
    }

    @Test func `who goes instead of taking an answer is waited for no longer`() async throws {
        let isEnded = Mutex(false)
        let (full, fill) = AsyncStream<Void>.makeStream()
        let connection = try await TestedConnection { _, _ in
            Response(
                status: .ok,
                body: .written { writer in
                    for await _ in full {}
                    do { try await writer.write(ByteBuffer(string: "piece")) } catch {
                        isEnded.withLock { $0 = true }
                        throw error
                    }
                })
        }
        try await connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(try await connection.piece().hasPrefix("HTTP/1.1 200 OK\r\n"))
        try await connection.take(nothing: true)
        fill.finish()
        #expect(try await connection.piece() == "5\r\npiece\r\n")
        #expect(!isEnded.withLock { $0 })
        try await connection.close()
        #expect(isEnded.withLock { $0 })
    }

    @Test func `an answer that breaks off ends the connection`() async throws {
        struct Broken: Error {}
        let connection = try await TestedConnection { _, _ in
            Response(
                status: .ok,
                body: .written { writer in
                    try await writer.write(ByteBuffer(string: "piece"))
                    throw Broken()
                })
        }
        try await connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try await connection.ended()
        let answer = try await connection.rest()
        #expect(answer.hasSuffix("5\r\npiece\r\n"), "\(answer)")
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n", 3, "Content-Length: 3\r\n", "abc"),
        ("HEAD / HTTP/1.1\r\nHost: a\r\n", 3, "Content-Length: 3\r\n", ""),
        (
            "GET / HTTP/1.1\r\nHost: a\r\n", 5000, "Content-Length: 5000\r\n",
            String(repeating: "abc", count: 5000 / 3) + "ab"
        ),
        ("GET /stream HTTP/1.1\r\nHost: a\r\n", 3, "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"),
        ("HEAD /stream HTTP/1.1\r\nHost: a\r\n", 3, "", ""),
        ("GET /stream HTTP/1.0\r\n", 3, "Connection: close\r\n", "abc"),
    ])
    func `an answer tells where it ends`(head: String, length: Int, told: String, body: String) async throws {
        let connection = try await TestedConnection { request, _ in
            let bytes = ByteBuffer(string: String(repeating: "abc", count: length / 3 + 1).prefix(length).description)
            var response = Response.answer("text/plain", bytes)
            if request.path == "/stream" {
                response = Response(
                    status: .ok,
                    body: .written { writer in
                        try await writer.write(bytes)
                    })
            }
            return response
        }
        try await connection.send(head + "\r\n")
        var answer = try await connection.piece()
        while !answer.hasSuffix("\r\n\r\n\(body)") { answer += try await connection.piece() }
        let isOld = head.contains("HTTP/1.0")
        #expect(answer.hasPrefix(isOld ? "HTTP/1.0 200 OK\r\n" : "HTTP/1.1 200 OK\r\n"))
        #expect(told.isEmpty || answer.lowercased().contains(told.lowercased()))
        #expect(told.contains("chunked") == answer.lowercased().contains("transfer-encoding"))
        if !isOld {
            // Nothing comes between one answer and the next.
            try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await connection.piece().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        try await connection.close()
    }

    @Test func `what is no request behind one that is being answered is refused behind its answer`() async throws {
        let (gone, go) = AsyncStream<Void>.makeStream()
        let connection = try await TestedConnection { _, _ in
            for await _ in gone {}
            return .answer("text/plain", "first")
        }
        try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        try await connection.send("no request at all\r\n\r\n")
        go.finish()
        var answers = ""
        while !answers.contains("urn:blotter:problem:") { answers += try await connection.piece() }
        #expect(answers.hasPrefix("HTTP/1.1 200 ") && answers.contains("firstHTTP/1.1 400 "), "\(answers)")
        #expect(answers.lowercased().contains("connection: close\r\n"))
        try await connection.close()
    }

    @Test func `who has said that nothing more comes gets the answer, and the connection ends`() async throws {
        let connection = try await TestedConnection { _, _ in
            await Task.yield()
            return .answer("text/plain", "last")
        }
        try await connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        try await connection.endSending()
        #expect(try await connection.piece().hasSuffix("last"))
        try await connection.ended()
    }

    @Test func `nothing is read behind a request for another protocol, and the connection ends`() async throws {
        for (head, body) in [
            ("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n", "told"),
            ("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", "told"),
        ] {
            let connection = try await TestedConnection { _, _ in .answer("text/plain", "told") }
            try await connection.send(head)
            let answer = try await connection.piece()
            #expect(answer.lowercased().contains("connection: close\r\n") && answer.hasSuffix(body), "\(answer)")
            try await connection.ended(after: 3)
        }
    }

    @Test func `one who asks for very much at once lets others have their turn`() async throws {
        let answered = Mutex(0)
        let connection = try await TestedConnection { _, _ in
            answered.withLock { $0 += 1 }
            return Response(status: .noContent)
        }
        let atOnce = try await connection.answeredInOneTurn(
            String(repeating: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 200)
        ) { answered.withLock { $0 } }
        #expect(atOnce <= 16, "\(atOnce)")
        while answered.withLock({ $0 }) < 200 { try await Task.sleep(for: .milliseconds(1)) }
        try await connection.close()
    }

    @Test func `what breaks off behind a request that is being answered is told to whoever reads it`() async throws {
        let (gone, go) = AsyncStream<Void>.makeStream()
        let connection = try await TestedConnection { request, _ in
            if request.path == "/slow" { for await _ in gone {} }
            do { for try await _ in request.body {} } catch { return .answer("text/plain", "broken") }
            return .answer("text/plain", "whole")
        }
        try await connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
        try await connection.send("cde\r\nno chunk\r\n")
        go.finish()
        var answers = ""
        while !answers.contains("broken") { answers += try await connection.piece() }
        #expect(answers.components(separatedBy: "whole").count == 2)
        try await connection.close()
    }

    @Test func `a connection ends when the last of several requests is answered, and nothing more comes`() async throws
    {
        let connection = try await TestedConnection { request, _ in
            if request.path == "/slow" { try? await Task.sleep(for: .milliseconds(10)) }
            return .answer("text/plain", "last")
        }
        try await connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
        try await connection.endSending()
        try await connection.ended()
    }

    @Test func `an answer before the end of a body says that the connection ends`() async throws {
        let connection = try await TestedConnection { _, _ in .answer("text/plain", "no") }
        try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
        let answer = try await connection.piece()
        #expect(answer.hasSuffix("no") && answer.lowercased().contains("connection: close\r\n"))
        try await connection.ended(after: 3)
    }

    @Test func `whoever waits to be told to go on is told so behind the answer before`() async throws {
        let (gone, go) = AsyncStream<Void>.makeStream()
        let connection = try await TestedConnection { request, _ in
            if request.path == "/slow" { for await _ in gone {} }
            let body = try? await request.body.collect(upTo: 100)
            return .answer("text/plain", "<\(body.map { String(buffer: $0) } ?? "")>")
        }
        try await connection.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        try await connection.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        go.finish()
        var answers = ""
        while !answers.contains("100 Continue\r\n\r\n") { answers += try await connection.piece() }
        #expect(answers.hasPrefix("HTTP/1.1 200 OK"))
        try await connection.send("abc")
        while !answers.contains("<abc>") { answers += try await connection.piece() }
        try await connection.close()
    }

    @Test(arguments: [
        ("/a", "/a", nil), ("/a?b=1", "/a", "b=1"), ("/a?", "/a", ""), ("/a?b?c", "/a", "b?c"), ("/a?b#c", "/a", "b"),
        ("http://x/a?b", "/a", "b"), ("http://x", "/", nil), ("http://x?b=1", "/", "b=1"), ("http://x:8/?b", "/", "b"),
        ("*", "*", nil), ("", "", nil),
    ])
    func `path and query are found in whatever form a target has`(target: String, path: String, query: String?) {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "x", path: target)
        let request = Request(head: head, body: .whole(ByteBuffer()))
        #expect(request.path == path)
        #expect(request.query == query)
    }

    @Test func `a body that means nothing is not kept`() async throws {
        let connection = try await TestedConnection { request, _ in
            let body = try? await request.body.collect(upTo: 100)
            return .answer("text/plain", "\(request.bodyLength ?? -1) \(body?.readableBytes ?? -1)")
        }
        try await connection.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde")
        #expect(try await connection.piece().hasSuffix("\r\n\r\n0 0"))
        try await connection.close()
    }
}
