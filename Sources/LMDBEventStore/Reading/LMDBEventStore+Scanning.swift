public import EventSourcing
import LMDB

extension LMDBEventStore: ScanningStore {
    /// How many records one look at the log takes: so few that no page waits long to be used again.
    private static let scannedAtOnce: UInt64 = 4096

    /// Shows the events of some streams. The header of every record says whose it is; of those that are shown, header,
    /// envelope and body are checked.
    public func scan(
        after position: Position, upTo last: Position, _ share: StreamShare,
        _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError) {
        let end = min(last, try await head().position).rawValue
        var done = position.rawValue
        // Whoever takes all looks at every byte; whoever takes a share passes over what is not his.
        let isWhole = share == .all
        while done < end {
            await Task.yield()
            let upTo = min(end, done + Self.scannedAtOnce)
            try reading { reader, transaction throws(LMDBError) in
                let cursor = try transaction.cursor(in: reader.tables.events)
                var row = try cursor.row(forKey: done + 1)
                while done < upTo {
                    done += 1
                    guard let found = row, found.key.nativeInteger == done else {
                        throw .noRecord(at: done, namedBy: "events")
                    }
                    // Whose it is may be damaged too; then it is shown to somebody else, and found there.
                    if share.contains(Record.ordinal(of: found.value)) {
                        let record = try Record(checking: found.value, at: done)
                        take(try record.scanned())
                    }
                    row = isWhole ? try cursor.nextLong() : try cursor.next()
                }
            }
        }
    }
}

extension Record {
    /// The number that bytes, if they are a record, give as that of its stream. Nothing has been checked.
    static func ordinal(of bytes: RawSpan) -> UInt64 {
        let isFirst = bytes.littleEndian(at: RecordLayout.versionOffset, as: UInt8.self) == FirstRecordLayout.version
        let number: UInt64? = bytes.littleEndian(at: isFirst ? FirstRecordLayout.ordinal : RecordLayout.ordinal)
        return (number ?? 0) & (isFirst ? .max : 0xFFFF_FFFF_FFFF)
    }

    /// When bytes, if they are a record, say that it was recorded. Nothing has been checked.
    static func recorded(of bytes: RawSpan) -> Timestamp {
        let isFirst = bytes.littleEndian(at: RecordLayout.versionOffset, as: UInt8.self) == FirstRecordLayout.version
        let place = isFirst ? FirstRecordLayout.recorded : RecordLayout.recorded
        return Timestamp(microseconds: bytes.littleEndian(at: place) ?? 0)
    }

    /// What a fold over a whole log needs of the event, its body checked.
    @_lifetime(copy self)
    func scanned() throws(LMDBError) -> ScannedEvent {
        ScannedEvent(
            position: Position(position), revision: Revision(revision), streamNumber: ordinal, recorded: recorded,
            published: published, flags: flags, bodyVersion: bodyVersion, form: form, earliest: earliest,
            latest: latest, stream: stream.bytes, body: try checkedBody().bytes)
    }
}
