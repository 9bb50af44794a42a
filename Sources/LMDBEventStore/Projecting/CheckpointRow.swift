import EventSourcing
import LMDB

/// How far a projection has come, as the tables keep it: version, position, generation, changes.
///
/// It stands twice: in `checkpoints`, and among the rows themselves. LMDB keeps older states of every table in its file; where
/// one of the two tables is an older state, they differ.
struct CheckpointRow: Equatable {
    let version: UInt64
    let checkpoint: ProjectionCheckpoint

    init(version: UInt64, _ checkpoint: ProjectionCheckpoint) {
        self.version = version
        self.checkpoint = checkpoint
    }

    init(_ value: RawSpan, key: RawSpan, table: String) throws(LMDBError) {
        let numbers = try CheckedRow(value, key: key, table: table, count: 4).numbers
        self.init(
            version: numbers[0],
            ProjectionCheckpoint(position: Position(numbers[1]), generation: numbers[2], changes: numbers[3]))
    }

    private var row: CheckedRow {
        CheckedRow([version, checkpoint.position.rawValue, checkpoint.generation, checkpoint.changes])
    }

    /// Puts it in both places.
    func put(for table: ProjectionTable, into transaction: inout WriteTransaction) throws(LMDBError) {
        let key = table.name
        try transaction.put(
            row.bytes(key: key.rawBytes).rawBytes, forKey: key.rawBytes, in: table.reader.tables.checkpoints)
        let stamp = table.stampKey
        try transaction.put(
            row.bytes(key: stamp.rawBytes).rawBytes, forKey: stamp.rawBytes, in: table.reader.tables.snapshots)
    }
}
