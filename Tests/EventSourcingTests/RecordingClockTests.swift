import EventSourcing
import Testing

struct RecordingClockTests {
    private let noon = Timestamp(microseconds: 1_711_108_800_000_000)

    private func clock(acceptsLogAhead: Bool = false) -> RecordingClock {
        RecordingClock(acceptsLogAhead: acceptsLogAhead) { noon }
    }

    @Test func `the first event is recorded now`() throws {
        #expect(try clock().next(after: nil) == noon)
    }

    @Test func `after an earlier event it is now`() throws {
        #expect(try clock().next(after: noon.advanced(byMicroseconds: -1)) == noon)
        #expect(try clock().next(after: noon) == noon)
    }

    @Test func `a last event up to an hour ahead is kept`() throws {
        for ahead in [1, RecordingClock.tolerance - 1, RecordingClock.tolerance] {
            let last = noon.advanced(byMicroseconds: ahead)
            #expect(try clock().next(after: last) == last)
        }
    }

    @Test func `a last event further ahead is refused, unless it is accepted`() throws {
        let last = noon.advanced(byMicroseconds: RecordingClock.tolerance + 1)
        let error = #expect(throws: EventStoreError.self) { try clock().next(after: last) }
        #expect(error?.code == .logAheadOfClock)
        #expect(error?.description.contains("2024-03-22T13:00:00.000001Z") == true)
        #expect(try clock(acceptsLogAhead: true).next(after: last) == last)
    }

    @Test func `a clock out of its mind is kept within what can be written`() throws {
        #expect(try RecordingClock { Timestamp(microseconds: .max) }.next(after: nil) == .maximum)
        #expect(try RecordingClock { Timestamp(microseconds: .min) }.next(after: nil) == .minimum)
        #expect(throws: EventStoreError.self) {
            try RecordingClock { Timestamp(microseconds: .min) }.next(after: .maximum)
        }
    }
}
