import EventSourcing

extension EventStoreSuite {
    /// What is shown without a copy is what a read gives.
    static var visiting: [Promise] {
        [
            Promise("a visit shows every field of every event as a read gives it") { trial in
                var events = RandomEvents(seed: trial.seed)
                for _ in 1...15 {
                    trial.clock.advance(bySeconds: 7)
                    let earlier = try await trial.store.read()
                    try await trial.append((1...12).map { _ in try events.event(after: earlier) })
                }
                for direction in [ReadSelection.Direction.forward, .backward] {
                    let selection = ReadSelection(direction: direction)
                    let expected = try await trial.store.read(selection).map(ShownEvent.init)
                    let shown = try await trial.shown(selection)
                    try expect(shown.count, is: expected.count, "events shown \(direction)")
                    for (one, other) in zip(shown, expected) {
                        try expect(one == other, "shown as \(one) instead of \(other)")
                    }
                }
            },
            Promise("a visit shows the events that match, and goes on where its visitor stopped it") { trial in
                try await trial.append(SmallLog.events())
                for finding in try SmallLog.findings() {
                    for direction in [ReadSelection.Direction.forward, .backward] {
                        for (limit, batch) in [(nil, 1), (nil, 2), (3, 2), (2, 7), (0, 1)] as [(Int?, Int)] {
                            let selection = ReadSelection(
                                finding.query, after: Position(1), direction: direction, limit: limit)
                            let shown = try await trial.shown(selection, stoppingAfter: batch).map(\.position.rawValue)
                            let what =
                                "events shown of \(finding.name), \(direction), \(limit ?? -1), \(batch) at a time"
                            try expect(shown, is: try await trial.positions(selection), what)
                        }
                    }
                }
            },
        ]
    }
}

extension Trial {
    /// What visits show of a selection, the visitor leaving after so many events each time.
    fileprivate func shown(
        _ selection: ReadSelection, stoppingAfter batch: Int = .max
    ) async throws -> [ShownEvent] {
        var shown: [ShownEvent] = []
        var rest: ReadSelection? = selection
        while let selection = rest {
            var left = batch
            let progress = try await store.visit(selection) { event in
                shown.append(ShownEvent(event))
                left -= 1
                return left > 0
            }
            try expect(left >= 0, "shown on after its visitor had had enough")
            rest = progress.next
        }
        return shown
    }
}

/// A copy of what a view shows.
private struct ShownEvent: Equatable {
    let position: Position
    let revision: Revision
    let recorded: Timestamp
    let published: Timestamp
    let kind: EventKind
    let flags: EventFlags
    let bodyVersion: UInt16
    let form: Occurrence.Form
    var texts: [[UInt8]]

    init(_ event: borrowing EventView) {
        position = event.position
        revision = event.revision
        recorded = event.recorded
        published = event.published
        kind = event.kind
        flags = event.flags
        bodyVersion = event.bodyVersion
        form = event.form
        texts = [event.stream.copy, event.id.copy, event.by.copy, event.words.copy, event.body.copy]
        var tags = event.tags
        while let tag = tags.next() { texts.append(tag.copy) }
    }

    init(_ event: RecordedEvent) {
        position = event.position
        revision = event.revision
        recorded = event.recorded
        published = event.published
        kind = event.kind
        flags = event.flags
        bodyVersion = event.bodyVersion
        form = event.occurred.form
        texts = [event.stream.text, event.id.text, event.by.name, event.occurred.words].map { Array($0.utf8) }
        texts.append(event.body)
        texts += event.tags.map { Array($0.text.utf8) }
    }
}

extension Span<UInt8> {
    fileprivate var copy: [UInt8] { indices.map { self[$0] } }
}
