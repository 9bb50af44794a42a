package import EventSourcing
import LMDB

/// Records as bytes of their own, for whoever tries what becomes of damaged ones. The store reads records where they
/// lie in the map.
package struct RecordCodec {
    /// The event.
    package let event: RecordedEvent
    /// The number of its stream.
    package let ordinal: UInt64
    /// The number of its kind.
    package let kind: UInt16
    /// Whether its commitment is that of its salt and body.
    package let hasSoundCommitment: Bool

    /// The record of an event.
    package static func encode(_ event: RecordedEvent, ordinal: UInt64, kind: UInt16, salt: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendRecord(
            of: event, RecordNumbers(ordinal: ordinal, kind: kind), BodySeal(event.body, salt: salt))
        return bytes
    }

    /// Reads a record with its body, as it is read from the log.
    ///
    /// - Throws: where it is damaged, or was written for another position.
    package init(reading bytes: [UInt8], at position: UInt64, kind name: EventKind) throws {
        let record = try Record(checking: bytes.rawBytes, at: position)
        event = try record.envelope(kind: name).carrying(body: try record.body())
        ordinal = record.ordinal
        kind = record.kind
        hasSoundCommitment = record.hasSoundCommitment
        // What indexes ask of a record must not trap either.
        _ = event.tags.allSatisfy { record.hasTag($0.text.utf8.rawBytes) }
        _ = record.refers(to: event.stream.text.utf8.rawBytes)
        _ = record.firstTag.byteCount + record.stream.byteCount + record.id.byteCount
    }
}
