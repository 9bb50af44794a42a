import EventSourcing
import Incidents
import Testing

@Suite struct `Figures by origin` {
    /// Adds a number as a source told it: `best`, or the words; with whom the source quotes behind a slash.
    private func add(_ number: String, _ source: String, to log: inout SampleLog, more: String = "") throws {
        let names = source.split(separator: "/").map(String.init)
        let origin = names.count > 1 ? #","origin":"\#(names[1])""# : ""
        let value = Int64(number).map { #""best":\#($0)"# } ?? #""words":"\#(number)""#
        let source = names.isEmpty ? "" : #""source":{"name":"\#(names[0])"\#(origin)},"#
        try log.add(
            body: source + #""figures":[{"measure":"killed",\#(value)}]"# + (more.isEmpty ? "" : "," + more))
    }

    private func series(_ log: SampleLog) throws -> FigureSeries { try #require(try log.snapshot().figures.first) }

    @Test func `are one series however many quote it, the origin itself among them`() throws {
        var log = SampleLog()
        try add("40", "TASS/FSB", to: &log)
        try add("41", "Baza/fsb", to: &log)
        try add("42", "  FSB ", to: &log)
        try add("60", "Baza", to: &log)
        try add("43", "TASS/FSB", to: &log)
        let series = try series(log)
        #expect(series.origins.map(\.name) == ["FSB", "Baza"])
        #expect(series.origins.map(\.outlets) == [["TASS", "Baza"], []])
        #expect(series.origins.map(\.indexes) == [[0, 1, 2, 4], [3]])
        #expect(series.origins.map(\.newest) == [4, 3])
    }

    @Test func `are official only where an authority speaks for itself`() throws {
        for (origin, isOfficial) in [(nil, true), ("Baza", false), ("  police ", true)] as [(String?, Bool)] {
            var log = SampleLog()
            try log.add(
                body: source("Police", origin: origin, kind: "official")
                    + #","figures":[{"measure":"killed","best":4}]"#)
            #expect(try series(log).headlineIsOfficial == isOfficial, "\(origin ?? "none")")
        }
        var log = SampleLog()
        for (origin, number) in [(nil, 3), ("Baza", 9)] as [(String?, Int)] {
            try log.add(
                body: source("Police", origin: origin, kind: "official")
                    + #","figures":[{"measure":"killed","best":\#(number)}]"#)
        }
        #expect(try series(log).headline?.figure.best == 3)
    }

    @Test func `that nobody named stand apart by the kind of their source`() throws {
        var log = SampleLog()
        for kind in ["eyewitness", "video", "eyewitness"] {
            try log.add(body: #""figures":[{"measure":"killed","best":4}],"source":{"kind":"\#(kind)"}"#)
        }
        try add("5", "", to: &log)
        let origins = try series(log).origins
        #expect(origins.map(\.indexes) == [[0, 2], [1], [3]])
        #expect(origins.map(\.name) == [nil, nil, nil] && origins.map(\.kind) == [.eyewitness, .video, nil])
    }

    @Test func `fall each on its own, and name both events and both numbers`() throws {
        var log = SampleLog()
        for (number, source) in [("40", "A"), ("90", "B"), ("30", "A"), ("95", "B"), ("80", "C/B")] {
            try add(number, source, to: &log)
        }
        let origins = try series(log).origins
        #expect(origins.map { $0.falls.map { "\($0.from)→\($0.to)" } } == [["40→30"], ["95→80"]])
        let fall = try #require(origins[1].falls.first)
        #expect(fall.before.revision == Revision(4) && fall.reference.revision == Revision(5) && fall.reason == nil)
    }

    @Test func `are told as they stand: the newest that was not taken back, was not wrong and was not revised`() throws
    {
        var log = SampleLog()
        for number in ["40", "41", "42", "43"] { try add(number, "A", to: &log) }
        try log.add(body: relation("retracts", "#4"))
        try log.add(body: relation("revises", "#3"))
        #expect(try series(log).origins.map(\.newest) == [1])
        #expect(try series(log).origins[0].indexes == [0, 1, 2, 3])
    }

    @Test(
        arguments: [
            ("tens", 10), ("Dozens", 12), ("hundreds", 100), ("thousands", 1000), ("tens of thousands", 10_000),
            ("hundreds of thousands", 100_000), ("dozens of people", 12), ("several", nil), ("many", nil),
            ("at least dozens", nil), ("dozens, perhaps hundreds", nil), ("dozens of hundreds", nil),
            ("dozens of 5", nil), ("dozens of", nil), ("dozen", nil),
        ] as [(String, Int64?)])
    func `are read from words by the rule of ACLED, and from no others`(_ words: String, _ number: Int64?) throws {
        #expect(Figure(measure: "killed", words: words).reading == number)
        // What was told is not read.
        #expect(Figure(measure: "killed", best: 30, words: words).reading == nil)
        var log = SampleLog()
        try add(words, "A", to: &log)
        let point = try #require(try series(log).points.first)
        #expect(point.number == number && point.isRead == (number != nil))
        #expect(try series(log).headline?.figure.words == words)
        #expect(try series(log).toldBetween == number.map { $0...$0 })
    }

    @Test func `read from words never fall themselves, but what is less than them falls`() throws {
        var log = SampleLog()
        try add("60", "A", to: &log)
        try add("dozens", "A", to: &log)
        #expect(try series(log).falls.isEmpty)
        try add("dozens", "B", to: &log)
        try add("5", "B", to: &log)
        #expect(try series(log).origins[1].falls.map { "\($0.from)→\($0.to)" } == ["12→5"])
        #expect(try series(log).leastTold?.isRead == false && series(log).toldBetween == 5...60)
    }
}
