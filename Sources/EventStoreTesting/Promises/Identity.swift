import EventSourcing

extension EventStoreSuite {
    /// Exactly once: what an event id promises.
    static var identity: [Promise] {
        [
            Promise("the same id with the same content is appended once") { trial in
                let event = try NewEvent.sample(
                    id: "e1", body: "{\"n\":1}", tags: ["unit:E39", "source:tass"], occurred: "2024",
                    published: Timestamp(microseconds: 7), by: "feed")
                let first = try await trial.append(event)
                trial.clock.advance(bySeconds: 5)
                try await trial.append(.sample())
                try await expectRepeat(of: first, by: event, "the event itself", trial)
                try await expectRepeat(of: first, by: event.with { $0.published = nil }, "without published", trial)
                try await expectRepeat(of: first, by: event.with { $0.by = nil }, "without by", trial)
                try await expectRepeat(of: first, by: event.with { $0.tags.reverse() }, "tags in other order", trial)
                try await expect(trial.store.head().position, is: Position(2), "head after repeats")
                try await expect(trial.positions(.of(tags: ["unit:E39"])), is: [1], "events of a tag after repeats")
            },
            Promise("what an event took by default, its repeat may say") { trial in
                let first = try await trial.append(.sample(id: "e1"))
                let event = try NewEvent.sample(id: "e1", published: first.recorded, by: "desk-1")
                trial.clock.advance(bySeconds: 5)
                try await expectRepeat(of: first, by: event, "published and by as they were recorded", trial)
            },
            Promise("the same id with other content is a conflict that names the event") { trial in
                let event = try NewEvent.sample(
                    "a", id: "e1", body: "{\"n\":1}", tags: ["unit:E39"], occurred: "2024",
                    published: Timestamp(microseconds: 7), by: "feed")
                try await trial.append(.sample("b"))
                try await trial.append(.sample("a"))
                try await trial.append(event)
                for other in try [
                    event.with { $0.kind = try EventKind("updated") },
                    event.with { $0.tags = [] },
                    event.with { $0.tags = [try Tag("unit:E40")] },
                    event.with { $0.tags.append(try Tag("unit:E40")) },
                    event.with { $0.occurred = .sample(words: "2024~") },
                    event.with { $0.occurred = .undated },
                    event.with { $0.published = Timestamp(microseconds: 8) },
                    event.with { $0.by = try Author("desk-1") },
                    event.with { $0.body = Array("{\"n\":2}".utf8) },
                    event.with { $0.body = Array("{ \"n\":1}".utf8) },
                    event.with { $0.body = [] },
                ] {
                    let error = try await trial.refused(.idConflict, [other])
                    try expect(error.stream, is: event.stream, "stream of the conflict")
                    try expect(error.position, is: Position(3), "position of the conflict")
                    try expect(error.actualRevision, is: Revision(2), "revision of the conflict")
                }
            },
            Promise("the same id in another stream is another event") { trial in
                for (stream, position) in [("a", 1), ("b", 2), ("A", 3)] {
                    let entry = try await trial.append(.sample(stream, id: "e1", body: "{\"in\":\"\(stream)\"}"))
                    try expect(entry.position, is: Position(UInt64(position)), "position in \(stream)")
                    try expect(entry.isNew, "the same id in \(stream) was taken for a repeat")
                }
            },
            Promise("ids are compared byte for byte, however long or alike they are") { trial in
                let long = String(repeating: "x", count: EventID.maximumLength - 1)
                let ids = [long + "1", long + "2", long, "\u{E9}", "e\u{301}", "E", "e", " e", "e ", "e\u{0}"]
                for round in 1...2 {
                    for (index, id) in ids.enumerated() {
                        let entry = try await trial.append(.sample(id: id))
                        try expect(entry.position, is: Position(UInt64(index + 1)), "position of id '\(id)'")
                        try expect(entry.isNew, is: round == 1, "isNew of id '\(id)'")
                        try expect(Array(entry.id.text.utf8), is: Array(id.utf8), "id in the answer")
                    }
                }
            },
            Promise("an event without an id gets one that no other has") { trial in
                var minted: Set<EventID> = []
                for _ in 1...5 {
                    let events = try (1...20).map { _ in try NewEvent.sample() }
                    for entry in try await trial.append(events) {
                        try expect(entry.isNew, "an event without an id was taken for a repeat")
                        minted.insert(entry.id)
                    }
                }
                try expect(minted.count, is: 100, "different ids")
                try await expect(Set(trial.store.read().map(\.id)), is: minted, "ids read")
            },
            Promise("a minted id, given back, repeats its event") { trial in
                let first = try await trial.append(.sample(body: "{\"n\":1}"))
                let event = try NewEvent.sample(id: first.id.text, body: "{\"n\":1}")
                try await expectRepeat(of: first, by: event, "with the minted id", trial)
                try await trial.refused(.idConflict, [event.with { $0.body = [] }])
            },
            Promise("the id is looked at before the expected revision") { trial in
                let first = try await trial.append(.sample(id: "e1", expecting: 0))
                try await trial.append(.sample())
                try await expectRepeat(of: first, by: .sample(id: "e1", expecting: 0), "stale by now", trial)
                try await expectRepeat(of: first, by: .sample(id: "e1", expecting: 9), "never right", trial)
                try await trial.refused(.idConflict, [.sample(id: "e1", body: "[]", expecting: 9)])
            },
            Promise("the id is looked at before the condition, and the expected revision too") { trial in
                let first = try await trial.append(.sample(id: "e1"))
                let never = AppendCondition(failIfEventsMatch: .all)
                let again = try await trial.append(.sample(id: "e1"), condition: never)
                try expect(again.position, is: first.position, "position of a repeat")
                try await trial.refused(.idConflict, [.sample(id: "e1", body: "[]")], condition: never)
                try await trial.refused(.staleRevision, [.sample(expecting: 0)], condition: never)
                try await trial.refused(.missingReference, [.sample(references: [.to("x")])], condition: never)
                try await trial.refused(.conditionFailed, [.sample(expecting: 1)], condition: never)
            },
            Promise("a thousand ids of one stream are all found again") { trial in
                let events = try (1...1000).map { number in try NewEvent.sample(id: "id-\(number)") }
                let first = try await trial.append(events)
                let again = try await trial.append(events.reversed())
                try expect(again.map(\.position), is: first.map(\.position).reversed(), "positions of the repeats")
                try expect(!again.contains(where: \.isNew), "an event was appended twice")
                try await expect(trial.store.head().position, is: Position(1000), "head")
            },
        ]
    }

    private static func expectRepeat(
        of first: AppendReceipt.Entry, by event: NewEvent, _ what: String, _ trial: Trial<Store>
    ) async throws {
        let entry = try await trial.append(event)
        let expected = AppendReceipt.Entry(
            stream: first.stream, id: first.id, position: first.position, revision: first.revision,
            recorded: first.recorded, isNew: false)
        try expect(entry, is: expected, "answer to a repeat (\(what))")
    }
}
