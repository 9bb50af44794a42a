import EventSourcing
import Incidents
import Testing

@Suite struct `Incidents that are one` {
    /// Fire and smoke, which turn out to be one.
    private func merged() throws -> SampleLog {
        var log = SampleLog()
        try log.add("Smoke", in: "smoke", at: at("20:41"), body: #""title":"Smoke","status":"open""#)
        try log.add("Fire", in: "fire", at: at("20:40"), body: #""title":"Fire","status":"active""#)
        try log.add("Two hurt", in: "smoke", at: at("20:50"), body: #""figures":[{"measure":"injured","best":2}]"#)
        try log.add(in: "smoke", body: #""status":"closed","# + relation("mergesInto", "fire", reason: "one house"))
        return log
    }

    private func names(_ timeline: Timeline) -> [String] {
        (timeline.entries + timeline.undated).map(\.event.reference.description)
    }

    @Test func `are told together in order, by whichever name is asked for`() throws {
        let log = try merged()
        let timeline = try log.timeline(of: "smoke")
        #expect(timeline.incident.text == "fire")
        #expect(timeline.asked.text == "smoke")
        #expect(
            timeline.way.map { "\($0.event.reference) into \($0.into): \($0.reason ?? "")" } == [
                "smoke#3 into fire: one house"
            ])
        #expect(names(timeline) == ["fire#1", "smoke#1", "smoke#2", "smoke#3"])
        #expect(timeline.knownCount == 4 && timeline.leftOut == 0)
        #expect(timeline.snapshot.figures.map(\.headline?.figure.best) == [2])
        let other = try log.timeline(of: "fire")
        #expect(other.entries == timeline.entries && other.snapshot == timeline.snapshot && other.way.isEmpty)
        #expect(other.snapshot.links.map(\.reference.description) == ["smoke#3"])
    }

    @Test func `stand as the one stands into which they were merged, where that says how`() throws {
        var log = try merged()
        #expect(try log.snapshot().status == .active)
        #expect(try log.snapshot().title == "Fire")
        try log.add(in: "shed")
        try log.add(in: "quay", body: #""title":"Quay","status":"contained""#)
        try log.add(in: "quay", body: relation("mergesInto", "shed"))
        #expect(try log.snapshot(of: "shed").status == .contained)
        #expect(try log.snapshot(of: "shed").title == "Quay")
    }

    @Test func `can be looked at alone`() throws {
        let timeline = try merged().timeline(of: "smoke", alone: true)
        #expect(timeline.incident.text == "smoke" && timeline.isAlone)
        #expect(names(timeline) == ["smoke#1", "smoke#2", "smoke#3"])
        #expect(timeline.way.map(\.into.text) == ["fire"])
        #expect(timeline.snapshot.status == .closed)
        #expect(try names(merged().timeline(of: "fire", alone: true)) == ["fire#1"])
    }

    @Test func `are as before, as of a moment before and after a retraction`() throws {
        var log = try merged()
        let before = log.events[2].recorded
        let early = try log.timeline(of: "smoke", asOf: before)
        #expect(names(early) == ["smoke#1", "smoke#2"] && early.leftOut == 1 && early.way.isEmpty)
        #expect(try names(log.timeline(asOf: before)) == ["fire#1"])
        #expect(try log.timeline(asOf: before).leftOut == 0)
        try log.add(in: "smoke", body: relation("retracts", "#3"))
        #expect(try names(log.timeline()) == ["fire#1"])
        #expect(try names(log.timeline(of: "smoke")) == ["smoke#1", "smoke#2", "smoke#3", "smoke#4"])
        try log.add(in: "smoke", body: relation("retracts", "#4"))
        #expect(try names(log.timeline()).count == 6)
    }

    @Test func `lead through others to the last, and a circle to one of its own`() throws {
        var log = SampleLog()
        for name in ["a", "b", "c"] { try log.add(in: name, at: at("20:00")) }
        try log.add(in: "a", body: relation("mergesInto", "b"))
        try log.add(in: "b", body: relation("mergesInto", "c"))
        let timeline = try log.timeline(of: "a")
        #expect(timeline.incident.text == "c")
        #expect(timeline.way.map(\.incident.text) == ["a", "b"])
        #expect(names(timeline) == ["a#1", "b#1", "c#1", "a#2", "b#2"])
        #expect(timeline.snapshot.links.map(\.reference.description) == ["a#2", "b#2"])
        // Nobody refuses it here; the newest merge counts for nothing.
        try log.add(in: "c", body: relation("mergesInto", "a"))
        for name in ["a", "b", "c"] { #expect(try log.timeline(of: name).incident.text == "c", "\(name)") }
        // Nor does one that was replaced by a newer one, which here opens the circle.
        try log.add(in: "a", body: relation("mergesInto", "d"))
        #expect(try log.timeline(of: "b").way.map(\.incident.text) == ["b", "c", "a"])
        #expect(try log.timeline(of: "b").incident.text == "d")
    }

    @Test func `count once what is marked as said twice`() throws {
        var log = try merged()
        try log.add(
            in: "fire",
            body: #""figures":[{"measure":"injured","best":9}],"# + relation("duplicates", "smoke#2", reason: nil))
        #expect(try log.snapshot().figures.map { $0.points.map(\.figure.best) } == [[2]])
    }

    @Test func `show a change without a time at what it changes, whichever of them tells it`() throws {
        var log = try merged()
        try log.add(in: "fire", body: relation("corrects", "smoke#1"))
        let change = try #require(log.timeline().entries.first { $0.event.reference.description == "fire#2" })
        #expect(change.shownAt?.description == "smoke#1")
        #expect(change.place == .minute(20, 41))
        try log.add(in: "smoke", body: relation("retracts", "#3"))
        #expect(try log.timeline()[2]?.shownAt == nil)
    }
}

@Suite struct `An entry that belongs to another incident` {
    private func moved() throws -> SampleLog {
        var log = SampleLog()
        try log.add("Fire", in: "fire", at: at("20:40"))
        try log.add("Water", in: "flood", at: at("20:41"))
        try log.add(
            "Two hurt in the flood", in: "fire", at: at("20:50"),
            body: #""status":"active","figures":[{"measure":"injured","best":2}],"# + relation("belongsTo", "flood"))
        return log
    }

    @Test func `is told and counts there, and points there from its own place`() throws {
        var log = try moved()
        let fire = try log.timeline(of: "fire")
        #expect(fire.order == [1, 2])
        #expect(fire[2]?.movedTo?.text == "flood" && fire[2]?.isStruck == true && fire[2]?.state == .current)
        #expect(fire.snapshot.eventCount == 1 && fire.snapshot.status == nil && fire.snapshot.figures.isEmpty)
        let flood = try log.timeline(of: "flood")
        #expect(flood.entries.map(\.event.reference.description) == ["flood#1", "fire#2"])
        #expect(flood.entries[1].movedTo == nil && !flood.entries[1].isStruck)
        #expect(flood.snapshot.status == .active && flood.snapshot.figures.count == 1)
        try log.add(in: "fire", body: relation("corrects", "#2"))
        #expect(try log.timeline(of: "flood").entries.last?.state == .corrected, "a correction moves nothing")
        try log.add(in: "fire", body: relation("retracts", "#2"))
        #expect(try log.timeline(of: "flood").entries.count == 1)
        #expect(try log.timeline(of: "fire")[2]?.movedTo == nil)
    }

    @Test func `follows that one into a third, and is back where that is its own`() throws {
        var log = try moved()
        try log.add(in: "flood", body: relation("mergesInto", "storm"))
        #expect(try log.timeline(of: "fire")[2]?.movedTo?.text == "storm")
        try log.add(in: "flood", body: relation("mergesInto", "fire"))
        let fire = try log.timeline(of: "fire")
        #expect(fire.entries.map(\.event.reference.description) == ["fire#1", "flood#1", "fire#2"])
        #expect(fire[2]?.movedTo == nil && fire.snapshot.figures.count == 1)
    }
}
