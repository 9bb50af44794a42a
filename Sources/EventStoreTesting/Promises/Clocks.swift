import EventSourcing

extension EventStoreSuite {
    /// When, and by whom, an event is said to be entered.
    static var clocks: [Promise] {
        [
            Promise("an event is recorded at the time of the clock") { trial in
                for _ in 1...3 {
                    trial.clock.advance(bySeconds: 61)
                    let entry = try await trial.append(.sample())
                    try expect(entry.recorded, is: trial.clock.now, "recorded in the answer")
                    try await expect(trial.store.head().recorded, is: trial.clock.now, "recorded at the head")
                    try await expect(trial.store.read().last?.recorded, is: trial.clock.now, "recorded when read")
                }
            },
            Promise("where the clock steps back, recorded keeps the last value") { trial in
                let start = trial.clock.now
                try await trial.append(.sample("a"))
                trial.clock.advance(bySeconds: -1800)
                let entries = try await trial.append([.sample("a"), .sample("b")])
                try expect(entries.map(\.recorded), is: [start, start], "recorded while the clock is behind")
                trial.clock.advance(bySeconds: 1801)
                let recorded = try await trial.append(.sample("a")).recorded
                try expect(recorded, is: start.advanced(byMicroseconds: Timestamp.perSecond), "recorded afterwards")
                let read = try await trial.store.read().map(\.recorded)
                try expect(read, is: read.sorted(), "recorded in the order of the log")
            },
            Promise("a log that ends more than an hour ahead of the clock refuses appends") { trial in
                try await trial.append(.sample())
                trial.clock.advance(bySeconds: -3600)
                try await trial.append(.sample())
                trial.clock.advance(bySeconds: -1)
                try await trial.refused(.logAheadOfClock, [.sample()])
                trial.clock.advance(bySeconds: 1)
                try await expect(trial.append(.sample()).position, is: Position(3), "position once the clock is right")
            },
            Promise("a log ahead of the clock is continued when told to", acceptsLogAhead: true) { trial in
                let start = trial.clock.now
                try await trial.append(.sample())
                trial.clock.advance(bySeconds: -86_400)
                try await expect(trial.append(.sample()).recorded, is: start, "recorded")
            },
            Promise("published is when the source said it, else when it is recorded") { trial in
                let said = Timestamp(microseconds: -1)
                try await trial.append([.sample(), .sample(published: said)])
                let published = try await trial.store.read().map(\.published)
                try expect(published, is: [trial.clock.now, said], "published")
            },
            Promise("by is who enters the event, else the author of its request") { trial in
                try await trial.append([.sample(), .sample(by: "feed")])
                let authors = try await trial.store.read().map(\.by.name)
                try expect(authors, is: ["desk-1", "feed"], "by")
            },
        ]
    }
}
