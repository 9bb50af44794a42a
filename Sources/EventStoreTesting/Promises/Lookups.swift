import EventSourcing

extension EventStoreSuite {
    /// What can be asked besides reading events.
    static var lookups: [Promise] {
        [
            Promise("streams are listed in the order of their names, each with its revision") { trial in
                var random = SeededGenerator(seed: trial.seed)
                let letters = Array("aAbZ09._:@~-")
                var heads: [String: UInt64] = [:]
                var batch: [NewEvent] = []
                for _ in 1...300 {
                    let name =
                        "s"
                        + String(
                            (0..<random.number(in: 0...3)).map { _ in letters.randomElement(using: &random) ?? "x" })
                    heads[name, default: 0] += 1
                    try batch.append(.sample(name))
                }
                try await trial.append(batch)
                let sorted = try heads.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
                    .map { StreamHead(stream: try StreamID($0.key), revision: Revision($0.value)) }
                try await expect(trial.store.streams(after: nil, limit: .max), is: sorted, "all streams")
                try await expect(trial.store.streams(after: nil, limit: 0), is: [], "no streams")
                var listed: [StreamHead] = []
                while true {
                    let some = try await trial.store.streams(after: listed.last?.stream, limit: 7)
                    try expect(some.count <= 7, "\(some.count) streams where 7 were asked for")
                    guard !some.isEmpty else { break }
                    listed += some
                }
                try expect(listed, is: sorted, "streams, seven at a time")
                for name in ["0", "s", "s~~~~", "sZ:5", "z"] {
                    let after = try StreamID(name)
                    let expected = sorted.filter { after < $0.stream }
                    try await expect(
                        trial.store.streams(after: after, limit: 1000), is: expected, "streams after \(name)")
                }
            },
            Promise("the revision of a stream is that of its last event") { trial in
                for revision in 1...3 as ClosedRange<UInt64> {
                    try await trial.append([.sample("a"), .sample("b"), .sample("a")])
                    try await expect(trial.store.revision(of: StreamID("a")), is: Revision(2 * revision), "a")
                    try await expect(trial.store.revision(of: StreamID("b")), is: Revision(revision), "b")
                    try await expect(trial.store.revision(of: StreamID("c")), is: .none, "c")
                }
            },
            Promise("as of a moment is the last position recorded at or before it") { trial in
                var random = SeededGenerator(seed: trial.seed)
                var recorded: [Timestamp] = []
                for _ in 1...60 {
                    trial.clock.advance(bySeconds: Int64(random.number(in: -2...5)))
                    let events = try (0..<random.number(in: 1...4)).map { _ in try NewEvent.sample() }
                    recorded += try await trial.append(events).map(\.recorded)
                }
                try expect(recorded, is: recorded.sorted(), "recorded in the order of the log")
                for moment in Set(recorded).flatMap({ time in (-1...1).map { time.advanced(byMicroseconds: $0) } })
                    + [.minimum, .maximum]
                {
                    let expected = Position(UInt64(recorded.count { $0 <= moment }))
                    try await expect(trial.store.position(asOf: moment), is: expected, "position as of \(moment)")
                }
            },
        ]
    }
}
