public import EventSourcing
import LMDB

extension LMDBEventStore: ProjectionStore {
    /// How far the rows have come: a few lookups.
    public func checkpoint(
        of projection: StoredProjection
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try believing(projection) { (_, checkpoint, _) throws(LMDBError) in checkpoint }
    }

    /// Rows in their order, in one look.
    public func rows(
        of projection: StoredProjection, after row: ProjectionRow?, limit: Int
    ) async throws(EventStoreError) -> ProjectionRows? {
        try believing(projection) { (table, checkpoint, transaction) throws(LMDBError) in
            let limit = min(limit, EventPage.maximumCount)
            let cursor = try transaction.cursor(in: table.reader.tables.snapshots)
            let prefix = table.rowPrefix
            let start = row.map { table.rowKey(rank: $0.rank, stream: $0.stream) } ?? prefix
            var found = try cursor.row(atOrAfter: start.rawBytes)
            if row != nil, let first = found, first.key.hasSameBytes(as: start.rawBytes) { found = try cursor.next() }
            var rows: [ProjectionRow] = []
            while let next = found, rows.count < limit, next.key.begins(with: prefix) {
                let row = try table.row(next.value, key: next.key)
                if let last = rows.last, !ProjectionRow.comesBefore(last, row) {
                    throw table.damaged("do not stand in their order")
                }
                rows.append(row)
                found = try cursor.next()
            }
            var isEnd = true
            if let next = found { isEnd = !next.key.begins(with: prefix) }
            return ProjectionRows(checkpoint: checkpoint, rows: rows, isEnd: isEnd)
        }
    }

    /// The rows of some streams: three lookups a stream.
    public func rows(
        of projection: StoredProjection, streams: [StreamID]
    ) async throws(EventStoreError) -> ProjectionRows? {
        try believing(projection) { (table, checkpoint, transaction) throws(LMDBError) in
            var rows: [ProjectionRow] = []
            for stream in streams {
                guard let ordinal = try table.reader.row(of: stream, in: transaction)?.ordinal,
                    let row = try table.row(of: stream, ordinal: ordinal, in: transaction)
                else { continue }
                rows.append(row)
            }
            return ProjectionRows(checkpoint: checkpoint, rows: rows, isEnd: true)
        }
    }

    /// Takes away all rows and begins anew.
    public func beginAnew(_ projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint {
        let table = ProjectionTable(projection, reader)
        return try answering { () throws(LMDBError) in
            var random = RandomBytes()
            let checkpoint = ProjectionCheckpoint(
                position: .beforeFirst, generation: try random.nextInteger(), changes: 0)
            while try !environment.write({ transaction throws(LMDBError) in
                try table.begin(checkpoint, in: &transaction)
            }) {}
            return checkpoint
        }
    }

    /// Puts rows, in one transaction.
    public func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        if let large = rows.first(where: { $0.value.count > ProjectionRow.maximumSize }) {
            throw EventStoreError(
                .invalid,
                "the row of '\(large.stream)' is \(large.value.count) bytes long; at most "
                    + "\(ProjectionRow.maximumSize) are allowed")
        }
        let table = ProjectionTable(projection, reader)
        return try answering { () throws(LMDBError) in
            let size = rows.reduce(0) { $0 + $1.value.count + 256 }
            return try environment.write(reserving: size) { transaction throws(LMDBError) in
                try table.put(rows, after: checkpoint, reaching: position, in: &transaction)
            }
        }
    }

    /// Answers from the rows of a projection; nil where there are none, or where they are not as they were put. The log
    /// itself is another matter: its damage is thrown.
    private func believing<Answer>(
        _ projection: StoredProjection,
        _ question: (ProjectionTable, ProjectionCheckpoint, borrowing ReadTransaction) throws(LMDBError) -> Answer?
    ) throws(EventStoreError) -> Answer? {
        let table = ProjectionTable(projection, reader)
        return try reading { reader, transaction throws(LMDBError) in
            let head = try reader.head(in: transaction).position
            do throws(LMDBError) {
                try transaction.requireSoundPages(of: Tables.projections + ["streams"])
                guard let checkpoint = try table.checkpoint(in: transaction, head: head) else { return nil }
                return try question(table, checkpoint, transaction)
            } catch {
                guard error.isDamage else { throw error }
                return nil
            }
        }
    }
}

extension RawSpan {
    /// Whether the bytes begin with others.
    func begins(with prefix: [UInt8]) -> Bool {
        guard let start = part(at: 0, count: prefix.count) else { return false }
        return start.hasSameBytes(as: prefix.rawBytes)
    }
}
