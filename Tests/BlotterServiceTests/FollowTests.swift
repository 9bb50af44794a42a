import AccessTokens
import EventSourcing
import EventStoreTesting
import HTTPTypes
import NIOCore
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct FollowTests {
    @Test func `a stream shows what is there and then what comes, each once`() async throws {
        let service = try Service(pageSize: 3)
        service.watch()
        for number in 1...10 { try await service.report("fire", "n\(number)") }
        let stream = try await service.stream("/v1/events/stream?after=4")
        let appending = Task { for number in 11...40 { try await service.report("fire", "n\(number)") } }
        #expect(await stream.ids(36) == (5...40).map(String.init))
        try await appending.value
    }

    @Test func `a reader that comes back goes on behind the last event it has seen`() async throws {
        let service = try Service()
        service.watch()
        for number in 1...6 { try await service.report("fire", "n\(number)") }
        let first = try await service.stream("/v1/events/stream?after=0")
        #expect(await first.ids(3) == ["1", "2", "3"])
        await first.leave()
        let second = try await service.stream("/v1/events/stream?after=0", headers: ["Last-Event-ID": "3"])
        #expect(await second.ids(3) == ["4", "5", "6"])
    }

    @Test func `without a position a stream begins now`() async throws {
        let service = try Service()
        service.watch()
        try await service.report("fire", "old")
        let stream = try await service.stream("/v1/events/stream")
        while service.desk.deskTail.followers == 0 { await Task.yield() }
        try await service.report("fire", "new")
        #expect(await stream.ids(1) == ["2"])
    }

    @Test func `where nobody follows, nobody looks`() async throws {
        let service = try Service()
        let tail = service.desk.deskTail
        try await service.report("fire", "a")
        #expect(!tail.isLooking)
        let streams = [try await service.stream("/v1/events/stream"), try await service.stream("/v1/events/stream")]
        while tail.followers < 2 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(tail.isLooking)
        await streams[0].leave()
        while tail.followers > 1 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(tail.isLooking)
        await streams[1].leave()
        while tail.isLooking { try await Task.sleep(for: .milliseconds(1)) }
        #expect(tail.followers == 0)
        #expect(!service.desk.publicTail.isLooking)
    }

    @Test func `a stream of an incident that does not exist is refused`() async throws {
        let service = try Service()
        #expect(try await service.ask(.get, "/v1/events/stream?incident=none").status == 404)
    }

    @Test func `an incident that nobody has written to is not there, unless it is waited for`() async throws {
        let service = try Service()
        service.watch()
        try await service.report("quay", "a")
        #expect(try await service.ask(.get, "/v1/events?incident=fire").status == 404)
        #expect(try await service.ask(.get, "/v1/events?incident=quay&incident=fire").status == 404)
        let waiting = Task { try await service.ask(.get, "/v1/events?incident=fire&wait=30") }
        while service.desk.deskTail.followers < 1 { await Task.yield() }
        try await service.report("fire", "the first of it")
        let answer = try await waiting.value
        #expect(answer.status == 200 && answer.text.contains("the first of it"))
        #expect(try await service.ask(.get, "/v1/events?incident=quay&incident=fire").lines.count == 2)
    }

    @Test func `a token for an incident may follow it before its first event`() async throws {
        let service = try Service()
        let all = try service.token()
        let token = try service.token([.read], incidents: [StreamID("fire")])
        service.watch()
        try await service.report("quay", "a", token: all)
        let stream = try await service.stream("/v1/events/stream?incident=fire&after=0", token: token)
        while service.desk.deskTail.followers < 1 { await Task.yield() }
        try await service.report("fire", "the first of it", token: all)
        #expect(await stream.ids(1) == ["2"])
    }

    @Test func `many readers with several views see all that is theirs while many write`() async throws {
        let service = try Service(pageSize: 5)
        service.watch()
        try await service.report("a", "0")
        try await service.report("b", "0")
        var readers: [(EventReader, String)] = []
        for incident in ["a", "b"] {
            for _ in 1...10 {
                readers.append((try await service.stream("/v1/events/stream?incident=\(incident)&after=0"), incident))
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...4 {
                group.addTask {
                    for number in 1...25 {
                        let incident = number.isMultiple(of: 2) ? "a" : "b"
                        let answer = try await service.report(incident, "\(writer) \(number)")
                        #expect(answer.status == 201)
                    }
                }
            }
            try await group.waitForAll()
        }
        for (reader, incident) in readers {
            let expected = try await service.store.read(ReadSelection(.stream(StreamID(incident))))
                .map { String($0.position.rawValue) }
            // The first, and of each writer's twenty-five the even or the odd ones.
            let count = incident == "a" ? 49 : 53
            #expect(expected.count == count)
            #expect(await reader.ids(expected.count) == expected)
        }
    }

    @Test func `a follower that lags is told so, and nothing is kept for it`() {
        let follower = Follower()
        let bytes = ByteBuffer(repeating: 0x20, count: 1 << 20)
        func batch(_ position: UInt64) -> FollowBatch {
            FollowBatch(bytes: bytes, ends: [(Position(position), bytes.readableBytes)], examined: Position(position))
        }
        #expect(follower.deliver(.batch(batch(1))))
        #expect(follower.deliver(.batch(batch(2))))
        #expect(!follower.deliver(.batch(batch(3))))
        #expect(!follower.deliver(.batch(batch(4))))
    }

    @Test func `a follower gets its deliveries in order, then what says that it lags`() async {
        let follower = Follower()
        for number in 1...UInt64(Follower.mostDeliveries) {
            #expect(follower.deliver(.batch(FollowBatch(bytes: ByteBuffer(), ends: [], examined: Position(number)))))
        }
        for number in 1...3 as ClosedRange<UInt64> {
            guard case .batch(let batch) = await follower.next() else { return #expect(Bool(false), "no batch") }
            #expect(batch.examined == Position(number))
        }
        for _ in 1...4 {
            _ = follower.deliver(.batch(FollowBatch(bytes: ByteBuffer(), ends: [], examined: Position(99))))
        }
        guard case .lagging = await follower.next() else { return #expect(Bool(false), "it does not lag") }
        #expect(follower.deliver(.pulse(Position(100))))
        guard case .pulse = await follower.next() else { return #expect(Bool(false), "no pulse") }
    }

    @Test func `of a batch only what lies behind a position is left`() {
        let batch = ServerSentEvents.batch(
            Array("{\"a\":1}\n{\"b\":22}\n{\"c\":3}\n".utf8), [(Position(4), 8), (Position(6), 17), (Position(9), 25)],
            examined: Position(12))
        #expect(batch.after(Position(3)).ends.count == 3)
        let rest = batch.after(Position(6))
        #expect(rest.ends.map(\.position) == [Position(9)])
        #expect(String(buffer: rest.bytes) == "id: 9\nevent: event\ndata: {\"c\":3}\n\n")
        #expect(rest.after(Position(9)).bytes.readableBytes == 0)
    }

    @Test(arguments: ["/v1/events/stream?after=2", "/v1/events?after=2&wait=9", "/v1/events?after=2"])
    func `a position that the log has not reached is refused`(path: String) async throws {
        let service = try Service()
        try await service.report("fire", "a")
        let answer = try await service.ask(.get, path)
        #expect(answer.status == 400)
        #expect(try answer.member("field") == "after")
    }

    @Test func `a reader that comes back with a position of another log is told so by the header it came with`()
        async throws
    {
        let service = try Service()
        try await service.report("fire", "a")
        for id in ["2", "x", "-1"] {
            let answer = try await service.ask(.get, "/v1/events/stream", headers: ["Last-Event-ID": id])
            #expect(answer.status == 400, "\(id)")
            #expect(try answer.member("field") == "Last-Event-ID", "\(id)")
        }
    }

    @Test func `more streams than are allowed are refused, and a place is given back`() async throws {
        let service = try Service { $0.limits.streamsPerToken = 2 }
        service.watch()
        let one = try await service.stream("/v1/events/stream")
        let two = try await service.stream("/v1/events/stream")
        let refused = try await service.ask(.get, "/v1/events/stream")
        #expect(refused.status == 429)
        #expect(refused.header("Retry-After") == "1")
        await one.leave()
        await two.leave()
        while service.desk.slots.count > 0 { await Task.yield() }
        let again = try await service.stream("/v1/events/stream")
        await again.leave()
    }
}
