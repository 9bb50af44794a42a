import EventSourcing
import LMDBEventStore

/// Reads, in the ways in which programs do it.
struct Reading {
    /// What events are looked up by.
    enum Handle { case tag, kind, incident }

    let store: LMDBEventStore

    /// Goes through the whole log as folds do, and is shown every event where it lies, with both of its checksums verified.
    func scan() async throws -> Outcome {
        let head = try await store.head().position
        return try await Outcome.of {
            var seen = 0
            try await store.scan(after: .beforeFirst, upTo: head, .all) { event in seen += event.body.isEmpty ? 0 : 1 }
            precondition(seen == Int(head.rawValue), "the log was not read whole")
            return seen
        }
    }

    /// The same for streams that there are not: of every record the header is looked at and rejected, as the one half of a
    /// fold on two cores rejects what is the other's.
    func passOver() async throws -> Outcome {
        let head = try await store.head().position
        return try await Outcome.of {
            try await store.scan(after: .beforeFirst, upTo: head, StreamShare(numbers: UInt64.max...UInt64.max)) { _ in
                preconditionFailure("there is no such stream")
            }
            return Int(head.rawValue)
        }
    }

    /// The same as replays do, with all words of each event.
    func visit() async throws -> Outcome {
        let head = try await store.head().position
        return try await Outcome.of {
            var selection: ReadSelection? = ReadSelection()
            var seen = 0
            while let rest = selection {
                let progress = try await store.visit(rest) { event in
                    seen += event.body.isEmpty ? 0 : 1
                    return true
                }
                selection = progress.next
            }
            precondition(seen == Int(head.rawValue), "the log was not read whole")
            return seen
        }
    }

    /// Asks for what no event has: the tag of one unit and that of the next. The log holds events as `Benchmarks/events.c`
    /// makes them, each with the tag of one of 60 units.
    func reject() async throws -> Outcome {
        let units = 60
        let tags = try (0..<units).map { try Tag("unit:E\($0)") }
        return try await Outcome.of {
            for unit in 0..<units {
                let query = Query([Query.Item(tags: [tags[unit], tags[(unit + 1) % units]])])
                var selection: ReadSelection? = ReadSelection(query)
                while let rest = selection {
                    let page = try await store.page(of: rest)
                    precondition(page.events.isEmpty, "an event has two tags")
                    selection = page.next
                }
            }
            return Int(try await store.head().position.rawValue)
        }
    }

    /// Asks for events like some that are given, each time from another place of the log on; counts those returned.
    func lookUp(_ events: [NewEvent], _ count: Int, by handle: Handle) async throws -> Outcome {
        let head = try await store.head().position.rawValue
        return try await Outcome.of {
            var found = 0
            for turn in 0..<count {
                let event = events[turn % events.count]
                let item =
                    switch handle {
                    case .tag: Query.Item(tags: Set(event.tags))
                    case .kind: Query.Item(kinds: [event.kind])
                    case .incident: Query.Item(streams: [event.stream])
                    }
                // Of an incident all events; of the others 100, from a place that goes round through the first half.
                let after = Position(handle == .incident ? 0 : UInt64(turn) &* 7919 % (head / 2 + 1))
                let limit = handle == .incident ? nil : 100
                found += try await store.page(of: ReadSelection(Query([item]), after: after, limit: limit)).events.count
            }
            return found
        }
    }
}
