import EventSourcing
import Incidents
import Testing

@Suite struct `A series of figures` {
    /// What sources told one after the other: `40`, `40..60`, `..60`, `40..`, and `!40` by an official source.
    private func log(_ numbers: [String]) throws -> SampleLog {
        var log = SampleLog()
        for number in numbers { try log.add(body: figure(number)) }
        return log
    }

    private func figure(_ number: String, published: String? = nil) throws -> String {
        let figure = try Figure(flag: "killed=\(number.hasPrefix("!") ? String(number.dropFirst()) : number)")
        let parts = [
            figure.low.map { #""low":\#($0)"# }, figure.best.map { #""best":\#($0)"# },
            figure.high.map { #""high":\#($0)"# }, figure.words.map { #""words":"\#($0)""# },
        ]
        let kind = number.hasPrefix("!") ? "official" : "outlet"
        let members = parts.compactMap(\.self).joined(separator: ",")
        return #""figures":[{"measure":"killed",\#(members)}],"source":{"kind":"\#(kind)"}"#
    }

    private func series(_ log: SampleLog) throws -> FigureSeries { try #require(try log.snapshot().figures.first) }

    @Test func `has the latest official number for its headline, else the latest of all`() throws {
        #expect(try series(log(["40", "60"])).headline?.figure.best == 60)
        #expect(try series(log(["40", "60"])).headlineIsOfficial == false)
        let official = try series(log(["!40", "!133", "130", "dozens"]))
        #expect(official.headline?.figure.best == 133 && official.headlineIsOfficial)
        #expect(official.points.map(\.figure.best) == [40, 133, 130, nil])
    }

    @Test func `stands behind what became of people for who looks on, whatever was told first`() throws {
        var log = SampleLog()
        for measure in ["vehicles", "injured", "hectares", "Killed", "missing"] {
            try log.add(body: #""figures":[{"measure":"\#(measure)","best":3}]"#)
        }
        let measures = FigureSeries.peopleFirst(try log.snapshot().figures).map(\.measure)
        #expect(measures == ["Killed", "missing", "injured", "vehicles", "hectares"])
    }

    @Test func `is not turned back by what is written down late`() throws {
        var log = SampleLog()
        try log.add(published: at("20:00"), body: figure("!139"))
        try log.add(published: at("12:00"), body: figure("!40"))
        let series = try series(log)
        #expect(series.headline?.figure.best == 139 && series.falls.isEmpty)
        #expect(series.points.map(\.figure.best) == [139, 40])
    }

    @Test func `drops revised numbers from the headline, and wrong ones from the range too`() throws {
        var log = try log(["!15", "!40", "!60"])
        try log.add(body: relation("retracts", "#1"))
        try log.add(body: relation("corrects", "#3"))
        try log.add(body: relation("revises", "#2"))
        let series = try series(log)
        #expect(series.headline == nil && !series.headlineIsOfficial)
        #expect(series.toldBetween == 40...40)
        #expect(series.points.map(\.state) == [.retracted, .revised, .corrected])
    }

    @Test(
        arguments: [
            (["40", "143", "139"], 40...143), (["40..60"], 40...60), (["..60", "70.."], 60...70), (["dozens"], 12...12),
            (["many"], nil),
            (["5"], 5...5),
        ] as [([String], ClosedRange<Int64>?)])
    func `tells between which numbers it was told`(_ numbers: [String], _ range: ClosedRange<Int64>?) throws {
        #expect(try series(log(numbers)).toldBetween == range)
    }

    @Test(
        arguments: [
            (["143", "139"], ["143→139"]), (["139", "143"], []), (["143", "dozens", "139"], ["143→139"]),
            (["40..60", "50"], []), (["40..60", "30..35"], ["40→35"]), (["60", "40.."], []),
            (["60", "40..", "50"], ["60→50"]),
            (["40..", "60", "50.."], []), (["..60", "40"], []), (["60", "..50"], ["60→50"]),
            (["60..", "..50"], ["60→50"]),
            (["5", "3", "4", "2"], ["5→3", "4→2"]), (["!143", "130", "!139"], ["143→139"]), (["!143", "130"], []),
        ] as [([String], [String])])
    func `names a fall where a number is lower for certain`(_ numbers: [String], _ falls: [String]) throws {
        #expect(try series(log(numbers)).falls.map { "\($0.from)→\($0.to)" } == falls)
    }

    @Test func `has no fall between two numbers of one event`() throws {
        var log = SampleLog()
        try log.add(body: #""figures":[{"measure":"killed","best":7},{"measure":"killed","best":5}]"#)
        #expect(try series(log).falls.isEmpty && series(log).origins.allSatisfy(\.falls.isEmpty))
        #expect(try log.questions([.figureFell]).isEmpty)
        try log.add(body: #""figures":[{"measure":"killed","best":4}]"#)
        #expect(try series(log).falls.map { "\($0.from)→\($0.to)" } == ["5→4"])
    }

    @Test func `is one however its measure is written, and is called as it was first written`() throws {
        var log = SampleLog()
        for (measure, number) in [("Killed", 5), ("killed", 7), (" KILLED ", 6)] {
            try log.add(
                body: source("Police") + #","figures":[{"measure":"\#(measure)","best":\#(number)}]"#)
        }
        #expect(try log.snapshot().figures.map(\.measure) == ["Killed"])
        #expect(try series(log).falls.map { "\($0.from)→\($0.to)" } == ["7→6"])
        let diff = IncidentDiff(
            of: try StreamID("fire"), from: try log.timeline(asOf: log.moment(1)), to: try log.timeline())
        #expect(diff.figures.map(\.measure) == ["Killed"])
        #expect(diff.figures.first?.headline?.from?.best == 5 && diff.figures.first?.headline?.to?.best == 6)
    }

    @Test func `says why it fell, where a reason was given`() throws {
        var log = try log(["!143"])
        try log.add(body: figure("!139") + "," + relation("revises", "#1", reason: "counted twice"))
        try log.add(body: figure("!138"))
        #expect(try series(log).falls.map(\.reason) == ["counted twice", nil])
        #expect(try series(log).falls.first?.reference.revision == Revision(2))
    }

    @Test func `falls where a number revises a higher one, whoever told that`() throws {
        var log = try log(["!115", "143"])
        try log.add(body: figure("!139") + "," + relation("revises", "#2"))
        try log.add(body: figure("145"))
        let falls = try series(log).falls
        #expect(falls.map { "\($0.from)→\($0.to)" } == ["143→139"])
        #expect(falls.first?.reference.revision == Revision(3))
    }

    @Test func `forgets a fall from a number that was wrong`() throws {
        var log = try log(["!143", "!139"])
        try log.add(body: relation("corrects", "#1"))
        #expect(try series(log).falls.isEmpty)
    }

    @Test func `is kept apart by measure and basis, and only what adds up can fall`() throws {
        var log = SampleLog()
        try log.add(
            body: #""figures":[{"measure":"killed","best":5},{"measure":"evacuated","best":9,"basis":"period"}]"#)
        try log.add(
            body: #""figures":[{"measure":"evacuated","best":3,"basis":"period"},{"measure":"evacuated","best":12}]"#)
        let figures = try log.snapshot().figures
        #expect(figures.map(\.measure) == ["killed", "evacuated", "evacuated"])
        #expect(figures.map(\.basis) == [.cumulative, .period, .cumulative])
        #expect(figures.allSatisfy { $0.falls.isEmpty })
    }
}
