import EventSourcing
import Incidents
import Testing

@Suite struct `A duplicate` {
    @Test func `adds what the entry leaves out that it says again, and nothing else`() throws {
        var log = SampleLog()
        try log.add(
            at: at("20:00"),
            body: #""title":"Fire","figures":[{"measure":"killed","best":5}],"claim":{"what":"motive","by":"A"}"#)
        try log.add(
            at: at("21:00"),
            body: #""title":"Blaze","status":"active","place":{"name":"Quay"},"unit":{"id":"E1","status":"onscene"},"#
                + #""figures":[{"measure":"Killed","best":5},{"measure":"injured","best":10}],"#
                + #""claim":{"what":"Motive","by":"B"},"# + relation("duplicates", "#1"))
        let snapshot = try log.snapshot()
        #expect(snapshot.figures.map(\.measure) == ["killed", "injured"])
        #expect(snapshot.figures.map { $0.points.map(\.reference.revision.rawValue) } == [[1], [2]])
        #expect(snapshot.status == .active && snapshot.place?.name == "Quay" && snapshot.units.map(\.unit.id) == ["E1"])
        #expect(snapshot.title == "Fire" && snapshot.claims.map(\.claim.by) == ["A"])
        #expect(snapshot.lastOccurred == TimeSpan.minute(20, 0).latest)
    }

    @Test func `does not turn back what was told after the entry that it says again`() throws {
        var log = SampleLog()
        try log.add(body: #""status":"active","unit":{"id":"E1","status":"enroute"}"#)
        try log.add(body: #""status":"closed","unit":{"id":"E1","status":"cleared"}"#)
        try log.add(body: #""status":"active","unit":{"id":"E1","status":"enroute"},"# + relation("duplicates", "#1"))
        let snapshot = try log.snapshot()
        #expect(snapshot.status == .closed && snapshot.units.map(\.unit.status) == [.cleared])
    }

    @Test func `of an entry of another incident gives way to it only where both are told together`() throws {
        var log = SampleLog()
        let body = #""title":"Fire","status":"active","figures":[{"measure":"killed","best":5}]"#
        try log.add(in: "quay", body: body)
        try log.add(body: body + "," + relation("duplicates", "quay#1"))
        let apart = try log.snapshot()
        #expect(apart.title == "Fire" && apart.status == .active && apart.figures.first?.headline?.figure.best == 5)
        try log.add(body: relation("mergesInto", "quay"))
        #expect(try log.snapshot().figures.first?.points.map(\.reference.stream.text) == ["quay"])
        #expect(try log.timeline(alone: true).snapshot.figures.isEmpty == false)
    }
}
