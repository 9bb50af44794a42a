import EventSourcing
import EventStoreTesting
import Testing

@testable import Incidents

/// Rows that are stored give the list that folding the whole log gives.
@Suite struct `The stored list of incidents` {
    private struct Story {
        let clock = SettableClock(.at(12, 0))
        let store: InMemoryEventStore
        private var events: RandomStory
        private let seed: UInt64

        init(seed: UInt64, incidents: Int) {
            self.seed = seed
            store = InMemoryEventStore(clock: clock.recording())
            events = RandomStory(seed: seed, incidents: incidents, publishes: true)
        }

        mutating func goOn(_ count: Int) async throws {
            for _ in 0..<count {
                let event = try events.next()
                if case .failure(let refusal) = try await IncidentWriter(store).append([event], author: .desk)[0] {
                    #expect("\(refusal)".contains("circle"), "seed \(seed): \(refusal)")
                    events.takeBack(event)
                }
                clock.advance(bySeconds: 30)
            }
        }

        var bounds = PastBounds()

        var summaries: IncidentSummaries<InMemoryEventStore> {
            var summaries = IncidentSummaries(store)
            summaries.bounds = bounds
            return summaries
        }

        /// Compares all sorts of lists, as of now and of earlier moments.
        func compare(_ given: Comment) async throws {
            let reader = IncidentReader(store)
            var moments: [AsOf] = []
            for clock in [AsOf.Clock.recorded, .published] {
                for back in clock == .recorded ? [Int64(0), 200, 700] : [0] {
                    let moment = self.clock.now.advanced(byMicroseconds: -back * Timestamp.perSecond)
                    moments.append(try await reader.asOf(back == 0 ? nil : moment, clock: clock, now: self.clock.now))
                }
            }
            try await compare(moments, given)
        }

        /// Compares all sorts of lists as of these moments.
        func compare(
            _ moments: [AsOf], for audiences: [Audience] = [.internal, .public], _ given: Comment
        ) async throws {
            let reader = IncidentReader(store)
            for asOf in moments {
                for audience in audiences {
                    for (status, since, limit) in [
                        (nil, nil, nil), (IncidentStatus.active, nil, 2), (nil, Timestamp.at(12, 20), 3),
                    ] as [(IncidentStatus?, Timestamp?, Int?)] {
                        let stored = try await summaries.list(
                            asOf: asOf, status: status, since: since, limit: limit, audience: audience)
                        let folded = try await reader.list(
                            asOf: asOf, status: status, since: since, limit: limit, audience: audience)
                        #expect(stored == folded, given)
                    }
                    let search = TextSearch("7")
                    let found = try await summaries.list(asOf: asOf, limit: 4, audience: audience) {
                        search.matches($0)
                    }
                    let folded = try await reader.list(asOf: asOf, limit: 4, audience: audience) { search.matches($0) }
                    #expect(found == folded, given)
                }
            }
        }
    }

    @Test func `is what folding the log gives, however far it lags behind`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<8 {
            var story = Story(seed: seed &+ UInt64(round), incidents: round.isMultiple(of: 3) ? 40 : 7)
            var generator = SeededGenerator(seed: seed &+ UInt64(round))
            for step in 0..<4 {
                try await story.goOn(Int.random(in: 1...25, using: &generator))
                let given: Comment = "seed \(seed), round \(round), step \(step)"
                if Bool.random(using: &generator) {
                    try await story.summaries.catchUp()
                    #expect(try await story.summaries.lag() == 0)
                }
                try await story.compare(given)
                #expect(try await story.summaries.wrongRows().isEmpty, given)
            }
            // What was folded step by step is what is folded at once.
            try await story.summaries.catchUp()
            let projection = IncidentRows.projection
            let stepwise = try await story.store.rows(of: projection, after: nil, limit: 1000)?.rows.map(
                SummaryState.init)
            try await story.summaries.rebuild()
            let anew = try await story.store.rows(of: projection, after: nil, limit: 1000)?.rows.map(SummaryState.init)
            #expect(stepwise == anew && anew?.isEmpty == false, "seed \(seed), round \(round)")
        }
    }

    @Test func `is what folding the log gives as of any position of the past, whatever became known since`()
        async throws
    {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<3 {
            var story = Story(seed: seed &+ UInt64(round), incidents: [7, 12, 40][round])
            try await story.goOn(60)
            try await story.summaries.catchUp()
            // Events that the rows do not know of yet.
            if round.isMultiple(of: 2) { try await story.goOn(5) }
            let reader = IncidentReader(story.store)
            var moments: [AsOf] = []
            let head = try await story.store.head().position.rawValue
            for position in stride(from: UInt64.random(in: 1...4), through: head, by: 4) {
                let name = AsOfName.position(Position(position))
                moments.append(
                    try #require(try await reader.asOf(name, clock: .recorded, now: story.clock.now)))
            }
            for bounds in [
                PastBounds(), PastBounds(mostChanged: 5), PastBounds(fewChanged: 1),
                PastBounds(fewChanged: 1, longestWalk: 6),
            ] {
                story.bounds = bounds
                try await story.compare(moments, for: [.internal], "seed \(seed), round \(round), \(bounds)")
            }
        }
    }

    @Test func `is told as of the past from rows that are as they were, and folds the incidents that went on`()
        async throws
    {
        let store = CountingStore(InMemoryEventStore(clock: SettableClock(.at(12, 0)).recording()))
        func report(_ incident: String, _ summary: String) async throws {
            let line = #"{"incident":"\#(incident)","kind":"reported","body":{"summary":"\#(summary)"}}"#
            _ = try await store.append(
                AppendRequest([try EventLine(parsing: Array(line.utf8)).event], author: .desk))
        }
        for number in 100..<400 { try await report("call-\(number)", "first") }
        for _ in 0..<5 { try await report("call-150", "later") }
        for number in 395..<400 { try await report("call-\(number)", "later") }
        var summaries = IncidentSummaries(store)
        try await summaries.catchUp()
        let reader = IncidentReader(store)
        let asOf = try #require(try await reader.asOf(.position(Position(300)), clock: .recorded, now: .at(13, 0)))
        _ = store.eventsRead()
        let all = try await summaries.list(asOf: asOf)
        #expect(all.rows.count == 300)
        // One event of each of the six incidents that went on, and nothing else of the log.
        #expect(store.eventsRead() == 6)
        let page = try await summaries.list(asOf: asOf, limit: 10)
        #expect(store.eventsRead() <= 6 && page.rows == Array(all.rows.prefix(10)))
        // Where many went on, one page of the list takes no more than a look back.
        summaries.bounds.fewChanged = 1
        _ = try await summaries.list(asOf: asOf, limit: 10)
        #expect(store.eventsRead() <= 1024 + 6)
        #expect(try await reader.list(asOf: asOf).rows == all.rows)
    }

    /// An incident may have got no event since, and yet what came to another one has moved what it has.
    @Test func `is told as of the past with incidents that were moved since by what came to another`() async throws {
        let store = CountingStore(InMemoryEventStore(clock: SettableClock(.at(12, 0)).recording()))
        func append(_ incident: String, _ more: String = "") async throws {
            let line = #"{"incident":"\#(incident)","kind":"updated","body":{"summary":"x"\#(more)}}"#
            _ = try await store.append(
                AppendRequest([try EventLine(parsing: Array(line.utf8)).event], author: .desk))
        }
        for incident in ["one", "other", "third", "quay", "entry"] { try await append(incident) }
        try await append("other", #","relation":{"type":"mergesInto","target":"one"}"#)
        for number in 100..<250 { try await append("filler-\(number)") }
        try await append("entry", #","relation":{"type":"belongsTo","target":"other"}"#)
        let reader = IncidentReader(store)
        let head = try await store.head().position
        try await append(
            "other",
            #","relation":[{"type":"mergesInto","target":"third"},{"type":"belongsTo","target":"quay"}]"#)
        var summaries = IncidentSummaries(store)
        try await summaries.catchUp()
        summaries.bounds = PastBounds(fewChanged: 8)
        let asOf = try #require(try await reader.asOf(.position(head), clock: .recorded, now: .at(13, 0)))
        for limit in [3, 50, 64, 100, 1000] {
            let expected = try await reader.list(asOf: asOf, limit: limit)
            #expect(try await summaries.list(asOf: asOf, limit: limit) == expected, "limit \(limit)")
        }
    }

    @Test func `is told from the rows, and reads no more of the log than what they lack`() async throws {
        var story = Story(seed: 7, incidents: 5)
        try await story.goOn(60)
        try await story.summaries.catchUp()
        let asOf = try await IncidentReader(story.store).asOf(nil as Timestamp?, clock: .recorded, now: story.clock.now)
        // Rows that say something else show where a list comes from.
        let checkpoint = try #require(try await story.store.checkpoint(of: IncidentRows.projection))
        let position = checkpoint.position
        let row = try #require(
            try await story.store.rows(of: IncidentRows.projection, after: nil, limit: 1)?.rows.first)
        var state = try #require(SummaryState(row))
        state.text = Array("another".utf8)
        _ = try await story.store.put(
            [state.row(at: position)], of: IncidentRows.projection, after: checkpoint, reaching: position)
        #expect(try await story.summaries.list(asOf: asOf).rows.first?.summary == "another")
        #expect(try await story.summaries.wrongRows() == [state.incident])
        #expect(try await IncidentReader(story.store).list(asOf: asOf).rows.first?.summary != "another")
        try await story.summaries.rebuild()
        #expect(try await story.summaries.wrongRows().isEmpty)
    }

    @Test func `loses nothing where storing it is stopped between two steps`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<4 {
            var story = Story(seed: seed &+ UInt64(round), incidents: 6)
            try await story.goOn(40)
            try await story.summaries.catchUp()
            let checkpoint = try #require(try await story.store.checkpoint(of: IncidentRows.projection))
            try await story.goOn(12)
            // Some of the rows are put, and the checkpoint stays where it was.
            let head = try await story.store.head().position
            guard case .states(let states) = try await story.summaries.tail(after: checkpoint.position, upTo: head)
            else {
                Issue.record("the rows are not sound")
                return
            }
            let some = states.values.map { $0.row(at: head) }.filter { $0.stream.text.last?.wholeNumberValue ?? 0 > 3 }
            _ = try await story.store.put(some, of: IncidentRows.projection, after: checkpoint, reaching: nil)
            try await story.compare("seed \(seed), round \(round)")
            try await story.goOn(3)
            try await story.compare("seed \(seed), round \(round)")
            try await story.summaries.catchUp()
            try await story.compare("seed \(seed), round \(round)")
            #expect(try await story.summaries.wrongRows().isEmpty)
        }
    }

    @Test func `is not told from rows of another incident's past`() async throws {
        var story = Story(seed: 3, incidents: 4)
        try await story.goOn(40)
        try await story.summaries.catchUp()
        let checkpoint = try #require(try await story.store.checkpoint(of: IncidentRows.projection))
        try await story.goOn(4)
        // A row that has forgotten its last event: what comes next does not follow on it.
        let incident = try #require(try await story.store.read(ReadSelection(direction: .backward, limit: 1)).first)
            .stream
        let rows = try await story.store.rows(of: IncidentRows.projection, streams: [incident])
        var state = try #require(rows?.rows.first.flatMap(SummaryState.init))
        state.revision -= 1
        _ = try await story.store.put(
            [state.row(at: checkpoint.position)], of: IncidentRows.projection, after: checkpoint, reaching: nil)
        try await story.compare("a row that lacks an event")
        try await story.summaries.catchUp()
        #expect(try await story.summaries.wrongRows().isEmpty)
    }
}
