import EventSourcing

extension EventStoreSuite {
    /// Several requests in one call: each for itself, one after the other.
    static var calls: [Promise] {
        [
            Promise("a call without requests changes nothing") { trial in
                try await expect(trial.call([]).count, is: 0, "results")
                try await expect(trial.store.head().position, is: .beforeFirst, "head")
            },
            Promise("the requests of a call take their places in the order given") { trial in
                let results = try await trial.call([
                    trial.request([.sample("a"), .sample("b")]), trial.request([.sample("a")]),
                    trial.request([.sample("c"), .sample("a")]),
                ])
                let positions = try results.map { try $0.get().entries.map(\.position.rawValue) }
                try expect(positions, is: [[1, 2], [3], [4, 5]], "positions")
            },
            Promise("the neighbours of a refused request are untouched") { trial in
                let long = String(repeating: "x", count: Occurrence.maximumWordsLength + 1)
                let results = try await trial.call([
                    trial.request([.sample("a")]),
                    trial.request([.sample("b"), .sample("a", expecting: 0)]),
                    trial.request([.sample("b", expecting: 0)]),
                    trial.request([]),
                    trial.request([.sample("c"), .sample("c", occurred: long)]),
                    trial.request([.sample("a"), .sample("c")]),
                ])
                let outcomes = results.map { $0.outcome }
                try expect(
                    outcomes, is: ["[1]", "staleRevision", "[2]", "invalid", "invalid", "[3, 4]"],
                    "outcomes of the call")
                try await expect(trial.store.head().position, is: Position(4), "head")
                try await expect(trial.store.revision(of: StreamID("c")), is: Revision(1), "revision of c")
            },
            Promise("a refused request leaves nothing behind for the next one") { trial in
                let results = try await trial.call([
                    trial.request([.sample("a", id: "e1", tags: ["k:v"]), .sample("a", expecting: 9)]),
                    trial.request([.sample("a", id: "e1", body: "[]", expecting: 0)]),
                    trial.request([.sample("b", references: [.to("a", 2)])]),
                    trial.request(
                        [.sample("b")], condition: AppendCondition(failIfEventsMatch: .of(tags: ["k:v"]))),
                ])
                let outcomes = results.map { $0.outcome }
                try expect(
                    outcomes, is: ["staleRevision", "[1]", "missingReference", "[2]"], "outcomes of the call")
            },
            Promise("a request sees the requests before it in the same call") { trial in
                let results = try await trial.call([
                    trial.request([.sample("a", id: "e1", expecting: 0)]),
                    trial.request([.sample("a", expecting: 0)]),
                    trial.request([.sample("a", id: "e1")]),
                    trial.request([.sample("a", id: "e1", body: "[]")]),
                    trial.request([.sample("b", references: [.to("a", 1)], expecting: 0)]),
                    trial.request([.sample("a", references: [.to("b")], expecting: 1)]),
                ])
                let outcomes = results.map { $0.outcome }
                try expect(
                    outcomes, is: ["[1]", "staleRevision", "[1]", "idConflict", "[2]", "[3]"], "outcomes of the call")
                let repeated = try results[2].get().entries
                try expect(repeated.map(\.isNew), is: [false], "isNew of a repeat in the same call")
            },
            Promise("a condition sees the requests before it in the same call, and not its own events") { trial in
                let fire = try Query.of(kinds: ["reported"], tags: ["unit:E39"])
                let once = AppendCondition(failIfEventsMatch: fire)
                let event = try NewEvent.sample("a", tags: ["unit:E39"])
                let results = try await trial.call([
                    trial.request([event, event], condition: once),
                    trial.request([event], condition: once),
                    trial.request([event], condition: AppendCondition(failIfEventsMatch: fire, after: Position(1))),
                    trial.request([event], condition: AppendCondition(failIfEventsMatch: fire, after: Position(2))),
                ])
                let outcomes = results.map { $0.outcome }
                try expect(
                    outcomes, is: ["[1, 2]", "conditionFailed", "conditionFailed", "[3]"], "outcomes of the call")
            },
        ]
    }
}

extension Result<AppendReceipt, EventStoreError> {
    /// The positions that a request got, or the code with which it was refused.
    fileprivate var outcome: String {
        switch self {
        case .success(let receipt): "\(receipt.entries.map(\.position.rawValue))"
        case .failure(let error): "\(error.code)"
        }
    }
}
