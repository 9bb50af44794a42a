import EventSourcing
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// The clock of the log goes on where it stood, also after opening again.
struct ClockTests {
    @Test func `recorded keeps the last value of the log that is opened`() async throws {
        let scratch = try Scratch()
        let start = scratch.clock.now
        let first = try scratch.open()
        try await first.append([.sample()])
        first.close()
        scratch.clock.advance(bySeconds: -3600)
        let second = try scratch.open()
        defer { second.close() }
        #expect(try await second.append([.sample()]).map(\.recorded) == [start])
        scratch.clock.advance(bySeconds: 3601)
        #expect(try await second.append([.sample()]).map(\.recorded) == [start.advanced(byMicroseconds: 1_000_000)])
    }

    @Test func `a log ahead of the clock is read, and answers repeats, but takes nothing new`() async throws {
        let scratch = try Scratch()
        let first = try scratch.open()
        try await first.append([.sample(id: "e1")])
        first.close()
        scratch.clock.advance(bySeconds: -3601)
        let store = try scratch.open()
        #expect(await refusal { try await store.append([.sample()]) }?.code == .logAheadOfClock)
        #expect(await refusal { try await store.append([.sample(id: "e1"), .sample()]) }?.code == .logAheadOfClock)
        #expect(try await store.append([.sample(id: "e1")]).map(\.isNew) == [false])
        #expect(try await store.read().count == 1)
        store.close()
        let accepting = try LMDBEventStore.open(
            at: scratch.path(), mode: .mustExist, clock: scratch.clock.recording(acceptsLogAhead: true))
        defer { accepting.close() }
        #expect(try await accepting.append([.sample()]).map(\.position) == [Position(2)])
    }

    @Test func `as of a moment is the last position recorded by then, after opening again too`() async throws {
        let scratch = try Scratch()
        let start = scratch.clock.now
        for round in 1...5 {
            let store = try scratch.open()
            defer { store.close() }
            try await store.append([NewEvent](repeating: .sample(), count: round))
            scratch.clock.advance(bySeconds: 60)
        }
        let store = try scratch.open()
        defer { store.close() }
        let moments: [(seconds: Int64, position: UInt64)] = [
            (-1, 0), (0, 1), (59, 1), (60, 3), (119, 3), (120, 6), (180, 10), (239, 10), (240, 15), (9999, 15),
        ]
        for (seconds, position) in moments {
            let moment = start.advanced(byMicroseconds: seconds * Timestamp.perSecond)
            #expect(try await store.position(asOf: moment) == Position(position), "\(seconds) s")
        }
        #expect(try await store.position(asOf: start.advanced(byMicroseconds: -1)) == .beforeFirst)
        #expect(try await store.position(asOf: start.advanced(byMicroseconds: 59_999_999)) == Position(1))
    }
}
