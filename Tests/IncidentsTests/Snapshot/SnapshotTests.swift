import EventSourcing
import Incidents
import Testing

@Suite struct `A snapshot` {
    @Test func `holds the newest standing title and place`() throws {
        var log = SampleLog()
        try log.add(body: #""title":"Fire","place":{"name":"quay"}"#)
        try log.add(body: #""title":"Large fire","place":{"name":"north quay"}"#)
        try log.add(body: #""title":"Huge fire""#)
        #expect(try log.snapshot().title == "Huge fire")
        try log.add(body: relation("retracts", "#3"))
        #expect(try log.snapshot().title == "Large fire")
        try log.add(body: relation("corrects", "#2"))
        #expect(try log.snapshot().title == "Fire")
        #expect(try log.snapshot().place?.name == "quay")
    }

    @Test func `holds the newest status, which late news of an earlier time do not turn back`() throws {
        var log = SampleLog()
        #expect(try log.snapshot().status == nil)
        try log.add(at: at("20:00"), body: #""status":"open""#)
        try log.add(at: at("21:00"), body: #""status":"contained""#)
        try log.add(at: at("20:30"), body: #""status":"active""#)
        #expect(try log.snapshot().status == .contained)
        try log.add(at: "2024-03-22", body: #""status":"active""#)
        #expect(try log.snapshot().status == .active)
        try log.add(body: #""status":"resolved""#)
        #expect(try log.snapshot().status == .resolved)
    }

    @Test(arguments: [nil, "2024-03-22", "..2024-03-23", "2024-03-20.."])
    func `is not turned back by late news behind a report of a vague time or of none`(_ vague: String?) throws {
        var log = SampleLog()
        let closed = #""status":"closed","unit":{"id":"E1","status":"cleared"}"#
        try log.add(at: at("22:00"), body: closed)
        try log.add(at: vague, body: #""status":"resolved","unit":{"id":"E1","status":"available"}"#)
        #expect(try log.snapshot().status == .resolved)
        try log.add(at: at("20:00"), body: #""status":"active","unit":{"id":"E1","status":"onscene"}"#)
        let snapshot = try log.snapshot()
        #expect(snapshot.status == .resolved && snapshot.units.map(\.unit.status) == [.available])
        let listed = IncidentListProjection().applying(log.events)
        #expect(listed.entangled.isEmpty && listed.summaries().map(\.status) == [.resolved])
        try log.add(at: at("22:30"), body: closed)
        #expect(try log.snapshot().status == .closed)
    }

    @Test func `goes by effective times: a corrected time moves the status`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"), body: #""status":"active""#)
        try log.add(at: at("20:30"), body: #""status":"contained""#)
        try log.add(at: ##"{"after":"#1","offset":"PT1M"}"##, body: #""status":"reopened""#)
        #expect(try log.snapshot().status == .contained)
        try log.add(at: at("21:00"), body: #""status":"active","# + relation("corrects", "#1"))
        #expect(try log.snapshot().status == .reopened)
        try log.add(body: relation("retracts", "#4"))
        #expect(try log.snapshot().status == .contained)
    }

    @Test func `takes a revision without a time for newer than what it revises, and a correction for as old`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"), body: #""status":"open""#)
        try log.add(at: at("21:00"), body: #""status":"active""#)
        try log.add(body: #""status":"closed","# + relation("corrects", "#1"))
        #expect(try log.snapshot().status == .active)
        try log.add(body: #""status":"contained","# + relation("revises", "#1"))
        #expect(try log.snapshot().status == .contained)
    }

    @Test func `does not count what was taken back, was wrong, or was said before`() throws {
        for kind in ["retracts", "corrects"] {
            var log = SampleLog()
            try log.add(at: at("18:00"), body: #""status":"active","claim":{"what":"motive"},"unit":{"id":"E1"}"#)
            try log.add(at: at("19:00"), body: relation(kind, "#1"))
            let snapshot = try log.snapshot()
            #expect(snapshot.status == nil && snapshot.claims.map(\.holds) == [false] && snapshot.units.isEmpty)
            #expect(snapshot.firstOccurred == .at(19, 0) && snapshot.eventCount == 2)
        }
        var log = SampleLog()
        try log.add(body: #""claim":{"what":"motive"},"figures":[{"measure":"killed","best":40}]"#)
        try log.add(
            body: #""claim":{"what":"motive"},"figures":[{"measure":"killed","best":40}],"#
                + relation("duplicates", "#1"))
        let snapshot = try log.snapshot()
        #expect(snapshot.claims.map(\.reference.revision) == [Revision(1)])
        #expect(snapshot.figures.first?.points.map(\.reference.revision) == [Revision(1)])
    }

    @Test(arguments: ["disputes", "revises", "confirms"])
    func `does not count what stands corrected, whatever came after the correction`(_ kind: String) throws {
        var log = SampleLog()
        try log.add(
            body: #""status":"active","claim":{"what":"motive"},"figures":[{"measure":"killed","best":40}]"#)
        try log.add(body: relation("corrects", "#1"))
        try log.add(body: relation(kind, "#1"))
        let snapshot = try log.snapshot()
        #expect(snapshot.claims.map(\.holds) == [false] && snapshot.status == nil)
        #expect(snapshot.figures.first?.headline == nil && snapshot.figures.first?.toldBetween == nil)
        #expect(snapshot.figures.first?.points.map(\.counts) == [false])
        try log.add(body: relation("retracts", "#2"))
        #expect(
            try log.snapshot().claims.map(\.holds) == [true] && log.snapshot().figures.first?.toldBetween == 40...40)
    }

    @Test func `counts a duplicate while nothing else that says the same holds`() throws {
        for kind in ["retracts", "corrects"] {
            var log = SampleLog()
            try log.add(in: "quay", body: #""figures":[{"measure":"killed","best":40}]"#)
            for target in ["quay#1", "#1"] {
                try log.add(body: #""figures":[{"measure":"killed","best":40}],"# + relation("duplicates", target))
            }
            // What is told elsewhere does not count here.
            #expect(try log.snapshot().figures.first?.points.map(\.reference.revision) == [Revision(1)])
            try log.add(in: "quay", body: relation(kind, "#1"))
            #expect(try log.snapshot().figures.first?.points.map(\.reference.revision) == [Revision(1)])
            #expect(try log.snapshot().figures.first?.headline?.figure.best == 40)
            try log.add(body: relation("retracts", "#1"))
            #expect(try log.snapshot().figures.first?.points.map(\.counts) == [false, true])
            try log.add(in: "quay", body: relation("retracts", "#2"))
            try log.add(body: relation("retracts", "#3"))
            #expect(try log.snapshot().figures.first?.points.map(\.counts) == [true])
        }
    }

    @Test func `spans from the first to the last moment that a standing entry may mean`() throws {
        var log = SampleLog()
        try log.add()
        #expect(try log.snapshot().firstOccurred == nil && log.snapshot().lastOccurred == nil)
        try log.add(at: "..\(at("20:00"))")
        try log.add(at: "\(at("21:00"))..")
        let snapshot = try log.snapshot()
        #expect(snapshot.firstOccurred == TimeSpan.minute(20, 0).latest && snapshot.lastOccurred == .at(21, 0))
        #expect(snapshot.lastRecorded == log.events.last?.recorded)
    }

    @Test func `lists units in the order of appearance, each as it was last told`() throws {
        var log = SampleLog()
        try log.add(
            at: at("20:00"), body: #""unit":{"id":"E2","kind":"engine","agency":"north","status":"dispatched"}"#)
        try log.add(at: at("20:01"), body: #""unit":{"id":"E1","status":"enroute"}"#)
        try log.add(at: at("20:10"), body: #""unit":{"id":"E2","status":"onscene","action":"hoses"}"#)
        try log.add(at: at("20:05"), body: #""unit":{"id":"E2","status":"enroute"}"#)
        try log.add(at: at("20:20"), body: #""unit":{"id":"E2","action":"ladder"}"#)
        let units = try log.snapshot().units
        #expect(units.map(\.unit.id) == ["E2", "E1"])
        #expect(
            units[0].unit == UnitReport(id: "E2", kind: "engine", agency: "north", status: .onscene, action: "ladder"))
        #expect(units[0].since == .minute(20, 10) && units[0].reference.revision == Revision(3))
        #expect(units[0].isOut && units[1].isOut)
        try log.add(at: at("20:30"), body: #""unit":{"id":"E2","status":"available"}"#)
        #expect(try log.snapshot().units[0].isOut == false)
    }

    @Test func `takes the first status of a unit, even if its first mention was of a later time`() throws {
        var log = SampleLog()
        try log.add(at: at("20:10"), body: #""unit":{"id":"E2","action":"hoses"}"#)
        try log.add(at: at("20:00"), body: #""unit":{"id":"E2","status":"dispatched"}"#)
        #expect(try log.snapshot().units[0].unit.status == .dispatched)
    }

    @Test func `lists claims side by side with who told them`() throws {
        var log = SampleLog()
        try log.add(body: #""claim":{"what":"attribution","by":"A","stance":"claimed"},"source":{"name":"S"}"#)
        try log.add(body: #""claim":{"what":"attribution","by":"B","stance":"denied"},"# + relation("disputes", "#1"))
        let claims = try log.snapshot().claims
        #expect(claims.map(\.claim.by) == ["A", "B"] && claims[0].source?.name == "S")
    }

    @Test func `is an exercise while an entry that says so was not retracted`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(body: #""exercise":true"#)
        #expect(try log.snapshot().isExercise)
        try log.add(body: relation("retracts", "#2"))
        #expect(try log.snapshot().isExercise == false)
    }
}
