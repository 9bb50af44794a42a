import EventSourcing

extension EventStoreSuite {
    /// What an event may speak of, and how it is found by that.
    static var references: [Promise] {
        [
            Promise("a reference to what does not exist is refused") { trial in
                try await trial.append([.sample("a"), .sample("a")])
                for (stream, revision) in [("a", 3), ("a", UInt64.max), ("b", 0), ("b", 1)] {
                    let reference = try Reference.to(stream, revision)
                    for from in ["a", "b", "c"] {
                        let error = try await trial.refused(
                            .missingReference, [.sample(from, references: [.to("a", 1), reference])])
                        try expect(error.stream, is: StreamID(from), "stream of the refusal")
                    }
                }
            },
            Promise("a reference to an event or a whole stream that exists is accepted") { trial in
                try await trial.append([.sample("a"), .sample("a")])
                let references = try [Reference.to("a", 1), .to("a", 2), .to("a")]
                try await trial.append(.sample("a", references: references))
                try await trial.append(.sample("b", references: references))
                let kept = try await trial.store.read(ReadSelection(after: Position(2))).map(\.references)
                try expect(kept, is: [references, references], "references read")
            },
            Promise("in a batch, only earlier events can be referred to") { trial in
                try await trial.append([
                    .sample("a"), .sample("a", references: [.to("a", 1)]),
                    .sample("b", references: [.to("a", 2), .to("a")]), .sample("a", references: [.to("b", 1)]),
                ])
                try await trial.refused(.missingReference, [.sample("a", references: [.to("a", 4)])])
                try await trial.refused(.missingReference, [.sample("c", references: [.to("c")])])
                try await trial.refused(
                    .missingReference, [.sample("b", references: [.to("a", 4)]), .sample("a")])
                try await trial.refused(.missingReference, [.sample("b", references: [.to("d")]), .sample("d")])
            },
            Promise("the streams that refer to a stream are found, each event once, and the stream itself is not") {
                trial in
                try await trial.append([
                    .sample("a"), .sample("b"),
                    .sample("b", references: [.to("a", 1), .to("a"), .to("a", 1)]),
                    .sample("a", references: [.to("a", 1), .to("b", 2)]),
                    .sample("c", references: [.to("b", 1), .to("a", 2)]),
                    .sample("c", references: [.to("c", 1)]),
                ])
                try await expect(trial.positions(.of(referringTo: ["a"])), is: [3, 5], "referring to a")
                try await expect(trial.positions(.of(referringTo: ["b"])), is: [4, 5], "referring to b")
                try await expect(trial.positions(.of(referringTo: ["c"])), is: [], "referring to c")
                try await expect(
                    trial.positions(.of(referringTo: ["a", "b", "c"])), is: [3, 4, 5], "referring to all")
                let selection = try ReadSelection(
                    .of(referringTo: ["a", "b"]), after: Position(3), direction: .backward)
                try await expect(trial.positions(selection), is: [5, 4], "referring to a or b, newest first")
            },
            Promise("an event may refer to as many others as the limit says") { trial in
                let streams = (1...Reference.maximumCount).map { "s-\($0)" }
                try await trial.append(streams.map { stream in try .sample(stream) })
                let references = try streams.map { stream in try Reference.to(stream, 1) }
                let entry = try await trial.append(.sample("all", references: references))
                for stream in streams {
                    let found = try await trial.positions(.of(referringTo: [stream]))
                    try expect(found, is: [entry.position.rawValue], "referring to \(stream)")
                }
                try await expect(trial.store.read().last?.references, is: references, "references read")
            },
        ]
    }
}
