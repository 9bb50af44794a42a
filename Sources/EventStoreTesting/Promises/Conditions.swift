import EventSourcing

extension EventStoreSuite {
    /// What an append condition promises.
    static var conditions: [Promise] {
        [
            Promise("a condition fails at the first match after its position, and holds where there is none") { trial in
                let count = try await trial.append(SmallLog.events()).count
                var notes: [UInt64] = []
                for finding in try SmallLog.findings() {
                    for after in 0...UInt64(count) {
                        let condition = AppendCondition(failIfEventsMatch: finding.query, after: Position(after))
                        let note = try NewEvent.sample("notes", "noted")
                        let matches = finding.positions + (finding.query.matchesEverything ? notes : [])
                        if let first = matches.first(where: { $0 > after }) {
                            let error = try await trial.refused(.conditionFailed, [note], condition: condition)
                            try expect(
                                error.position, is: Position(first), "first match of \(finding.name) after \(after)")
                        } else {
                            try await notes.append(trial.append(note, condition: condition).position.rawValue)
                        }
                    }
                }
            },
            Promise("a condition may begin past the last match, at the head, and past it") { trial in
                try await trial.append([.sample("a", tags: ["k:1"]), .sample("b"), .sample("c")])
                let query = try Query.of(tags: ["k:1"])
                for after in [1, 2, 3, 1000, UInt64.max] {
                    let condition = AppendCondition(failIfEventsMatch: query, after: Position(after))
                    try await trial.append(.sample("b"), condition: condition)
                }
                for after in [1000, UInt64.max] {
                    let condition = AppendCondition(failIfEventsMatch: .all, after: Position(after))
                    try await trial.append(.sample("b"), condition: condition)
                }
                try await trial.refused(
                    .conditionFailed, [.sample()], condition: AppendCondition(failIfEventsMatch: query))
            },
            Promise("two tags are found together among many events that carry one of them") { trial in
                var events: [NewEvent] = []
                for number in 1...300 {
                    let tags = number == 250 ? ["left:1", "right:1"] : [number % 2 == 0 ? "left:1" : "right:1"]
                    try events.append(.sample("s-\(number % 3)", tags: tags))
                }
                try await trial.append(events)
                let both = try Query.of(tags: ["left:1", "right:1"])
                for after in [0, 1, 249] as [UInt64] {
                    let condition = AppendCondition(failIfEventsMatch: both, after: Position(after))
                    let error = try await trial.refused(.conditionFailed, [.sample()], condition: condition)
                    try expect(error.position, is: Position(250), "first match after \(after)")
                }
                try await trial.append(
                    .sample(), condition: AppendCondition(failIfEventsMatch: both, after: Position(250)))
                try await expect(trial.positions(both), is: [250], "events with both tags")
            },
            Promise("a condition that fails refuses the whole batch, also where a part of it is there already") {
                trial in
                try await trial.append(.sample("a", id: "e1", tags: ["k:1"]))
                let condition = AppendCondition(failIfEventsMatch: try .of(tags: ["k:1"]))
                let batch = try [NewEvent.sample("a", id: "e1", tags: ["k:1"]), .sample("a", id: "e2"), .sample("b")]
                try await trial.refused(.conditionFailed, batch, condition: condition)
                try await expect(trial.store.revision(of: StreamID("b")), is: .none, "revision of b")
                let entries = try await trial.append([batch[0]], condition: condition)
                try expect(entries.map(\.isNew), is: [false], "isNew of a batch that is there already")
            },
            Promise("a decision that depends on several streams sees a change in any of them") { trial in
                try await trial.append([.sample("a"), .sample("b"), .sample("c")])
                let seen = try await trial.store.head().position
                let depends = AppendCondition(failIfEventsMatch: try .of(streams: ["a", "b"]), after: seen)
                try await trial.append(.sample("c"))
                try await trial.append(.sample("d"), condition: depends)
                let change = try await trial.append(.sample("b"))
                let error = try await trial.refused(.conditionFailed, [.sample("d")], condition: depends)
                try expect(error.position, is: change.position, "position of the change")
            },
        ]
    }
}
