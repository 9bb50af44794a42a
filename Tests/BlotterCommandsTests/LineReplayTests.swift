import EventSourcing
import EventStoreTesting
import Foundation
import Incidents
import LMDBEventStore
import Synchronization
import Testing

@testable import BlotterCommands

@Suite struct `Replaying a log on several cores` {
    let log: ReplayedLog
    init() async throws { log = try await ReplayedLog(events: 700) }

    @Test(arguments: 1...12)
    func `prints what one core prints, whatever is asked for`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        for _ in 1...12 {
            let asked = try log.randomSelection(&random)
            let alone = await log.replay(asked, onSeveralCores: false)
            #expect(alone.error == nil)
            let together = await log.replay(asked, onSeveralCores: true, batch: .random(in: 1...200, using: &random))
            #expect(together == alone, "\(asked)")
        }
    }

    @Test func `prints every line as the slow way of writing it`() async throws {
        var expected: [UInt8] = []
        for event in try await log.store.read() {
            EventLine.write(event, to: &expected)
            expected.append(UInt8(ascii: "\n"))
        }
        let printed = await log.replay(Asked(), onSeveralCores: true, batch: 64)
        #expect(printed.bytes == expected)
    }

    @Test(arguments: [1, 2, 63, 64, 65, 399, 640, 700] as [UInt64])
    func `prints the same events before a damaged one, and says the same of it`(position: UInt64) async throws {
        try log.damage(position)
        for direction in [ReadSelection.Direction.forward, .backward] {
            let asked = Asked(selection: ReadSelection(direction: direction))
            let alone = await log.replay(asked, onSeveralCores: false)
            #expect(alone.error?.contains("position \(position) ") == true)
            let before = direction == .forward ? position - 1 : 700 - position
            #expect(alone.bytes.count { $0 == UInt8(ascii: "\n") } == Int(before))
            for batch in [1, 7, 64, 1000] as [UInt64] {
                #expect(await log.replay(asked, onSeveralCores: true, batch: batch) == alone)
            }
        }
    }

    @Test func `ends when nobody takes what is written, and writes nothing after that`() async throws {
        let writes = Mutex(0)
        let replay = LineReplay(
            store: log.store, search: nil, limit: nil,
            write: { _ in
                let count = writes.withLock { count in
                    count += 1
                    return count
                }
                if count >= 5 { throw QuietExit() }
            }, manyEvents: 1, batchCount: 10)
        await #expect(throws: QuietExit.self) { try await replay.print(ReadSelection()) }
        #expect(writes.withLock { $0 } == 5)
    }

    @Test func `prints what was appended meanwhile as well, once`() async throws {
        let printed = Mutex<[UInt8]>([])
        let replay = LineReplay(
            store: GrowingStore(store: log.store), search: nil, limit: nil,
            write: { bytes in printed.withLock { $0 += bytes } }, manyEvents: 1, batchCount: 10)
        try await replay.print(ReadSelection())
        let lines = printed.withLock { String(decoding: $0, as: UTF8.self) }.split(separator: "\n")
        #expect(lines.count == 701)
        #expect(lines.last?.contains(#""incident":"late""#) == true)
    }
}

/// A store to which one event is appended once somebody has begun to look at its events.
private final class GrowingStore: StoreAround {
    let inner: LMDBEventStore
    private let hasGrown = Mutex(false)

    init(store: LMDBEventStore) { inner = store }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        let isFirst = hasGrown.withLock { hasGrown in
            defer { hasGrown = true }
            return !hasGrown
        }
        if isFirst, let stream = try? StreamID("late"), let kind = try? EventKind("reported"),
            let author = try? Author("desk")
        {
            let event = NewEvent(stream: stream, kind: kind, body: Array("{}".utf8))
            _ = try await inner.append(AppendRequest([event], author: author))
        }
        return try await inner.page(of: selection)
    }
}
