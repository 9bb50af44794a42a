import EventSourcing
import Incidents
import Testing

@Suite struct `The headline of figures` {
    /// Numbers one after the other: `60 A`, `60 A B2` with a grade, `60 A B2 official`.
    private func log(_ told: [String]) throws -> SampleLog {
        var log = SampleLog()
        for text in told {
            let words = text.split(separator: " ").map(String.init)
            let source = [
                #""name":"\#(words[1])""#, words.count > 2 && words[2] != "-" ? #""grade":"\#(words[2])""# : nil,
                words.count > 3 ? #""kind":"\#(words[3])""# : nil,
            ].compactMap(\.self).joined(separator: ",")
            let figure = try Figure(flag: "killed=\(words[0])")
            let value = [
                figure.low.map { #""low":\#($0)"# }, figure.best.map { #""best":\#($0)"# },
                figure.high.map { #""high":\#($0)"# }, figure.words.map { #""words":"\#($0)""# },
            ].compactMap(\.self).joined(separator: ",")
            try log.add(body: #""figures":[{"measure":"killed",\#(value)}],"source":{\#(source)}"#)
        }
        return log
    }

    private func headline(_ policy: FigureSeries.Policy, _ log: SampleLog) throws -> UInt64? {
        let series = try #require(try log.snapshot(options: TimelineOptions(figures: policy)).figures.first)
        #expect(series.policy == policy)
        return series.headline?.reference.revision.rawValue
    }

    @Test(
        arguments: [
            // latest-official, highest-graded, conservative, latest
            (["40 A", "60 B", "50 A"], [3, 3, 3, 3]),
            (["40 A - official", "60 B A1", "50 C B2"], [1, 2, 1, 3]),
            (["90 A C3", "80 B B6", "70 C B2", "60 D B2", "50 E F1"], [5, 4, 5, 5]),
            // Without a grade stands behind F6, and the letter comes before the digit.
            (["90 A F6", "10 B"], [2, 1, 2, 2]), (["90 A B6", "80 B C1"], [2, 1, 2, 2]),
            // Only the newest number of each origin is looked at, and of equal ones the newest wins.
            (["10 A", "70 B", "60 A", "60 C"], [4, 4, 4, 4]),
            // By the least that it may mean, words read.
            (["50 A", "40..90 B", "dozens C"], [3, 3, 3, 3]), (["dozens A", "30 B"], [2, 2, 1, 2]),
            // What cannot be read heads nothing while there is a number.
            (["30 A", "many B"], [1, 1, 1, 1]), (["many A", "few B"], [2, 2, 2, 2]),
        ] as [([String], [UInt64])])
    func `is chosen by the policy`(_ told: [String], _ expected: [UInt64]) throws {
        let policies: [FigureSeries.Policy] = [.latestOfficial, .highestGraded, .conservative, .latest]
        let log = try log(told)
        for (policy, expected) in zip(policies, expected) {
            #expect(try headline(policy, log) == expected, "\(policy.rawValue)")
        }
        #expect(try log.snapshot().figures.first?.policy == .latestOfficial)
    }

    @Test(arguments: FigureSeries.Policy.allCases)
    func `never is what was taken back, was wrong or was revised`(_ policy: FigureSeries.Policy) throws {
        var log = try log(["40 A A1 official", "30 B A1 official", "20 C A1 official"])
        for (kind, target) in [("retracts", "#1"), ("corrects", "#2"), ("revises", "#3")] {
            #expect(try headline(policy, log) != nil)
            try log.add(body: relation(kind, target))
        }
        #expect(try headline(policy, log) == nil)
    }

    @Test func `goes by when the sources published, not by when it was written down`() throws {
        var log = SampleLog()
        for (time, number, source) in [("21:00", 50, "A"), ("20:00", 60, "A"), ("19:00", 40, "B")] {
            try log.add(
                published: at(time),
                body: #""figures":[{"measure":"killed","best":\#(number)}],"source":{"name":"\#(source)","grade":"B2"}"#
            )
        }
        for policy in FigureSeries.Policy.allCases {
            #expect(try headline(policy, log) == (policy == .conservative ? 3 : 1), "\(policy.rawValue)")
        }
    }

    @Test func `falls where one of its own rank is lower, and not where another takes its place`() throws {
        func falls(_ policy: FigureSeries.Policy, _ told: [String]) throws -> [String] {
            let snapshot = try log(told).snapshot(options: TimelineOptions(figures: policy))
            return try #require(snapshot.figures.first).falls.map { "\($0.from)→\($0.to) by \($0.reference.revision)" }
        }
        let told = ["90 A C3", "80 B B2", "60 A C3", "70 B B2", "95 C -", "85 A - official"]
        #expect(try falls(.latest, told) == ["90→80 by #2", "80→60 by #3", "95→85 by #6"])
        #expect(try falls(.highestGraded, told) == ["80→70 by #4"])
        #expect(try falls(.conservative, told) == ["80→70 by #4"])
        #expect(try falls(.latestOfficial, told).isEmpty)
    }
}
