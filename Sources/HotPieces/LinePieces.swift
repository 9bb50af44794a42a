import EventSourcing
import Incidents
import LMDBEventStore

/// What happens to each event on its way from a line and to one.
enum LinePieces {
    static func all() throws -> [Piece] {
        let lines = Sample.lines(1000, incidents: 50)
        let block = Array(lines.joined(separator: [10]))
        var ranges: [Range<Int>] = []
        for line in lines {
            let start = ranges.last.map { $0.upperBound + 1 } ?? 0
            ranges.append(start..<start + line.count)
        }
        let figures = Sample.lines(1000, incidents: 50, figures: true)
        let events = try Sample.recorded(1000, incidents: 50)
        let salt = [UInt8](repeating: 7, count: 16)
        let records = events.map { RecordCodec.encode($0, ordinal: 1, kind: 1, salt: salt) }
        return [
            Piece(name: "read a plain line", events: lines.count) { [ranges] in
                var reader = PlainLineReader(block)
                for range in ranges {
                    guard let line = reader.line(range) else { throw UsageError("a line of the sample is not plain") }
                    keep(line)
                }
            },
            Piece(name: "read a line with a figure", events: figures.count) {
                for line in figures { keep(try EventLine(parsing: line)) }
            },
            Piece(name: "write a line", events: events.count) {
                var bytes: [UInt8] = []
                bytes.reserveCapacity(1 << 20)
                for event in events { EventLine.write(event, to: &bytes) }
                keep(bytes)
            },
            Piece(name: "decode a record", events: events.count) {
                for (record, event) in zip(records, events) {
                    keep(try RecordCodec(reading: record, at: event.position.rawValue, kind: event.kind))
                }
            },
        ]
    }
}
