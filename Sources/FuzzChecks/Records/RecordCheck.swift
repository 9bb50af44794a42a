import EventSourcing
import LMDBEventStore

/// Records: an event comes back as it was written, a damaged record is refused, and no bytes make the reader trap.
///
/// The first byte of an input says what the rest is: a record as it is; a record whose checksums are put right first, so
/// that what lies behind them is reached; or what an event is made of.
enum RecordCheck {
    /// What numbers of six bytes are below.
    private static let sixBytes: UInt64 = 1 << 48

    /// Records keep the number of a kind; its name comes from a table of the log.
    private static let kind = EventKind("reported" as StaticString)

    static func check(_ bytes: [UInt8]) throws(Disagreement) {
        guard let first = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        switch first % 4 {
        case 0: _ = try? RecordCodec(reading: rest, at: UInt64(first >> 2), kind: kind)
        case 1: try checkForged(rest, isFirstLayout: first & 4 == 0)
        default: try checkEvent(rest, damage: first >> 1)
        }
    }

    /// A record with sound checksums around whatever there is.
    private static func checkForged(_ bytes: [UInt8], isFirstLayout: Bool) throws(Disagreement) {
        let forged = ForgedRecord(bytes, isFirstLayout: isFirstLayout)
        guard let read = try? RecordCodec(reading: forged.bytes, at: forged.position, kind: kind) else { return }
        // Words that are no UTF-8 become longer when they are read; no writer makes such, or words of that length.
        guard read.event.occurred.words.utf8.count <= Occurrence.maximumWordsLength else { return }
        // Version 1 had room for numbers that no log reaches.
        guard read.ordinal < sixBytes, read.event.revision.rawValue < sixBytes else { return }
        let again = RecordCodec.encode(read.event, ordinal: read.ordinal, kind: read.kind, salt: forged.salt)
        try expect(read.event, read.ordinal, read.kind, from: again)
    }

    private static func checkEvent(_ bytes: [UInt8], damage: UInt8) throws(Disagreement) {
        var taker = ByteTaker(bytes)
        let ordinal = taker.number() % sixBytes
        let kindNumber = UInt16(taker.byte())
        let place = Int(taker.number() >> 1)
        let salt = (0..<16).map { UInt8(truncatingIfNeeded: place >> $0) }
        guard let event = try? RecordedEvent(&taker) else { return }
        let record = RecordCodec.encode(event, ordinal: ordinal, kind: kindNumber, salt: salt)
        try expect(event, ordinal, kindNumber, from: record)

        var damaged = record
        damaged[place % record.count] ^= damage | 1
        try refuse(damaged, event, "byte \(place % record.count) changed by \(damage | 1)")
        try refuse(Array(record.prefix(place % record.count)), event, "cut off after \(place % record.count) bytes")
        try refuse(record + [damage], event, "one byte longer")
        let elsewhere = event.position.rawValue ^ (ordinal | 1)
        try require(
            (try? RecordCodec(reading: record, at: elsewhere, kind: event.kind)) == nil,
            "the record of \(event) is taken at position \(elsewhere)")
    }

    private static func expect(
        _ event: RecordedEvent, _ ordinal: UInt64, _ kind: UInt16, from record: [UInt8]
    ) throws(Disagreement) {
        let read: RecordCodec
        do {
            read = try RecordCodec(reading: record, at: event.position.rawValue, kind: event.kind)
        } catch {
            throw Disagreement(description: "the record of \(event) is refused: \(error)")
        }
        try require(read.event == event, "\(event) comes back as \(read.event)")
        try require(
            read.ordinal == ordinal && read.kind == kind && read.hasSoundCommitment,
            "\(event) comes back with other numbers or another commitment")
    }

    private static func refuse(
        _ record: [UInt8], _ event: RecordedEvent, _ damage: @autoclosure () -> String
    ) throws(Disagreement) {
        let read = try? RecordCodec(reading: record, at: event.position.rawValue, kind: event.kind)
        try require(read == nil, "the record of \(event) is taken, \(damage()): \(read as Any)")
    }
}
