public import EventSourcing

extension EventStoreSuite where Store: ProjectionStore & ScanningStore {
    /// What a store promises that keeps rows of projections and shows events where they lie.
    public static var projectionPromises: [Promise] { rows + scanning }

    private static var rows: [Promise] {
        [
            Promise("without a beginning there are no rows") { trial in
                let sample = try Sample(trial)
                try await expect(trial.store.checkpoint(of: sample.projection), is: nil, "checkpoint")
                let row = try sample.row("a", rank: 1)
                let none = ProjectionCheckpoint(position: .beforeFirst, generation: 1, changes: 0)
                try await trial.append(.sample("a"))
                let put = try await trial.store.put([row], of: sample.projection, after: none, reaching: Position(1))
                try expect(put, is: nil, "what was put under a checkpoint that nobody made")
                try await expect(sample.all(), is: nil, "rows")
            },
            Promise("rows come the greatest rank first, then by name, page by page") { trial in
                let sample = try Sample(trial)
                let names = (0..<60).map { "s-\($0)" }
                try await trial.append(names.map { try .sample($0) })
                var checkpoint = try await trial.store.beginAnew(sample.projection)
                let rows = try names.enumerated().map { number, name in
                    try sample.row(name, rank: [0, 7, 7, .max, UInt64(number) << 40][number % 5])
                }
                for half in [rows[..<30], rows[30...]] {
                    checkpoint = try await sample.put(Array(half), after: checkpoint, reaching: nil)
                }
                let sorted = rows.sorted(by: ProjectionRow.comesBefore)
                try await expect(sample.all(), is: sorted, "rows")
                var paged: [ProjectionRow] = []
                while true {
                    let page = try await trial.store.rows(of: sample.projection, after: paged.last, limit: 7)
                    guard let page else { throw BrokenPromise("a page of rows is missing") }
                    try expect(page.checkpoint, is: checkpoint, "checkpoint of a page")
                    paged += page.rows
                    if page.isEnd { break }
                }
                try expect(paged, is: sorted, "rows, page by page")
                let asked = try await trial.store.rows(
                    of: sample.projection, streams: ["s-3", "none", "s-1"].map { try StreamID($0) })
                try expect(asked?.rows, is: [rows[3], rows[1]], "rows by name")
            },
            Promise("a row takes the place of the one before, and never of one folded from more") { trial in
                let sample = try Sample(trial)
                try await trial.append([.sample("a"), .sample("b"), .sample("a")])
                var checkpoint = try await trial.store.beginAnew(sample.projection)
                let old = try [sample.row("a", rank: 5, at: 1), sample.row("b", rank: 4, at: 2)]
                checkpoint = try await sample.put(old, after: checkpoint, reaching: Position(2))
                let new = try sample.row("a", rank: 1, at: 3, "new")
                checkpoint = try await sample.put([new], after: checkpoint, reaching: nil)
                try expect(checkpoint.position, is: Position(2), "position before the last step")
                try await expect(sample.all(), is: [old[1], new], "rows")
                checkpoint = try await sample.put(old, after: checkpoint, reaching: Position(1))
                try expect(checkpoint.position, is: Position(2), "position that would decrease")
                try await expect(sample.all(), is: [old[1], new], "rows")
            },
            Promise("whoever began before is refused, and nothing of its rows is put") { trial in
                let sample = try Sample(trial)
                try await trial.append(.sample("a"))
                let first = try await trial.store.beginAnew(sample.projection)
                _ = try await sample.put([sample.row("a", rank: 1)], after: first, reaching: Position(1))
                let second = try await trial.store.beginAnew(sample.projection)
                try await expect(sample.all(), is: [], "rows after a new beginning")
                let late = try await trial.store.put(
                    [sample.row("a", rank: 2)], of: sample.projection, after: first, reaching: Position(1))
                try expect(late, is: nil, "the checkpoint of who is late")
                try await expect(trial.store.checkpoint(of: sample.projection), is: second, "checkpoint")
                try await expect(sample.all(), is: [], "rows")
            },
            Promise("rows of another version or projection are not given out") { trial in
                let sample = try Sample(trial)
                try await trial.append(.sample("a"))
                let checkpoint = try await trial.store.beginAnew(sample.projection)
                let row = try sample.row("a", rank: 1)
                _ = try await sample.put([row], after: checkpoint, reaching: Position(1))
                let newer = try StoredProjection(name: sample.projection.name, version: 2)
                try await expect(trial.store.checkpoint(of: newer), is: nil, "checkpoint of another version")
                let none = try await trial.store.rows(of: newer, after: nil, limit: 9)
                try expect(none, is: nil, "rows of another version")
                let other = try StoredProjection(name: sample.projection.name + "-2", version: 1)
                _ = try await trial.store.beginAnew(other)
                try await expect(sample.all(), is: [row], "rows after another projection has begun")
                _ = try await trial.store.beginAnew(newer)
                try await expect(
                    trial.store.checkpoint(of: sample.projection), is: nil, "checkpoint of the old version")
                let kept = try await trial.store.checkpoint(of: other)
                try expect(kept?.position, is: Position.beforeFirst, "position of the other projection")
            },
        ]
    }
}

/// A projection for trials.
private struct Sample<Store: ProjectionStore> {
    let store: Store
    let projection: StoredProjection

    init(_ trial: Trial<Store>) throws {
        store = trial.store
        projection = try StoredProjection(name: "sample", version: 1)
    }

    func row(_ stream: String, rank: UInt64, at position: UInt64 = 1, _ value: String = "value") throws -> ProjectionRow
    {
        ProjectionRow(
            stream: try StreamID(stream), rank: rank, position: Position(position),
            value: Array("\(value) of \(stream)".utf8))
    }

    func put(
        _ rows: [ProjectionRow], after checkpoint: ProjectionCheckpoint, reaching position: Position?
    ) async throws -> ProjectionCheckpoint {
        let reached = try await store.put(rows, of: projection, after: checkpoint, reaching: position)
        guard let reached else { throw BrokenPromise("rows were refused") }
        return reached
    }

    func all() async throws -> [ProjectionRow]? {
        try await store.rows(of: projection, after: nil, limit: 1000)?.rows
    }
}
