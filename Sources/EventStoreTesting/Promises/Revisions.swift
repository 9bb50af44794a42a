import EventSourcing

extension EventStoreSuite {
    /// What an expected revision promises.
    static var revisions: [Promise] {
        [
            Promise("an append at the expected revision is accepted") { trial in
                for seen in 0..<4 as Range<UInt64> {
                    let entry = try await trial.append(.sample("a", expecting: seen))
                    try expect(entry.revision, is: Revision(seen + 1), "revision")
                    try await trial.append(.sample("b"))
                }
            },
            Promise("an append with a stale revision is refused, and told the actual one") { trial in
                try await trial.append([.sample("a"), .sample("b"), .sample("a"), .sample("a")])
                for stale in [0, 1, 2, 4, UInt64.max] {
                    let error = try await trial.refused(.staleRevision, [.sample("a", expecting: stale)])
                    try expect(error.stream, is: StreamID("a"), "stream of the refusal")
                    try expect(error.actualRevision, is: Revision(3), "actual revision")
                }
            },
            Promise("revision 0 is expected of a stream that does not exist yet") { trial in
                let error = try await trial.refused(.staleRevision, [.sample("a", expecting: 1)])
                try expect(error.actualRevision, is: Revision.none, "actual revision of a new stream")
                try await trial.append(.sample("a", expecting: 0))
                try await trial.refused(.staleRevision, [.sample("a", expecting: 0)])
            },
            Promise("an append that expects nothing is never stale") { trial in
                for revision in 1...3 as ClosedRange<UInt64> {
                    try await expect(trial.append(.sample("a")).revision, is: Revision(revision), "revision")
                }
            },
            Promise("in a batch, a revision is expected when the event's turn comes") { trial in
                try await trial.append([
                    .sample("a", expecting: 0), .sample("b", expecting: 0), .sample("a", expecting: 1),
                    .sample("a"), .sample("a", expecting: 3), .sample("b", expecting: 1),
                ])
                let error = try await trial.refused(
                    .staleRevision, [.sample("a", expecting: 4), .sample("a", expecting: 4)])
                try expect(error.actualRevision, is: Revision(5), "actual revision at the event's turn")
            },
            Promise("in a batch, an event that is there already does not move the revision") { trial in
                try await trial.append([.sample("a", id: "e1"), .sample("a", id: "e2")])
                let entries = try await trial.append([
                    .sample("a", id: "e1", expecting: 0), .sample("a", id: "e3", expecting: 2),
                    .sample("a", id: "e2", expecting: 1), .sample("a", id: "e4", expecting: 3),
                ])
                try expect(entries.map(\.revision.rawValue), is: [1, 3, 2, 4], "revisions")
                try expect(entries.map(\.isNew), is: [false, true, false, true], "isNew")
            },
        ]
    }
}
