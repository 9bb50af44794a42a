import AccessTokens
import EventSourcing
import EventStoreTesting
import Foundation
import HTTPTypes
import Incidents
import Logging
import NIOCore
import Synchronization
import Testing

@testable import BlotterService

/// What becomes of those who were let in when the file of tokens changes.
@Suite struct RevocationTests {
    @Test func `a stream ends soon after its token was revoked, also where nothing comes`() async throws {
        // No sign of life comes, by which it would be seen too.
        let service = try Service(pulse: .max)
        let (token, other) = (try service.token(), try service.token())
        try await service.report("fire", "a", token: token)
        service.watch()
        let stream = try await service.stream("/v1/events/stream?after=0", token: token)
        let staying = try await service.stream("/v1/events/stream?after=0", token: other)
        #expect(await stream.ids(1) == ["1"])
        #expect(await staying.ids(1) == ["1"])
        while service.desk.deskTail.followers < 2 { await Task.yield() }
        let id = try #require(try service.tokens.read().tokens.first?.id)
        _ = try service.tokens.revoke(id, at: .minimum)
        var last = await stream.next()
        while last?.name == "heartbeat" { last = await stream.next() }
        #expect(last?.name == "end")
        #expect(last?.data.contains("not valid") == true)
        try await service.report("fire", "b", token: other)
        #expect(await staying.ids(1) == ["2"])
    }

    @Test func `lines that come after their token was revoked are not appended`() async throws {
        let service = try Service()
        let token = try service.token()
        let (sender, parts) = ArrivingBody.make {}
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: "/v1/events",
            headerFields: [.authorization: "Bearer \(token)", .contentType: "application/x-ndjson"])
        let response = await service.desk.respond(
            to: Request(head: head, body: .arriving(parts)), from: RequestSource(id: "r"))
        async let answer = response.bytes()
        func send(_ summary: String) {
            sender.take(
                ByteBuffer(
                    string: #"{"incident":"fire","kind":"reported","body":{"summary":"\#(summary)"}}"# + "\n"))
        }
        send("a")
        while try await service.store.head().position < Position(1) { await Task.yield() }
        let id = try #require(try service.tokens.read().tokens.first?.id)
        _ = try service.tokens.revoke(id, at: .minimum)
        while service.desk.access.authority.recentBook.token(id: id, at: .minimum) != nil { await Task.yield() }
        send("b")
        let lines = String(decoding: try await answer, as: UTF8.self).split(separator: "\n")
        sender.finish()
        #expect(lines.count == 2)
        #expect(lines.last?.contains("not valid") == true)
        #expect(try await service.store.head().position == Position(1))
    }

    @Test func `who waits for events is told when the token was revoked`() async throws {
        let service = try Service(pulse: .max)
        let (token, other) = (try service.token(), try service.token())
        try await service.report("fire", "a", token: other)
        service.watch()
        async let answer = service.ask(.get, "/v1/events?after=1&wait=30", token: token)
        while service.desk.deskTail.followers < 1 { await Task.yield() }
        let id = try #require(try service.tokens.read().tokens.first?.id)
        _ = try service.tokens.revoke(id, at: .minimum)
        #expect(try await answer.status == 401)
    }

    @Test func `who came in without a token is let go when the first one is made`() async throws {
        let service = try Service(pulse: .max)
        try await service.report("fire", "a")
        service.watch()
        let stream = try await service.stream("/v1/events/stream?after=0")
        #expect(await stream.ids(1) == ["1"])
        _ = try service.token()
        var last = await stream.next()
        while last?.name == "heartbeat" { last = await stream.next() }
        #expect(last?.name == "end")
    }

    @Test func `what is wrong with the file is noted once for each change of it`() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tokens-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = TokenFile(path: directory.appendingPathComponent("tokens.jsonl").path)
        let made = Token.make(
            by: try Author("desk"), scopes: [.read], incidents: nil, audience: .internal, created: .minimum,
            expires: nil)
        try file.add(made.token)
        let notes = Notes()
        let authority = try TokenAuthority(file, logger: Logger(label: "test") { _ in notes })
        func mode(_ mode: Int) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        }
        try mode(0o622)
        for _ in 1...100 { #expect(authority.book.tokens.count == 1) }
        #expect(notes.count == 1)
        try mode(0o600)
        for _ in 1...100 { #expect(authority.book.token(of: made.text, at: .minimum) != nil) }
        #expect(notes.count == 1)
        try Data("no token\n".utf8).write(to: URL(fileURLWithPath: file.path))
        for _ in 1...100 { #expect(authority.book.token(of: made.text, at: .minimum) != nil) }
        #expect(notes.count == 2)
    }

    @Test func `a file that could not be read is tried again, though it did not change`() async throws {
        let service = try Service()
        let token = try service.token()
        let authority = service.desk.access.authority
        #expect(authority.book.tokens.count == 1)
        let version = authority.version
        // A directory in the way of the file cannot be read as one.
        let path = service.tokens.path
        try FileManager.default.moveItem(atPath: path, toPath: path + ".aside")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(authority.book.token(of: token, at: .minimum) != nil)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".aside", toPath: path)
        #expect(authority.book.tokens.count == 1)
        // What was known a moment ago counts for a moment.
        while authority.version == version { await Task.yield() }
    }
}

/// Counts what is logged.
private final class Notes: LogHandler {
    private let taken = Mutex(0)

    var count: Int { taken.withLock { $0 } }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) { taken.withLock { $0 += 1 } }
}
