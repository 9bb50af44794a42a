import EventSourcing
import Incidents
import Platform

/// What some lines of the input hold.
struct ParsedLines: Sendable {
    /// The events of the good lines.
    private(set) var events: [NewEvent] = []
    /// In which line each event stands, from 1.
    private(set) var lines: [Int] = []
    /// Whether each came out of a replay.
    private(set) var replayed: [Bool] = []
    /// What some of the events say of units, by their index.
    private(set) var units: [(index: Int, statement: UnitStatement)] = []
    /// The bad lines, from 1, and what is wrong with them.
    private(set) var bad: [(line: Int, error: InvalidEvent)] = []
    /// How many lines there are.
    private(set) var count = 0

    /// The lines of a block. Blank ones hold nothing.
    init(_ bytes: [UInt8]) {
        let capacity = bytes.count / 256 + 1
        events.reserveCapacity(capacity)
        lines.reserveCapacity(capacity)
        replayed.reserveCapacity(capacity)
        var plain = PlainLineReader(bytes)
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: start..<bytes.count) ?? bytes.count
            count += 1
            if let line = plain.line(start..<end) { add(line) } else { read(bytes[start..<end]) }
            start = end + 1
        }
    }

    /// One line that is too long to be kept.
    static let tooLong = ParsedLines(bad: Self.longLine)

    private init(bad error: InvalidEvent) {
        count = 1
        bad = [(1, error)]
    }

    private static let longLine = InvalidEvent(
        field: "", problem: "the line is longer than 1 MiB; split what it says over several events")

    private mutating func add(_ line: EventLine) {
        if let unit = line.unit { units.append((events.count, unit)) }
        events.append(line.event)
        lines.append(count)
        replayed.append(line.wasReplayed)
    }

    /// A line that is not as most are.
    private mutating func read(_ line: ArraySlice<UInt8>) {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        do throws(InvalidEvent) {
            guard line.count <= EventLine.maximumLength else { throw Self.longLine }
            add(try EventLine(thoroughly: Array(line)))
        } catch {
            bad.append((count, error))
        }
    }
}
