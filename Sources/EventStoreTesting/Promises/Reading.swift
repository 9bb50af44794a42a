import EventSourcing

extension EventStoreSuite {
    /// What a read finds, and in which order.
    static var reading: [Promise] {
        [
            Promise("a query finds the events that match, each once, in the order of the log") { trial in
                try await trial.append(SmallLog.events())
                for finding in try SmallLog.findings() {
                    let found = try await trial.positions(finding.query)
                    try expect(found, is: finding.positions, "events found by \(finding.name)")
                }
            },
            Promise("a backward read finds the same events, newest first") { trial in
                try await trial.append(SmallLog.events())
                for finding in try SmallLog.findings() {
                    let found = try await trial.positions(ReadSelection(finding.query, direction: .backward))
                    try expect(found, is: finding.positions.reversed(), "events found backward by \(finding.name)")
                }
            },
            Promise("a read keeps to its bounds and its limit, in both directions") { trial in
                let count = try await UInt64(trial.append(SmallLog.events()).count)
                let bounds = [nil, 0, 1, 4, count, count + 1, UInt64.max] as [UInt64?]
                for finding in try SmallLog.findings() {
                    for (after, upTo) in bounds.flatMap({ after in bounds.map { (after ?? 0, $0) } }) {
                        let within = finding.positions.filter { $0 > after && $0 <= upTo ?? .max }
                        for limit in [nil, 0, 1, 3, 100] {
                            var selection = ReadSelection(
                                finding.query, after: Position(after), upTo: upTo.map { Position($0) }, limit: limit)
                            let what =
                                "events found by \(finding.name) after \(after) up to \(upTo ?? .max), \(limit ?? -1)"
                            let oldest = Array(within.prefix(limit ?? .max))
                            try await expect(trial.positions(selection), is: oldest, what)
                            selection.direction = .backward
                            let newest = Array(within.reversed().prefix(limit ?? .max))
                            try await expect(trial.positions(selection), is: newest, what + ", backward")
                        }
                    }
                }
            },
            Promise("what was appended is found at once, by every index") { trial in
                for number in 1...5 as ClosedRange<UInt64> {
                    try await trial.append(.sample("a", "reported", tags: ["k:1"]))
                    try await trial.append(.sample("b", "updated", references: [.to("a", number)]))
                    let odd = (1...number).map { 2 * $0 - 1 }
                    let even = (1...number).map { 2 * $0 }
                    try await expect(trial.positions(.of(streams: ["a"])), is: odd, "events of a stream")
                    try await expect(trial.positions(.of(kinds: ["reported"])), is: odd, "events of a kind")
                    try await expect(trial.positions(.of(tags: ["k:1"])), is: odd, "events with a tag")
                    try await expect(trial.positions(.of(referringTo: ["a"])), is: even, "events that refer to a")
                }
            },
        ]
    }
}
