import EventSourcing

extension EventStoreSuite {
    /// How events get their places.
    static var numbering: [Promise] {
        [
            Promise("an empty log ends before its first position") { trial in
                let head = LogHead(position: .beforeFirst, recorded: nil)
                try await expect(trial.store.head(), is: head, "head")
                try await expect(trial.positions(.all), is: [], "events")
                try await expect(trial.positions(ReadSelection(direction: .backward)), is: [], "events backward")
                try await expect(trial.store.revision(of: StreamID("a")), is: .none, "revision")
                try await expect(trial.store.streams(after: nil, limit: 10), is: [], "streams")
                try await expect(trial.store.position(asOf: .maximum), is: .beforeFirst, "position")
            },
            Promise("positions count the log and revisions each stream, both without gaps") { trial in
                var revisions: [StreamID: UInt64] = [:]
                var position: UInt64 = 0
                for batch in [["a"], ["a", "b"], ["c", "a", "c"], ["b"], ["a", "a"], ["c", "b", "a"]] {
                    for entry in try await trial.append(batch.map { stream in try .sample(stream) }) {
                        position += 1
                        revisions[entry.stream, default: 0] += 1
                        try expect(entry.position, is: Position(position), "position in the answer")
                        try expect(entry.revision.rawValue, is: revisions[entry.stream], "revision in \(entry.stream)")
                        try expect(entry.isNew, "the answer says that a new event is not new")
                    }
                    try await expect(trial.store.head().position, is: Position(position), "head")
                }
                try await expect(trial.positions(.all), is: Array(1...position), "positions read")
                for (stream, revision) in revisions {
                    let events = try await trial.store.read(ReadSelection(.stream(stream)))
                    try expect(events.map(\.revision.rawValue), is: Array(1...revision), "revisions read in \(stream)")
                }
            },
            Promise("events are read in the order in which they were given") { trial in
                let bodies = (1...20).map { "{\"n\":\($0)}" }
                try await trial.append(bodies[..<7].map { body in try .sample("a", body: body) })
                try await trial.append(bodies[7...].map { body in try .sample("b", body: body) })
                let read = try await trial.store.read().map { String(decoding: $0.body, as: UTF8.self) }
                try expect(read, is: bodies, "bodies")
            },
            Promise("a refused request leaves no gap") { trial in
                try await trial.append(.sample("a"))
                try await trial.refused(.staleRevision, [.sample("b"), .sample("a", expecting: 0)])
                let entry = try await trial.append(.sample("b"))
                try expect(entry.position, is: Position(2), "position after a refused request")
                try expect(entry.revision, is: Revision(1), "revision after a refused request")
            },
            Promise("streams whose names are alike are different streams") { trial in
                let long = String(repeating: "x", count: StreamID.maximumLength - 1)
                let names = ["a", "A", "a.", "a:1", "a-1", "a~1", "aa", long, long + "y", long + "z"]
                for round in 1...2 {
                    for name in names {
                        let entry = try await trial.append(.sample(name))
                        try expect(entry.revision, is: Revision(UInt64(round)), "revision in \(name)")
                    }
                }
                for (index, name) in names.enumerated() {
                    let first = UInt64(index + 1)
                    let found = try await trial.positions(.of(streams: [name]))
                    try expect(found, is: [first, first + UInt64(names.count)], "events of \(name)")
                }
            },
        ]
    }
}
