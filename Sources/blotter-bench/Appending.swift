import EventSourcing
import LMDBEventStore

/// Appends, in the ways in which programs do it.
struct Appending {
    let store: LMDBEventStore

    private var author: Author { get throws { try Author("bench") } }

    /// One event a request, one request after another.
    func singles(_ events: [NewEvent]) async throws -> Outcome {
        let author = try author
        return try await Outcome.of {
            for event in events { _ = try await store.append(AppendRequest([event], author: author)) }
            return events.count
        }
    }

    /// Some tasks at once, each with its share of the events, and each waiting until its request is durable.
    func concurrently(_ events: [NewEvent], writers: Int, together: Int) async throws -> Outcome {
        let author = try author
        return try await Outcome.of {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        var done = 0
                        for begin in stride(from: writer * together, to: events.count, by: writers * together) {
                            let share = Array(events[begin..<min(begin + together, events.count)])
                            done += try await store.append(AppendRequest(share, author: author)).entries.count
                        }
                        return done
                    }
                }
                return try await group.reduce(0, +)
            }
        }
    }

    /// One event a request, 1,000 requests handed in together, so that the flush of a commit weighs little.
    func requests(_ events: [NewEvent], isConditional: Bool) async throws -> Outcome {
        let author = try author
        let head = try await store.head().position
        let requests = events.map { event in
            let condition = AppendCondition(
                failIfEventsMatch: Query([
                    Query.Item(kinds: [event.kind], streams: [event.stream], tags: Set(event.tags))
                ]),
                after: head)
            return AppendRequest([event], author: author, condition: isConditional ? condition : nil)
        }
        // The first append to a file that was copied walks all of its pages, which is not what is asked for here.
        _ = try await store.append(AppendRequest(Array(events.prefix(1)), author: author))
        return try await Outcome.of {
            var done = 0
            for begin in stride(from: 0, to: requests.count, by: 1000) {
                let results = try await store.append(Array(requests[begin..<min(begin + 1000, requests.count)]))
                // A condition that fails was asked all the same: an earlier one of these events matches it.
                done += results.count
            }
            return done
        }
    }
}
