import EventSourcing
import Incidents
import Testing

@Suite struct `What changed between two moments` {
    private func diff(_ log: SampleLog, of incident: String = "fire", from: Int, to: Int? = nil) throws -> IncidentDiff
    {
        IncidentDiff(
            of: try StreamID(incident), from: try log.timeline(of: incident, asOf: log.moment(from)),
            to: try log.timeline(of: incident, asOf: log.moment(to ?? log.events.count)))
    }

    private func kinds(_ diff: IncidentDiff) -> [String] {
        diff.changed.map { "\($0.entry.event.revision) \($0.kinds.map(\.rawValue).joined(separator: " "))" }
    }

    @Test func `is what became of entries that were known, and the entries that are new`() throws {
        var log = SampleLog()
        for _ in 1...5 { try log.add(at: at("20:00")) }
        try log.add(at: at("20:10"), body: relation("corrects", "#1"))
        try log.add(body: relation("revises", "#2"))
        try log.add(body: relation("retracts", "#3"))
        try log.add(body: relation("disputes", "#4"))
        try log.add(body: relation("confirms", "#5"))
        try log.add(body: relation("respondsTo", "#5"))
        let all = try diff(log, from: 5)
        #expect(
            kinds(all) == ["#1 corrected retimed", "#2 revised", "#3 retracted", "#4 disputed", "#5 confirmed"])
        #expect(all.added.map(\.event.revision.rawValue) == [7, 8, 9, 10, 6, 11])
        #expect(all.changed[0].time?.to == .minute(20, 10) && all.changed[0].time?.from == .minute(20, 0))
        #expect(all.changed[0].before == .current && all.changed[0].entry.state == .corrected)
        #expect(all.changed[2].news.map(\.reason) == ["because"])
        #expect(!all.isEmpty && !all.isNew && all.weight == .corrections)
        #expect(try diff(log, from: 11).isEmpty)
        #expect(try diff(log, from: 0).isNew && diff(log, from: 0).changed.isEmpty)
    }

    @Test func `tells what was restored, and what is no longer confirmed or disputed`() throws {
        var log = SampleLog()
        for _ in 1...3 { try log.add(at: at("20:00")) }
        try log.add(body: relation("retracts", "#1"))
        try log.add(body: relation("confirms", "#2"))
        try log.add(body: relation("disputes", "#3"))
        for target in ["#4", "#5", "#6"] { try log.add(body: relation("retracts", target)) }
        #expect(
            try kinds(diff(log, from: 6)) == [
                "#1 restored", "#2 unconfirmed", "#3 restored", "#4 retracted", "#5 retracted", "#6 retracted",
            ])
        let first = try #require(diff(log, from: 6).changed.first)
        #expect(first.gone.map(\.event.revision.rawValue) == [4] && first.before == .retracted)
        #expect(try diff(log, from: 3).changed.isEmpty, "what came and went in between is new and struck")
    }

    @Test func `tells how the incident stands, and how numbers and units moved, by source`() throws {
        var log = SampleLog()
        let tass = #""source":{"name":"TASS","kind":"official"}"#
        try log.add(at: at("20:00"), body: #""status":"open","title":"Fire","place":{"name":"Quay"}"#)
        try log.add(at: at("20:01"), body: #""figures":[{"measure":"killed","best":40}],\#(tass)"#)
        try log.add(at: at("20:01"), body: #""figures":[{"measure":"hurt","best":1}],"source":{"name":"B"}"#)
        try log.add(kind: "responded", at: at("20:02"), body: #""unit":{"id":"E1","status":"dispatched"}"#)
        try log.add(kind: "responded", at: at("20:02"), body: #""unit":{"id":"E2","status":"onscene"}"#)
        try log.add(at: at("21:00"), body: #""status":"contained","title":"Large fire","place":{"name":"North quay"}"#)
        try log.add(at: at("21:01"), body: #""figures":[{"measure":"killed","best":60}],\#(tass)"#)
        try log.add(at: at("21:01"), body: #""figures":[{"measure":"killed","best":70}],"source":{"name":"B"}"#)
        try log.add(kind: "responded", at: at("21:02"), body: #""unit":{"id":"E1","status":"onscene"}"#)
        try log.add(at: at("21:03"), body: #""claim":{"what":"attribution","stance":"claimed"}"#)
        let diff = try diff(log, from: 5)
        #expect(diff.status == Shift(from: .open, to: .contained))
        #expect(diff.title == Shift(from: "Fire", to: "Large fire"))
        #expect(diff.place?.from?.name == "Quay" && diff.place?.to?.name == "North quay")
        #expect(diff.figures.map(\.measure) == ["killed"])
        #expect(diff.figures[0].headline?.from?.best == 40 && diff.figures[0].headline?.to?.best == 60)
        #expect(diff.figures[0].toldBetween == Shift(from: 40...40, to: 40...70))
        #expect(diff.figures[0].origins.map(\.name) == ["TASS", "B"])
        #expect(diff.figures[0].origins.map { $0.figure.from?.best } == [40, nil])
        #expect(diff.figures[0].origins.map { $0.figure.to?.best } == [60, 70])
        #expect(diff.units.map(\.id) == ["E1"])
        #expect(diff.units[0].state.from?.unit.status == .dispatched && diff.units[0].state.to?.unit.status == .onscene)
        #expect(diff.claims.map(\.claim.what) == ["attribution"])
        #expect(diff.weight == .status)
    }

    @Test func `tells which incidents are one, and what is told elsewhere`() throws {
        var log = SampleLog()
        try log.add(in: "fire", at: at("20:00"))
        try log.add(in: "smoke", at: at("20:01"))
        try log.add(in: "smoke", body: relation("mergesInto", "fire"))
        try log.add(in: "smoke", body: relation("retracts", "#2"))
        let merged = try diff(log, from: 2, to: 3)
        #expect(merged.merged.map(\.reference.description) == ["smoke#2"])
        #expect(merged.joined.map(\.event.reference.description) == ["smoke#1"])
        #expect(merged.added.map(\.event.reference.description) == ["smoke#2"])
        let asked = try diff(log, of: "smoke", from: 2, to: 3)
        #expect(asked.incident.text == "fire" && asked.asked.text == "smoke" && !asked.isNew)
        #expect(asked.joined.map(\.event.reference.description) == ["fire#1"])
        let apart = try diff(log, from: 3)
        #expect(apart.unmerged.count == 1 && apart.left.map(\.event.reference.description) == ["smoke#1", "smoke#2"])
    }

    @Test func `holds on the published clock as on the recorded one`() throws {
        var log = SampleLog()
        try log.add(at: at("16:00"), published: at("16:00"))
        try log.add(published: at("17:00"), body: relation("corrects", "#1"))
        func diff(_ from: (Int64, Int64), _ to: (Int64, Int64)) throws -> IncidentDiff {
            let from = try log.timeline(asOf: .at(from.0, from.1), clock: .published)
            return IncidentDiff(
                of: try StreamID("fire"), from: from, to: try log.timeline(asOf: .at(to.0, to.1), clock: .published))
        }
        #expect(try diff((16, 0), (16, 59)).isEmpty)
        #expect(try kinds(diff((16, 0), (17, 0))) == ["#1 corrected"])
        #expect(try diff((15, 0), (17, 0)).isNew)
    }
}
