import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A timeline of any story` {
    /// Random stories of several incidents that change each other, with what may differ between rounds drawn from the same
    /// seed; a failure names it.
    private func rounds(
        _ count: Int = 25, _ body: (inout SampleLog, inout SeededGenerator, Comment) throws -> Void
    ) throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<count {
            var log = SampleLog()
            let own = seed &+ UInt64(round)
            var story = RandomStory(seed: own, incidents: 4)
            for _ in 0..<50 { log.append(try story.next()) }
            var random = SeededGenerator(seed: ~own)
            try body(&log, &random, "seed \(seed), round \(round)")
        }
    }

    @Test func `as of a moment is that of the events recorded by then`() throws {
        try rounds { log, random, given in
            let cut = Int.random(in: 0...log.events.count, using: &random)
            // Between two events, or at the very moment of one.
            let after = Int64.random(in: 0...59, using: &random) * Timestamp.perSecond
            let moment = (cut == 0 ? Timestamp.at(18, 0) : log.events[cut - 1].recorded).advanced(byMicroseconds: after)
            let asOf = AsOf(clock: .recorded, moment: moment, position: Position(UInt64(log.events.count)))
            for incident in log.incidents {
                let whole = TimelineProjection(incident: incident, asOf: asOf).applying(log.events)
                let prefix = TimelineProjection(incident: incident, asOf: asOf).applying(Array(log.events[..<cut]))
                let later = log.events[cut...].count { $0.stream == incident }
                #expect(whole.timeline(alone: true) == prefix.timeline(later: later, alone: true), given)
                // Of incidents that are one, more may be left out than of this one alone.
                #expect(Told(whole.timeline()) == Told(prefix.timeline()), given)
            }
        }
    }

    @Test func `as a store tells it as of a moment is that of a store that holds no more`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<15 {
            let given: Comment = "seed \(seed), round \(round)"
            var story = RandomStory(seed: seed &+ UInt64(round), incidents: 4)
            var random = SeededGenerator(seed: ~(seed &+ UInt64(round)))
            let clocks = (SettableClock(.at(12, 0)), SettableClock(.at(12, 0)))
            let whole = InMemoryEventStore(clock: clocks.0.recording(), pageSize: 7)
            let prefix = InMemoryEventStore(clock: clocks.1.recording(), pageSize: 1024)
            let cut = Int.random(in: 1...50, using: &random)
            for number in 1...50 {
                let event = try story.next()
                // Ids would be minted differently.
                var named = event
                named.id = try EventID("event-\(number)")
                _ = try await whole.append(AppendRequest([named], author: .desk))
                if number <= cut { _ = try await prefix.append(AppendRequest([named], author: .desk)) }
                clocks.0.advance(bySeconds: 30)
                clocks.1.advance(bySeconds: 30)
            }
            let head = try await prefix.head()
            let asOf = AsOf(clock: .recorded, moment: try #require(head.recorded), position: head.position)
            for stream in try await prefix.streams(after: nil, limit: 100).map(\.stream) {
                let then = try #require(try await IncidentReader(whole).timeline(of: stream, asOf: asOf))
                let now = try #require(try await IncidentReader(prefix).timeline(of: stream, asOf: asOf))
                #expect(Told(then) == Told(now), given)
                #expect(now.leftOut == 0 && then.knownCount == now.knownCount, given)
            }
        }
    }

    @Test func `is the same folded in one go, in pieces, and from what was saved on the way`() throws {
        try rounds { log, random, given in
            let clock = Bool.random(using: &random) ? AsOf.Clock.recorded : .published
            let asOf = AsOf(clock: clock, moment: .at(18, 40), position: Position(UInt64(log.events.count)))
            for incident in log.incidents {
                let start = TimelineProjection(incident: incident, asOf: asOf)
                let whole = start.applying(log.events).timeline()
                var pieces = start
                var rest = log.events[...]
                var saved: [(projection: TimelineProjection, rest: ArraySlice<RecordedEvent>)] = []
                while !rest.isEmpty {
                    let piece = rest.prefix(Int.random(in: 1...20, using: &random))
                    rest = rest.dropFirst(piece.count)
                    pieces = pieces.applying(Array(piece))
                    saved.append((pieces, rest))
                    // To ask on the way changes nothing.
                    _ = pieces.timeline()
                }
                #expect(pieces.timeline() == whole, given)
                for (projection, rest) in saved { #expect(projection.applying(Array(rest)).timeline() == whole, given) }
            }
        }
    }

    @Test func `is as before once a retraction is retracted, but for the two and that they happened`() throws {
        try rounds { log, random, given in
            let target = log.events[Int.random(in: log.events.indices, using: &random)]
            let incidents = log.incidents
            let before = try incidents.map { Told(try log.timeline(of: $0.text)) }
            let name = target.stream.text
            let retraction = try log.add(in: name, kind: "updated", body: relation("retracts", "\(target.revision)"))
            let gone = try #require(try log.timeline(of: name, alone: true)[target.revision.rawValue])
            #expect(gone.state == .retracted || gone.state == .redacted, given)
            let second = try log.add(in: name, kind: "updated", body: relation("retracts", "\(retraction.revision)"))
            let new: Set = [retraction.reference, second.reference]
            for (incident, earlier) in zip(incidents, before) {
                #expect(try Told(log.timeline(of: incident.text), without: new) == earlier, given)
            }
            // What happened is told all the same.
            let entry = try #require(try log.timeline(of: name, alone: true)[target.revision.rawValue])
            #expect(entry.changes.last?.event == retraction && entry.changes.last?.stands == false, given)
        }
    }

    @Test func `is in one order, by time and then by position, however its ties came about`() throws {
        try rounds { log, random, given in
            for incident in log.incidents {
                let timeline = try log.timeline(of: incident.text)
                for (left, right) in zip(timeline.entries, timeline.entries.dropFirst()) {
                    let comesBefore = TimeSpan.comesBefore(left.place, right.place)
                    #expect(comesBefore ?? (left.event.position < right.event.position), given)
                    #expect(TimeSpan.comesBefore(right.place, left.place) != true, given)
                }
                #expect(
                    timeline.undated.map(\.event.position) == timeline.undated.map(\.event.position).sorted(), given)
                // A window takes entries out and moves none.
                let window = TimeSpan(earliest: .at(Int64.random(in: 10...20, using: &random), 0), latest: nil)
                let part = try log.timeline(of: incident.text, window: window)
                let shown = Set(part.entries.map(\.event.position))
                #expect(part.entries == timeline.entries.filter { shown.contains($0.event.position) }, given)
            }
            // Of any three times the order goes round in no circle.
            let places = try log.incidents.flatMap { try log.timeline(of: $0.text).entries.map(\.place) }
            for _ in 0..<200 {
                let three = (0..<3).compactMap { _ in places.randomElement(using: &random) }
                guard three.count == 3 else { continue }
                let steps = [(0, 1), (1, 2), (0, 2)].map { TimeSpan.comesBefore(three[$0.0], three[$0.1]) ?? true }
                if steps[0], steps[1] { #expect(steps[2], given) }
            }
        }
    }

    @Test func `with ties is the same whichever of them was written down first`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let times = [
            "2024-03-22", "2024-03-22T20:00Z", "2024-03-22T20:00Z?", "..2024-03-22T20:00Z", "2024-03-22T20:00Z..",
        ]
        for _ in 0..<100 {
            let written = (0..<12).map { _ in times[Int.random(in: times.indices, using: &random)] }
            var log = SampleLog()
            for time in written.shuffled(using: &random) { try log.add(at: time) }
            let entries = try log.timeline().entries
            // By time the order is that of the times alone, and among equal ones that of the log.
            let groups = entries.map { entry in [entry.place.earliest, entry.place.latest] }
            for (index, entry) in entries.enumerated().dropFirst() where groups[index] == groups[index - 1] {
                #expect(entries[index - 1].event.position < entry.event.position, "seed \(seed)")
            }
            var other = SampleLog()
            for time in written.shuffled(using: &random) { try other.add(at: time) }
            #expect(try other.timeline().entries.map(\.place) == entries.map(\.place), "seed \(seed)")
        }
    }

    @Test(arguments: AsOf.Clock.allCases)
    func `shows every event or counts it as left out`(_ clock: AsOf.Clock) throws {
        try rounds { log, random, given in
            let moments = [Timestamp.at(18, Int64.random(in: 0...59, using: &random)), .at(13, 0), .maximum, .minimum]
            let windows = [
                TimeSpan.unknown, TimeSpan(earliest: .at(20, 0), latest: nil),
                TimeSpan(earliest: nil, latest: .at(15, 0)),
                TimeSpan(earliest: .at(14, 0), latest: .at(Int64.random(in: 14...23, using: &random), 30)),
            ]
            for incident in log.incidents {
                let all = log.events.count { $0.stream == incident }
                for moment in moments {
                    let window = windows.randomElement(using: &random) ?? .unknown
                    let timeline = try log.timeline(
                        of: incident.text, asOf: moment, clock: clock, window: window, alone: true)
                    let shown = timeline.entries.count + timeline.undated.count
                    #expect(shown + timeline.outsideWindow + timeline.leftOut == all, given)
                    #expect(Set((timeline.entries + timeline.undated).map(\.event.position)).count == shown, given)
                    #expect(window == .unknown ? timeline.outsideWindow == 0 : true, given)
                }
            }
        }
    }
}

extension SampleLog {
    /// The incidents that have events, by name.
    fileprivate var incidents: [StreamID] { Set(events.map(\.stream)).sorted() }
}

/// What a timeline tells, but for events that are left aside and what only they did.
private struct Told: Equatable {
    let entries: [TimelineEntry]
    let undated: [TimelineEntry]
    let title: String?
    let status: IncidentStatus?
    let place: Place?
    let figures: [FigureSeries]
    let units: [UnitState]
    let claims: [ToldClaim]

    init(_ timeline: Timeline, without left: Set<Reference> = []) {
        func kept(_ entries: [TimelineEntry]) -> [TimelineEntry] {
            entries.filter { !left.contains($0.event.reference) }.map { entry in
                TimelineEntry(
                    event: entry.event, body: entry.body, expression: entry.expression, place: entry.place,
                    effective: entry.effective, state: entry.state,
                    changes: entry.changes.filter { !left.contains($0.event.reference) },
                    hangsOnRetracted: entry.hangsOnRetracted, shownAt: entry.shownAt, movedTo: entry.movedTo)
            }
        }
        entries = kept(timeline.entries)
        undated = kept(timeline.undated)
        let snapshot = timeline.snapshot
        (title, status, place) = (snapshot.title, snapshot.status, snapshot.place)
        (figures, units, claims) = (snapshot.figures, snapshot.units, snapshot.claims)
    }
}
