import EventSourcing
import Incidents
import Testing

@testable import EventStoreTesting

@Suite struct `Events written as lines while a store shows them` {
    @Test func `are the lines of the events themselves, whatever these say`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomEvents(seed: seed)
        var log = SampleLog()
        var lines = EventLines()
        var expected: [UInt8] = []
        for round in 0..<600 {
            log.append(try random.event(after: log.events))
            if round % 7 == 0 { log.redact(round + 1) }
            lines.append(log.events[round])
            expected += line(log.events[round])
            #expect(lines.bytes == expected, "seed \(seed), round \(round): \(log.events[round])")
            guard lines.bytes == expected else { return }
        }
    }

    @Test func `keep their times apart, also those of one second and those out of range`() throws {
        var log = SampleLog()
        let event = try log.add("Smoke")
        var lines = EventLines()
        for microseconds: Int64 in [
            0, 1, -1, 999_999, 1_000_000, 1_000_001, -1_000_000, -1_000_001, .min, .max, 1_711_130_400_123_456,
            1_711_130_400_000_000, 1_711_130_400_000_007, -62_167_219_200_000_000, 253_402_300_799_999_999,
        ] {
            for other: Int64 in [microseconds, microseconds &+ 250_000, 1_711_130_400_123_456] {
                let moved = event.moved(recorded: microseconds, published: other)
                lines.bytes = []
                lines.append(moved)
                #expect(lines.bytes == line(moved))
            }
        }
    }

    private func line(_ event: RecordedEvent) -> [UInt8] {
        var bytes: [UInt8] = []
        EventLine.write(event, to: &bytes)
        return bytes + [UInt8(ascii: "\n")]
    }
}

extension EventLines {
    fileprivate mutating func append(_ event: RecordedEvent) {
        var lines = self
        event.withView { lines.append($0) }
        self = lines
    }
}

extension RecordedEvent {
    fileprivate func moved(recorded: Int64, published: Int64) -> RecordedEvent {
        RecordedEvent(
            position: position, revision: revision, recorded: Timestamp(microseconds: recorded), stream: stream, id: id,
            kind: kind, bodyVersion: bodyVersion, flags: flags, occurred: occurred,
            published: Timestamp(microseconds: published), by: by, tags: tags, references: references, body: body)
    }
}
