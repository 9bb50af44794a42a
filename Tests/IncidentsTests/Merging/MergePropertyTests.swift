import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `Merging at random` {
    /// What a timeline tells, but for events that are left aside.
    private struct Told: Equatable {
        let entries: [TimelineEntry]
        let undated: [TimelineEntry]
        let status: IncidentStatus?
        let title: String?
        let figures: [FigureSeries]
        let units: [UnitState]
        let claims: [ToldClaim]
        let links: [IncidentLink]

        init(_ timeline: Timeline, without left: Set<Reference> = []) {
            entries = timeline.entries.filter { !left.contains($0.event.reference) }
            undated = timeline.undated.filter { !left.contains($0.event.reference) }
            let snapshot = timeline.snapshot
            (status, title, figures) = (snapshot.status, snapshot.title, snapshot.figures)
            (units, claims, links) = (snapshot.units, snapshot.claims, snapshot.links)
        }
    }

    @Test func `and retracting that leaves everything as before, at any moment`() throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<40 {
            var log = SampleLog()
            var story = RandomStory(seed: seed &+ UInt64(round), incidents: 5)
            for _ in 0..<50 { log.append(try story.next()) }
            let incidents = Set(log.events.map(\.stream.text)).sorted()
            let moment = log.now
            let before = try incidents.map { try log.timeline(of: $0) }
            let merge = try log.add(in: "incident-1", body: relation("mergesInto", "incident-2"))
            let retraction = try log.add(in: "incident-1", body: relation("retracts", "\(merge.revision)"))
            let new: Set = [merge.reference, retraction.reference]
            for (incident, earlier) in zip(incidents, before) {
                let given: Comment = "seed \(seed), round \(round), \(incident)"
                #expect(try Told(log.timeline(of: incident), without: new) == Told(earlier), given)
                let then = try log.timeline(of: incident, asOf: moment)
                #expect(Told(then) == Told(earlier), given)
                #expect(then.incident == earlier.incident && then.way == earlier.way, given)
            }
        }
    }

    @Test func `every event is told where it counts and in its own place, or is counted as left out`() throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<40 {
            var log = SampleLog()
            var story = RandomStory(seed: seed &+ UInt64(round), incidents: 5)
            for _ in 0..<50 { log.append(try story.next()) }
            var random = SeededGenerator(seed: ~(seed &+ UInt64(round)))
            let moment = log.events[Int.random(in: 10..<50, using: &random)].recorded
            var counted = 0
            var leftOut = 0
            for incident in Set(log.events.map(\.stream.text)) {
                let timeline = try log.timeline(of: incident, asOf: moment)
                let told = Set((timeline.entries + timeline.undated).map(\.event.reference))
                let given: Comment = "seed \(seed), round \(round), \(incident)"
                #expect(told.count == timeline.entries.count + timeline.undated.count, given)
                let own = log.events.filter { $0.stream.text == incident }
                #expect(own.allSatisfy { told.contains($0.reference) == ($0.recorded <= moment) }, given)
                if timeline.way.isEmpty {
                    counted += timeline.knownCount
                    leftOut += timeline.leftOut
                }
            }
            #expect(counted + leftOut == log.events.count, "seed \(seed), round \(round)")
        }
    }
}
