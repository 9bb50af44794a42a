import EventSourcing
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// What the log says of itself.
struct StatisticsTests {
    @Test func `an empty log counts nothing`() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let statistics = try store.statistics()
        #expect(statistics.format == 3)
        #expect(statistics.created == scratch.clock.now)
        #expect(statistics.events == 0)
        #expect(statistics.streams == 0)
        #expect(statistics.kinds.isEmpty)
        #expect(statistics.taggings == 0)
        #expect(statistics.firstRecorded == nil)
        #expect(statistics.lastRecorded == nil)
    }

    @Test func `counts, times and sizes are those of what was appended`() async throws {
        let scratch = try Scratch()
        let created = scratch.clock.now
        for _ in 1...2 {
            let store = try scratch.open()
            defer { store.close() }
            scratch.clock.advance(bySeconds: 60)
            try await store.append([
                .sample("a", "updated", tags: ["k:1", "k:2"]), .sample("b", "reported", tags: ["k:1"]),
                .sample("a", "reported"),
            ])
        }
        let store = try scratch.open()
        defer { store.close() }
        let statistics = try store.statistics()
        #expect(statistics.created == created)
        #expect(statistics.events == 6)
        #expect(statistics.streams == 2)
        #expect(statistics.kinds.map(\.kind.name) == ["reported", "updated"])
        #expect(statistics.kinds.map(\.events) == [4, 2])
        #expect(statistics.taggings == 6)
        #expect(statistics.firstRecorded == created.advanced(byMicroseconds: 60_000_000))
        #expect(statistics.lastRecorded == created.advanced(byMicroseconds: 120_000_000))
        #expect(statistics.fileSize >= statistics.usedSize)
        #expect(statistics.usedSize > 0)
        #expect((0...3).contains(statistics.readers))
        #expect(statistics.maximumReaders > 100)
    }

    @Test func `statistics may be asked while the log grows`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let large = try NewEvent.sample().with { $0.body = [UInt8](repeating: 7, count: 200_000) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 1...60 { try await store.append([large]) } }
            group.addTask {
                var events: UInt64 = 0
                while events < 60 {
                    let statistics = try store.statistics()
                    #expect(statistics.events >= events)
                    #expect(statistics.fileSize >= 200_000 * Int(events))
                    events = statistics.events
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }
}
