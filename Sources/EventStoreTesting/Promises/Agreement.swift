import EventSourcing

extension EventStoreSuite {
    /// What a store answers, whatever it is asked: the same as the store in memory.
    static var agreement: [Promise] {
        [
            Promise("a random run of operations gets the same answers as from the store in memory") { trial in
                let reference = InMemoryEventStore(clock: trial.clock.recording(), pageSize: 5)
                var operations = RandomOperations(seed: trial.seed)
                for number in 1...250 {
                    trial.clock.advance(bySeconds: operations.clockStep())
                    let operation = try operations.next(head: await reference.head().position.rawValue)
                    let actual = await operation.answer(of: trial.store)
                    let expected = await operation.answer(of: reference)
                    try expect(actual, is: expected, "operation \(number), \(operation)")
                }
                let actual = try await trial.store.read().map(\.told)
                let expected = try await reference.read().map(\.told)
                try expect(actual, is: expected, "the whole log")
            }
        ]
    }
}
