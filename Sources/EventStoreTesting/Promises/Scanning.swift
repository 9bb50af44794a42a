import EventSourcing

extension EventStoreSuite where Store: ProjectionStore & ScanningStore {
    /// Events are shown where they lie as they are read.
    static var scanning: [Promise] {
        [
            Promise("a scan shows what a read gives, and shares show each event once") { trial in
                var random = RandomEvents(seed: trial.seed)
                var all: [RecordedEvent] = []
                for _ in 1...9 {
                    trial.clock.advance(bySeconds: 3)
                    try await trial.append((1...9).map { _ in try random.event(after: all) })
                    all = try await trial.store.read()
                }
                let whole = try await seen(trial, after: 0, upTo: .max, .all)
                try expect(whole.map(\.position), is: all.map(\.position), "positions")
                for (seen, event) in zip(whole, all) { try expect(seen, is: Seen(event), "event \(event.position)") }
                let part = try await seen(trial, after: 10, upTo: 20, .all)
                try expect(part.map(\.position.rawValue), is: Array(11...20), "positions of a part")
                var shared: [Position] = []
                for numbers in [UInt64(0)...2, 3...UInt64.max] {
                    for remainder in 0..<UInt64(3) {
                        let share = StreamShare(numbers: numbers, every: 3, remainder: remainder)
                        shared += try await seen(trial, after: 0, upTo: .max, share).map(\.position)
                    }
                }
                try expect(shared.sorted(), is: all.map(\.position), "positions over all shares")
            }
        ]
    }

    private static func seen(
        _ trial: Trial<Store>, after: UInt64, upTo: UInt64, _ share: StreamShare
    ) async throws -> [Seen] {
        var seen: [Seen] = []
        try await trial.store.scan(after: Position(after), upTo: Position(upTo), share) { seen.append(Seen($0)) }
        return seen
    }
}

/// What a scan shows of an event, to be compared.
private struct Seen: Equatable {
    let position: Position
    let revision: Revision
    let moments: [Timestamp?]
    let flags: EventFlags
    let bodyVersion: UInt16
    let form: Occurrence.Form
    let stream: [UInt8]
    let body: [UInt8]

    init(_ event: RecordedEvent) {
        position = event.position
        revision = event.revision
        moments = [event.recorded, event.published, event.occurred.earliest, event.occurred.latest]
        flags = event.flags
        bodyVersion = event.bodyVersion
        form = event.occurred.form
        stream = Array(event.stream.text.utf8)
        body = event.body
    }

    init(_ event: borrowing ScannedEvent) {
        position = event.position
        revision = event.revision
        moments = [event.recorded, event.published, event.earliest, event.latest]
        flags = event.flags
        bodyVersion = event.bodyVersion
        form = event.form
        stream = event.stream.indices.map { event.stream[$0] }
        body = event.body.indices.map { event.body[$0] }
    }
}
