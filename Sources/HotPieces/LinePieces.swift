import EventSourcing
import Incidents
import LMDBEventStore

/// What happens to each event between its line and its record, and back.
enum LinePieces {
    static func all() throws -> [Piece] {
        let lines = Sample.lines(1000, incidents: 50)
        let events = try Sample.recorded(1000, incidents: 50)
        let salt = [UInt8](repeating: 7, count: 16)
        let records = events.map { RecordCodec.encode($0, ordinal: 1, kind: 1, salt: salt) }
        return [
            Piece(name: "read a line", events: lines.count) {
                for line in lines { keep(try EventLine(parsing: line)) }
            },
            Piece(name: "write a line", events: events.count) {
                var bytes: [UInt8] = []
                bytes.reserveCapacity(1 << 20)
                for event in events { EventLine.write(event, to: &bytes) }
                keep(bytes)
            },
            Piece(name: "encode a record", events: events.count) {
                for event in events { keep(RecordCodec.encode(event, ordinal: 1, kind: 1, salt: salt)) }
            },
            Piece(name: "decode a record", events: events.count) {
                for (record, event) in zip(records, events) {
                    keep(try RecordCodec(reading: record, at: event.position.rawValue, kind: event.kind))
                }
            },
        ]
    }
}
