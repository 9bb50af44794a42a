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
    ///
    /// - Parameters:
    ///   - ordinal: that of its stream, below 2^48, as the revision has to be.
    ///   - isPublishedWhenRecorded: whether the record says so, instead of when it was published.
    package static func encode(
        _ event: RecordedEvent, ordinal: UInt64, kind: UInt16, salt: [UInt8], isPublishedWhenRecorded: Bool = false
    ) -> [UInt8] {
        let new = NewEvent(
            stream: event.stream, kind: event.kind, body: event.body, id: event.id, bodyVersion: event.bodyVersion,
            flags: event.flags, occurred: event.occurred, published: isPublishedWhenRecorded ? nil : event.published,
            by: event.by, tags: event.tags, references: event.references)
        var drafts = RecordDrafts(capacity: 1)
        drafts.append(new, author: event.by, salt: salt.rawBytes)
        var bytes = [UInt8](repeating: 0, count: drafts.size(of: 0..<1))
        let numbers = RecordNumbers(
            position: event.position.rawValue, revision: event.revision.rawValue, ordinal: ordinal, kind: kind,
            recorded: event.recorded, minted: nil)
        bytes.editing { drafts.write(0, with: numbers, to: &$0) }
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
        _ = record.firstTag.byteCount + record.stream.byteCount + record.storedID.byteCount
    }
}
