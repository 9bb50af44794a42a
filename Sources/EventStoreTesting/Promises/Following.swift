import EventSourcing

extension EventStoreSuite {
    /// What a subscription promises.
    static var following: [Promise] {
        [
            Promise("a follower sees what was there and what comes, each event once") { trial in
                let (before, writers, each) = (300, 3, 40)
                try await trial.append((0..<before).map { _ in try .sample("before") })
                let total = before + writers * each
                let positions = try await withThrowingTaskGroup(of: [UInt64].self) { group in
                    group.addTask { try await follow(trial, until: total) }
                    for writer in 0..<writers {
                        group.addTask {
                            for _ in 0..<each { try await trial.append(.sample("w-\(writer)")) }
                            return []
                        }
                    }
                    return try await group.reduce([], +)
                }
                try expect(positions, is: Array(1...UInt64(total)), "positions seen")
            },
            Promise("a follower can begin after any position, also past the head") { trial in
                try await trial.append((1...10).map { _ in try .sample() })
                for after in 0..<10 as Range<UInt64> {
                    let seen = try await follow(trial, after: after, until: Int(10 - after))
                    try expect(seen, is: Array(after + 1...10), "positions seen after \(after)")
                }
                async let later = follow(trial, after: 12, until: 2)
                for _ in 11...14 { try await trial.append(.sample()) }
                try await expect(later, is: [13, 14], "positions seen past the head")
            },
            Promise("a follower of a query sees what matches, and nothing else") { trial in
                let query = try Query([.of(tags: ["k:1"]), .of(kinds: ["updated"])])
                async let seen = follow(trial, query, until: 20)
                for number in 1...40 {
                    let isUpdate = number % 4 == 1
                    try await trial.append(
                        .sample("a", isUpdate ? "updated" : "reported", tags: number % 4 == 2 ? ["k:1"] : []))
                }
                let expected = (1...40 as ClosedRange<UInt64>).filter { $0 % 4 == 1 || $0 % 4 == 2 }
                try await expect(seen, is: expected, "positions seen")
            },
            Promise("a follower that comes back after what was examined misses nothing") { trial in
                let query = try Query.of(tags: ["k:1"])
                var seen: [UInt64] = []
                var examined = Position.beforeFirst
                for round in 0..<5 {
                    try await trial.append(
                        (0..<30).map { number in try .sample(tags: number % 10 == round ? ["k:1"] : []) })
                    while seen.count < 3 * (round + 1) {
                        var pages = trial.store.subscribe(to: query, after: examined).makeAsyncIterator()
                        guard let page = try await pages.next() else { throw BrokenPromise("the subscription ended") }
                        seen += page.events.map(\.position.rawValue)
                        examined = page.examined
                    }
                }
                try await expect(seen, is: trial.positions(query), "positions seen")
            },
            Promise("a follower ends when its task is cancelled") { trial in
                try await trial.append(.sample())
                let (sights, sight) = AsyncStream.makeStream(of: Int.self)
                let follower = Task {
                    for try await page in trial.store.subscribe() { sight.yield(page.events.count) }
                    sight.finish()
                }
                for await _ in sights { break }
                follower.cancel()
                try await follower.value
            },
        ]
    }

    /// Follows until so many events were seen, and says at which positions.
    private static func follow(
        _ trial: Trial<Store>, _ query: Query = .all, after position: UInt64 = 0, until count: Int
    ) async throws -> [UInt64] {
        var seen: [UInt64] = []
        for try await page in trial.store.subscribe(to: query, after: Position(position)) {
            try expect(!page.events.isEmpty, "a follower was given a page without events")
            seen += page.events.map(\.position.rawValue)
            if seen.count >= count { break }
        }
        return seen
    }
}
