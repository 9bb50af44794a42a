import Checksums
import EventSourcing
import LMDB

/// The rows of one projection in the table `snapshots`. All keys begin with the projection's name and a zero byte; then
///
/// | key | value |
/// |---|---|
/// | 0 | ``CheckpointRow``, as in `checkpoints` |
/// | 1, ordinal of the stream | the row's rank, checksum |
/// | 2, complement of the rank, name of the stream | position, value, checksum |
///
/// Numbers in keys are big-endian, so that rows stand in their order. Each checksum covers its key too.
struct ProjectionTable {
    let reader: LogReader
    let version: UInt64
    /// The key in `checkpoints`.
    let name: [UInt8]

    private enum Part {
        static let stamp: UInt8 = 0
        static let streams: UInt8 = 1
        static let ranks: UInt8 = 2
    }

    init(_ projection: StoredProjection, _ reader: LogReader) {
        self.reader = reader
        version = projection.version
        name = Array(projection.name.utf8)
    }

    /// What all keys in `snapshots` begin with.
    var prefix: [UInt8] { name + [0] }
    /// Where the checkpoint stands among the rows.
    var stampKey: [UInt8] { prefix + [Part.stamp] }
    /// What the keys of rows begin with.
    var rowPrefix: [UInt8] { prefix + [Part.ranks] }

    /// The key under which the rank of a stream's row stands.
    func streamKey(_ ordinal: UInt64) -> [UInt8] {
        var key = prefix + [Part.streams]
        key.appendSortable(ordinal)
        return key
    }

    /// The key of a row.
    func rowKey(rank: UInt64, stream: StreamID) -> [UInt8] {
        var key = rowPrefix
        key.appendSortable(~rank)
        key.append(contentsOf: stream.text.utf8)
        return key
    }

    /// The checkpoint, where both of its places agree and the log reaches as far; nil where there is none of this version.
    func checkpoint(
        in transaction: borrowing ReadTransaction, head: Position
    ) throws(LMDBError) -> ProjectionCheckpoint? {
        guard let row = try storedCheckpoint(in: transaction), row.version == version else { return nil }
        guard row.checkpoint.position <= head else { throw damaged("reach beyond the end of the log") }
        return row.checkpoint
    }

    /// The checkpoint of whatever version.
    func storedCheckpoint(in transaction: borrowing ReadTransaction) throws(LMDBError) -> CheckpointRow? {
        let tables = reader.tables
        let stampKey = stampKey
        let value = try transaction.value(forKey: name.rawBytes, in: tables.checkpoints)
        let stamp = try transaction.value(forKey: stampKey.rawBytes, in: tables.snapshots)
        guard let value, let stamp else {
            guard value == nil, stamp == nil else { throw damaged("lack their checkpoint in one of two places") }
            return nil
        }
        let row = try CheckpointRow(value, key: name.rawBytes, table: "checkpoints")
        guard try row == CheckpointRow(stamp, key: stampKey.rawBytes, table: "snapshots") else {
            throw damaged("say in two places that they have come to different ones")
        }
        return row
    }

    /// The row of a stream with an ordinal; nil where it has none.
    func row(
        of stream: StreamID, ordinal: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> ProjectionRow? {
        let key = streamKey(ordinal)
        guard let value = try transaction.value(forKey: key.rawBytes, in: reader.tables.snapshots) else { return nil }
        let rank = try CheckedRow(value, key: key.rawBytes, table: "snapshots", count: 1).numbers[0]
        let rowKey = rowKey(rank: rank, stream: stream)
        guard let value = try transaction.value(forKey: rowKey.rawBytes, in: reader.tables.snapshots) else {
            throw damaged("lack that of '\(stream)'")
        }
        return try row(value, key: rowKey.rawBytes)
    }

    /// Reads a row where it lies.
    func row(_ value: RawSpan, key: RawSpan) throws(LMDBError) -> ProjectionRow {
        let size = value.byteCount - 16
        let start = rowPrefix.count + 8
        guard let position = value.littleEndian(at: 0, as: UInt64.self),
            let checksum = value.littleEndian(at: 8 + size, as: UInt64.self),
            let covered = value.part(at: 0, count: 8 + size), let content = value.part(at: 8, count: size),
            let complement = key.bigEndian(at: rowPrefix.count, as: UInt64.self),
            let name = key.part(at: start, count: key.byteCount - start),
            XXH3.hash(covered, seed: XXH3.hash(key)) == checksum, let stream = try? StreamID(name.text)
        else { throw damaged("hold one that does not match its checksum") }
        return ProjectionRow(
            stream: stream, rank: ~complement, position: Position(position), value: content.array)
    }

    /// The bytes to put under the key of a row.
    func value(of row: ProjectionRow, key: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(row.value.count + 16)
        bytes.appendNumber(row.position.rawValue)
        bytes.append(contentsOf: row.value)
        bytes.appendNumber(XXH3.hash(bytes, seed: XXH3.hash(key)))
        return bytes
    }

    func damaged(_ problem: String) -> LMDBError {
        .damaged(
            "The projection '\(String(decoding: name, as: UTF8.self))' is damaged: its rows \(problem). "
                + "'blotter rebuild' makes it anew.")
    }
}
