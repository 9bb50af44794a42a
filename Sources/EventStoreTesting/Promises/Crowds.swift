import EventSourcing

extension EventStoreSuite {
    /// What holds when many write at once.
    static var crowds: [Promise] {
        [
            Promise("many writers at once get gapless places, and each the right answer") { trial in
                let entries = try await crowd(of: 8) { writer in
                    var entries: [AppendReceipt.Entry] = []
                    for number in 0..<25 {
                        let id = "\(writer)-\(number)"
                        entries += try await trial.append([
                            .sample("shared", id: id, tags: ["by:\(writer)"]), .sample("own-\(writer)", id: id),
                        ])
                    }
                    return entries
                }.flatMap { $0 }
                let read = try await trial.store.read()
                try expect(read.map(\.position.rawValue), is: Array(1...400), "positions read")
                let places = read.map { event in
                    AppendReceipt.Entry(
                        stream: event.stream, id: event.id, position: event.position, revision: event.revision,
                        recorded: event.recorded, isNew: true)
                }
                try expect(entries.sorted { $0.position < $1.position }, is: places, "answers")
                for stream in try await trial.store.streams(after: nil, limit: 100) {
                    let revisions = read.filter { $0.stream == stream.stream }.map(\.revision.rawValue)
                    try expect(revisions, is: (0..<stream.revision.rawValue).map { $0 + 1 }, "in \(stream.stream)")
                }
                try await expect(trial.positions(.of(tags: ["by:3"])).count, is: 25, "events of one writer by tag")
            },
            Promise("of many writers of one event, one appends it and all get its place") { trial in
                let entries = try await crowd(of: 16) { _ in try await trial.append(.sample(id: "e1")) }
                try expect(entries.count(where: \.isNew), is: 1, "answers that say it is new")
                try expect(Set(entries.map(\.position)), is: [Position(1)], "positions in the answers")
                try await expect(trial.store.head().position, is: Position(1), "head")
            },
            Promise("of many writers that have seen the same revision, one wins") { trial in
                for round in 0..<5 as Range<UInt64> {
                    let codes = try await crowd(of: 8) { writer in
                        try await outcome {
                            try await trial.append(.sample(id: "\(round)-\(writer)", expecting: round))
                        }
                    }
                    try expect(codes.count { $0 == nil }, is: 1, "winners")
                    try expect(codes.count { $0 == .staleRevision }, is: 7, "writers told that they are stale")
                }
                try await expect(trial.store.head().position, is: Position(5), "head")
            },
            Promise("of many writers whose decisions depend on each other, one wins") { trial in
                for round in 0..<5 {
                    let seen = try await trial.store.head().position
                    let condition = AppendCondition(failIfEventsMatch: try .of(tags: ["seat:1"]), after: seen)
                    let codes = try await crowd(of: 8) { writer in
                        try await outcome {
                            try await trial.append(
                                .sample("s-\(writer)", id: "\(round)", tags: ["seat:1"]), condition: condition)
                        }
                    }
                    try expect(codes.count { $0 == nil }, is: 1, "winners")
                    try expect(codes.count { $0 == .conditionFailed }, is: 7, "writers told that the condition failed")
                }
            },
            Promise("a reader sees whole requests only") { trial in
                let size: UInt64 = 3
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 0..<3 {
                        group.addTask {
                            for _ in 0..<30 {
                                try await trial.append(
                                    (0..<size).map { _ in try .sample("w-\(writer)", tags: ["k:1"]) })
                            }
                        }
                    }
                    for query in try [Query.all, .of(tags: ["k:1"])] {
                        group.addTask {
                            var head: UInt64 = 0
                            while head < 3 * 30 * size {
                                try Task.checkCancellation()
                                head = try await trial.store.head().position.rawValue
                                try expect(head.isMultiple(of: size), "a head of \(head) in the middle of a request")
                                let count = try await trial.positions(query).count
                                try expect(count >= head, "\(count) events read after a head of \(head)")
                                let page = try await trial.store.page(of: ReadSelection(query))
                                let isWhole = page.next != nil || page.events.count.isMultiple(of: Int(size))
                                try expect(
                                    isWhole, "a read of \(page.events.count) events ends in the middle of a request")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            },
            Promise("a course with three seats takes three students, however many come at once") { trial in
                try await Courses.define("c1", seats: 3, in: trial.store)
                let taken = try await crowd(of: 8) { student in
                    try await Courses.subscribe("s\(student)", to: "c1", in: trial.store)
                }
                try expect(taken.count { $0 }, is: 3, "students that were told they have a seat")
                let events = try await trial.positions(.of(kinds: ["StudentSubscribedToCourse"])).count
                try expect(events, is: 3, "subscriptions in the log")
            },
        ]
    }

    /// Runs one task a writer, all at once.
    private static func crowd<Answer: Sendable>(
        of count: Int, _ write: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for writer in 0..<count { group.addTask { try await write(writer) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// The code with which an append was refused; nil where it was not.
    private static func outcome(
        _ append: () async throws -> AppendReceipt.Entry
    ) async throws -> EventStoreError.Code? {
        do {
            _ = try await append()
            return nil
        } catch let error as EventStoreError {
            return error.code
        }
    }
}
