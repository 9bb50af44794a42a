import EventSourcing

extension EventStoreSuite {
    /// What is too much, and what is just not.
    static var limits: [Promise] {
        [
            Promise("a request without events is refused") { trial in
                try await trial.refused(.invalid, [])
                let condition = AppendCondition(failIfEventsMatch: .all)
                try await trial.refused(.invalid, [], condition: condition)
            },
            Promise("an event with too many tags is refused, one with as many as may be is kept") { trial in
                let tags = (0...Tag.maximumCount).map { "unit:E\($0)" }
                try await trial.refused(.invalid, [.sample("a"), .sample(tags: tags)])
                try await trial.append(.sample(tags: Array(tags.dropLast())))
                for tag in tags {
                    let found = try await trial.positions(.of(tags: [tag]))
                    try expect(found, is: tag == tags.last ? [] : [1], "events with \(tag)")
                }
                try await expect(trial.positions(.of(tags: tags.dropLast())), is: [1], "events with all tags")
            },
            Promise("an event with too many references is refused") { trial in
                try await trial.append(.sample("a"))
                let references = try Array(repeating: Reference.to("a", 1), count: Reference.maximumCount + 1)
                try await trial.refused(.invalid, [.sample("b", references: references)])
                try await trial.append(.sample("b", references: Array(references.dropLast())))
                try await expect(trial.positions(.of(referringTo: ["a"])), is: [2], "events that refer to a")
            },
            Promise("words of occurred that are too long are refused") { trial in
                let words = String(repeating: "e", count: Occurrence.maximumWordsLength)
                try await trial.refused(.invalid, [.sample(occurred: words + "e")])
                try await trial.refused(.invalid, [.sample(occurred: words.dropLast() + "\u{E9}")])
                try await trial.append(.sample(occurred: words))
                try await expect(trial.store.read().map(\.occurred.words), is: [words], "words read")
            },
            Promise("the longest words that there are come back, and find their event") { trial in
                func longest(_ limit: Int, _ start: String = "") -> String {
                    start + String(repeating: "\u{E9}", count: (limit - start.utf8.count) / 2)
                }
                let stream = String(repeating: "s", count: StreamID.maximumLength)
                let tag = longest(Tag.maximumLength, "k:")
                let event = try NewEvent.sample(
                    stream, longest(EventKind.maximumLength), id: longest(EventID.maximumLength), tags: [tag],
                    occurred: longest(Occurrence.maximumWordsLength), by: longest(Author.maximumLength))
                try await trial.append([event, event])
                try await trial.append(.sample("b", references: [.to(stream, 1)]))
                let read = try await trial.store.read(ReadSelection(upTo: Position(1)))
                try expect(read.first?.id, is: event.id, "id")
                try expect(read.first?.by, is: event.by, "by")
                try expect(read.first?.kind, is: event.kind, "kind")
                try expect(read.first?.occurred, is: event.occurred, "occurred")
                try await expect(trial.positions(.of(tags: [tag])), is: [1], "events with the longest tag")
                try await expect(trial.positions(.of(kinds: [event.kind.name])), is: [1], "events of the longest kind")
                try await expect(trial.positions(.of(streams: [stream])), is: [1], "events of the longest stream")
                try await expect(trial.positions(.of(referringTo: [stream])), is: [2], "events that refer to it")
            },
            Promise("a tag that is given twice finds its event once") { trial in
                try await trial.append([.sample(tags: ["k:1", "k:2", "k:1"]), .sample(tags: ["k:1"])])
                try await expect(trial.positions(.of(tags: ["k:1"])), is: [1, 2], "events with the tag")
                try await expect(trial.positions(.of(tags: ["k:1", "k:2"])), is: [1], "events with both tags")
            },
        ]
    }
}
