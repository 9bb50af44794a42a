import EventSourcing

extension EventStoreSuite {
    /// All or nothing: what one request promises.
    static var batches: [Promise] {
        [
            Promise("a batch over several streams is appended whole") { trial in
                let entries = try await trial.append([.sample("a"), .sample("b"), .sample("a"), .sample("c")])
                try expect(entries.map(\.position.rawValue), is: [1, 2, 3, 4], "positions")
                try expect(entries.map(\.revision.rawValue), is: [1, 1, 2, 1], "revisions")
            },
            Promise("one bad event refuses its whole batch") { trial in
                try await trial.append(.sample("a", id: "e1"))
                try await trial.refused(.idConflict, [.sample("b"), .sample("a", id: "e1", body: "[]")])
                try await trial.refused(.staleRevision, [.sample("b"), .sample("a", expecting: 0), .sample("c")])
                try await trial.refused(.missingReference, [.sample("b"), .sample("c", references: [.to("x")])])
                let never = AppendCondition(failIfEventsMatch: .all)
                try await trial.refused(.conditionFailed, [.sample("b"), .sample("c")], condition: never)
                try await expect(trial.store.revision(of: StreamID("b")), is: .none, "revision of b")
                try await expect(trial.store.streams(after: nil, limit: 9).count, is: 1, "streams")
                try await expect(trial.positions(.of(kinds: ["reported"])), is: [1], "events by kind")
            },
            Promise("of a batch, what is there already is skipped and the rest appended") { trial in
                try await trial.append([.sample("a", id: "e1"), .sample("b", id: "e1")])
                let entries = try await trial.append([
                    .sample("c"), .sample("b", id: "e1"), .sample("a", id: "e2"), .sample("a", id: "e1"),
                ])
                try expect(entries.map(\.position.rawValue), is: [3, 2, 4, 1], "positions")
                try expect(entries.map(\.revision.rawValue), is: [1, 1, 2, 1], "revisions")
                try expect(entries.map(\.isNew), is: [true, false, true, false], "isNew")
                try await expect(trial.store.head().position, is: Position(4), "head")
            },
            Promise("a batch of repeats only appends nothing") { trial in
                let events = try [NewEvent.sample("a", id: "e1"), .sample("b", id: "e1")]
                let first = try await trial.append(events)
                trial.clock.advance(bySeconds: 9)
                let again = try await trial.append(events)
                try expect(again.map(\.position), is: first.map(\.position), "positions of the repeats")
                try expect(again.map(\.recorded), is: first.map(\.recorded), "recorded of the repeats")
                try await expect(trial.store.head().position, is: Position(2), "head")
            },
            Promise("an event that stands twice in a batch is appended once") { trial in
                let entries = try await trial.append([
                    .sample("a", id: "e1"), .sample("b", id: "e1"), .sample("a", id: "e1"),
                    .sample("a", id: "e1", by: "desk-1"), .sample("a"),
                ])
                try expect(entries.map(\.position.rawValue), is: [1, 2, 1, 1, 3], "positions")
                try expect(entries.map(\.isNew), is: [true, true, false, false, true], "isNew")
                try expect(entries[4].revision, is: Revision(2), "revision of the next event")
            },
            Promise("two events of a batch that share an id but not their content refuse it") { trial in
                let error = try await trial.refused(
                    .idConflict, [.sample("a", id: "e1"), .sample("a", id: "e1", body: "[]")])
                try expect(error.stream, is: StreamID("a"), "stream of the conflict")
            },
            Promise("a batch may be longer than a page") { trial in
                let count = UInt64(EventPage.maximumCount * 2 + 1)
                let events = try (0..<count).map { number in try NewEvent.sample("s-\(number % 7)") }
                let entries = try await trial.append(events)
                try expect(entries.map(\.position.rawValue), is: Array(1...count), "positions")
                try await expect(trial.positions(.all), is: Array(1...count), "positions read")
            },
        ]
    }
}
