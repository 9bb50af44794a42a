import EventSourcing

extension EventStoreSuite {
    /// What was given comes back, every byte of it.
    static var keeping: [Promise] {
        [
            Promise("every field of an event comes back as it was given") { trial in
                var events = RandomEvents(seed: trial.seed)
                var expected: [RecordedEvent] = []
                for _ in 1...20 {
                    trial.clock.advance(bySeconds: 7)
                    let batch = try (1...15).map { _ in try events.event(after: expected) }
                    for (event, entry) in zip(batch, try await trial.append(batch)) {
                        try expected.append(
                            RecordedEvent(
                                event, position: entry.position, revision: entry.revision, recorded: trial.clock.now,
                                id: entry.id, author: Author("desk-1")))
                    }
                }
                for (event, given) in zip(try await trial.store.read(), expected) {
                    try expect(
                        event.changes(from: given).isEmpty, "at \(given.position), \(event.changes(from: given))")
                }
                try await expect(trial.store.read().count, is: expected.count, "events")
                let last = try await trial.store.read(ReadSelection(direction: .backward))
                try expect(last == expected.reversed(), "read backward, the events differ")
            },
            Promise("a body is kept byte for byte, whatever its length") { trial in
                let lengths = [0, 1, 2, 4095, 4096, 4097, 65_535, 65_536, 200 * 1024] + Array(1980...2040)
                let bodies = lengths.map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ length) }
                }
                for body in bodies { try await trial.append(.sample("a").with { $0.body = body }) }
                let read = try await trial.store.read().map(\.body)
                try expect(read.map(\.count), is: lengths, "lengths of the bodies")
                for (body, given) in zip(read, bodies) {
                    try expect(body == given, "a body of \(given.count) bytes came back changed")
                }
            },
            Promise("many large bodies in one batch are kept") { trial in
                let events = try (0..<40).map { number in
                    try NewEvent.sample("s-\(number % 3)").with { event in
                        event.body = (0..<200 * 1024).map { UInt8(truncatingIfNeeded: $0 &* number) }
                    }
                }
                try await trial.append(events)
                let read = try await trial.store.read(ReadSelection(direction: .backward)).reversed()
                try expect(read.map(\.body) == events.map(\.body), "a body came back changed")
            },
            Promise("an empty body repeats an empty body") { trial in
                let event = try NewEvent.sample(id: "e1", body: "")
                try await trial.append(event)
                try await expect(trial.append(event).isNew, is: false, "isNew of the repeat")
                try await trial.refused(.idConflict, [.sample(id: "e1")])
            },
            Promise("tags and kinds are compared byte for byte") { trial in
                try await trial.append([
                    .sample("a", "caf\u{E9}", tags: ["name:caf\u{E9}"]),
                    .sample("a", "cafe\u{301}", tags: ["name:cafe\u{301}"]),
                ])
                try await expect(trial.positions(.of(tags: ["name:caf\u{E9}"])), is: [1], "composed tag")
                try await expect(trial.positions(.of(tags: ["name:cafe\u{301}"])), is: [2], "decomposed tag")
                try await expect(trial.positions(.of(kinds: ["caf\u{E9}"])), is: [1], "composed kind")
                try await expect(trial.positions(.of(kinds: ["cafe\u{301}"])), is: [2], "decomposed kind")
            },
        ]
    }
}

extension RecordedEvent {
    /// The fields in which an event differs from what was given, texts byte for byte.
    fileprivate func changes(from given: RecordedEvent) -> String {
        var fields: [String] = []
        func compare<Value: Equatable>(_ name: String, _ value: (RecordedEvent) -> Value) {
            if value(self) != value(given) { fields.append("\(name) is \(value(self)) instead of \(value(given))") }
        }
        compare("position", \.position)
        compare("revision", \.revision)
        compare("recorded", \.recorded)
        compare("stream", \.stream)
        compare("id", \.id)
        compare("kind", \.kind)
        compare("bodyVersion", \.bodyVersion)
        compare("flags", \.flags)
        compare("occurred", \.occurred)
        compare("words of occurred") { Array($0.occurred.words.utf8) }
        compare("published", \.published)
        compare("by", \.by)
        compare("tags", \.tags)
        compare("references", \.references)
        compare("body", \.body)
        return fields.joined(separator: ", ")
    }
}
