import EventSourcing
import LMDBEventStore
import Testing

@testable import EventStoreTesting

/// What was answered is there when the log is opened again.
struct ReopeningTests {
    @Test func `every event and both its numbers are there after opening again`() async throws {
        let scratch = try Scratch()
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomEvents(seed: seed)
        var expected: [RecordedEvent] = []
        for _ in 1...6 {
            let store = try scratch.open()
            defer { store.close() }
            #expect(try await store.read() == expected, "seed \(seed)")
            #expect(try await store.head().position == Position(UInt64(expected.count)))
            #expect(try await store.head().recorded == expected.last?.recorded)
            scratch.clock.advance(bySeconds: 7)
            let batch = try (1...40).map { _ in try random.event(after: expected) }
            for (event, entry) in zip(batch, try await store.append(batch)) {
                #expect(entry.position == Position(UInt64(expected.count) + 1))
                let revision = Revision(UInt64(expected.count { $0.stream == event.stream }) + 1)
                #expect(entry.revision == revision)
                expected.append(
                    RecordedEvent(
                        event, position: entry.position, revision: revision, recorded: scratch.clock.now, id: entry.id,
                        author: try Author("desk-1")))
            }
        }
        let store = try scratch.open("log", .mustExist)
        defer { store.close() }
        #expect(try await store.read() == expected, "seed \(seed)")
        for head in try await store.streams(after: nil, limit: 100) {
            let events = try await store.read(ReadSelection(.stream(head.stream)))
            #expect(events == expected.filter { $0.stream == head.stream }, "seed \(seed)")
            #expect(head.revision == events.last?.revision)
            #expect(try await store.revision(of: head.stream) == head.revision)
        }
    }

    @Test func `an event given again after opening again is not appended again`() async throws {
        let scratch = try Scratch()
        let events = try (1...50).map { try NewEvent.sample("s-\($0 % 3)", id: "e-\($0)", body: "{\"n\":\($0)}") }
        let first = try scratch.open()
        let entries = try await first.append(events)
        first.close()
        let second = try scratch.open()
        defer { second.close() }
        let repeated = try await second.append(events.reversed()).reversed()
        #expect(repeated.map(\.position) == entries.map(\.position))
        #expect(repeated.map(\.revision) == entries.map(\.revision))
        #expect(!repeated.contains { $0.isNew })
        #expect(try await second.head().position == Position(50))
    }

    @Test func `kinds keep their numbers, however many there are`() async throws {
        let scratch = try Scratch()
        for round in 0..<4 {
            let store = try scratch.open()
            defer { store.close() }
            try await store.append((0..<100).map { try .sample("s", "kind-\(50 * round + $0)") })
        }
        let store = try scratch.open()
        defer { store.close() }
        for kind in 0..<250 {
            let found = try await store.read(ReadSelection(.of(kinds: ["kind-\(kind)"])))
            #expect(
                found.map(\.kind.name) == [String](repeating: "kind-\(kind)", count: kind < 50 || kind >= 200 ? 1 : 2))
        }
        #expect(try await store.read(ReadSelection(.of(kinds: ["kind-250"]))) == [])
        #expect(try store.statistics().kinds.count == 250)
    }

    @Test func `two stores on one log in one process see each other's events`() async throws {
        let scratch = try Scratch()
        let (one, other) = (try scratch.open(), try scratch.open())
        defer { one.close() }
        defer { other.close() }
        for number in 1...20 {
            let store = number.isMultiple(of: 2) ? one : other
            let entries = try await store.append([.sample("s", "kind-\(number)", expecting: UInt64(number - 1))])
            #expect(entries.map(\.position) == [Position(UInt64(number))])
        }
        #expect(try await one.read() == other.read())
        #expect(try await one.read().map(\.kind.name) == (1...20).map { "kind-\($0)" })
    }
}
