import AccessTokens
import EventSourcing
import Foundation
import HTTPTypes
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import BlotterService

/// Counts those who read at a time.
private final class Readers: Sendable {
    private let counts = Mutex((now: 0, most: 0, done: 0))

    var most: Int { counts.withLock { $0.most } }
    var done: Int { counts.withLock { $0.done } }

    func begin() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func end() {
        counts.withLock {
            $0.now -= 1
            $0.done += 1
        }
    }
}

/// What keeps one from holding up all.
@Suite(.timeLimit(.minutes(5))) struct BoundsTests {
    private static let here = RequestSource(id: "r")

    @Test func `only so many read at a time, and everybody gets a turn`() async throws {
        let turns = ReadTurns(2)
        let readers = Readers()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await turns.taking(for: Self.here) { () async throws(Problem) in
                        readers.begin()
                        for _ in 0..<5 { await Task.yield() }
                        readers.end()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(readers.most <= 2)
        #expect(readers.done == 200)
    }

    @Test func `where too many wait one is asked to come again`() async throws {
        let turns = ReadTurns(1, mostWaiting: 3)
        let readers = Readers()
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        @Sendable func take() async throws(Problem) {
            try await turns.taking(for: Self.here) { () async throws(Problem) in
                readers.begin()
                for await _ in gate {}
                readers.end()
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            // One of them has the turn.
            for _ in 0...3 { group.addTask { try await take() } }
            while turns.waiting < 3 || readers.most < 1 { await Task.yield() }
            let problem = await #expect(throws: Problem.self) { try await take() }
            #expect(problem?.kind == .tooMany)
            opening.finish()
            try await group.waitForAll()
        }
        #expect(readers.done == 4)
    }

    @Test func `nothing is read for somebody who has gone, and his turn is given back`() async throws {
        let turns = ReadTurns(1)
        // A channel that was never connected is not active.
        let gone = RequestSource(id: "r", channel: EmbeddedChannel())
        for _ in 0..<3 {
            let problem = await #expect(throws: Problem.self) {
                try await turns.taking(for: gone) { () async throws(Problem) in
                    Issue.record("it was read")
                }
            }
            #expect(problem?.kind == .gone)
        }
        let answer = try await turns.taking(for: Self.here) { () async throws(Problem) in 7 }
        #expect(answer == 7)
    }

    @Test func `long answers share a budget, and give back what they had`() throws {
        let budget = MemoryBudget(1 << 20)
        var shares = [MemoryShare?]()
        for _ in 0..<4 { shares.append(budget.take(budget.most / 4)) }
        #expect(shares.allSatisfy { $0 != nil })
        #expect(budget.take(1) == nil)
        shares.removeLast()
        #expect(budget.used == budget.most / 4 * 3)
        #expect(budget.take(1) != nil)
    }

    @Test func `long bodies that arrive share a budget, and who comes then is asked to come again`() throws {
        let budget = MemoryBudget(1 << 20)
        func body(_ length: Int) throws -> GivenBody {
            var body = GivenBody(of: budget, length: length)
            for _ in 0..<(length >> 10) { try body.take(ByteBuffer(repeating: 0x20, count: 1 << 10)) }
            return body
        }
        do {
            let bodies = try (0..<4).map { _ in try body(300 << 10) }
            #expect(bodies.allSatisfy { $0.bytes.count == 300 << 10 })
            #expect(budget.used == budget.most)
            let problem = #expect(throws: Problem.self) { try body(300 << 10) }
            #expect(problem?.kind == .tooMany)
            #expect(try body(60 << 10).bytes.count == 60 << 10)
            withExtendedLifetime(bodies) {}
        }
        #expect(budget.used == 0)
    }

    @Test func `an answer holds its share until it is let go`() async throws {
        let service = try Service()
        for _ in 0..<40 { try await service.report("fire", String(repeating: "long ", count: 150), more: detail) }
        let before = service.desk.answers.used
        do {
            let answer = try await service.ask(.get, "/v1/events")
            #expect(answer.bytes.count > MemoryBudget.short)
            #expect(service.desk.answers.used == answer.bytes.count + before)
            // To a head belongs all that it tells the length of.
            let head = try await service.ask(.head, "/v1/events")
            #expect(service.desk.answers.used == 2 * answer.bytes.count + before)
            withExtendedLifetime(head) {}
        }
        #expect(service.desk.answers.used == before)
    }

    private let detail = #","detail":"\#(String(repeating: "x", count: 3000))""#

    @Test func `whoever asks is not told where the log lies`() throws {
        let error = EventStoreError(.unavailable, "cannot make /srv/desk/data.mdb larger: No space left on device")
        let problem = Problem(error)
        #expect(problem.kind.status == .serviceUnavailable)
        #expect(!String(decoding: problem.json(request: nil), as: UTF8.self).contains("/srv"))
        #expect(problem.cause == error.description)
    }

    @Test func `a file of tokens that others may write to opens nothing`() async throws {
        let service = try Service()
        let token = try service.token()
        #expect(try await service.ask(.get, "/v1/events", token: token).status == 200)
        try FileManager.default.setAttributes([.posixPermissions: 0o622], ofItemAtPath: service.tokens.path)
        #expect(throws: TokenFile.Failure.self) { try service.tokens.read() }
        #expect(try await service.ask(.get, "/v1/events").status != 200)
    }

    @Test func `a revision in a header is digits and nothing else`() {
        #expect(EntityTag.revision("\"2\"")?.rawValue == 2)
        for header in ["\"+2\"", "\"-2\"", "\" 2\"", "2", "\"\"", "W/\"2\""] {
            #expect(EntityTag.revision(header) == nil)
        }
    }
}
