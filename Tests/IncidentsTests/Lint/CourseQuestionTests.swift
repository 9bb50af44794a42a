import EventSourcing
import Incidents
import Testing

@Suite struct `An editor asks of the course of an incident` {
    private static let hour = 3600 * Timestamp.perSecond

    @Test func `why nothing was said for long, while it was not over`() throws {
        var log = SampleLog()
        let limits = LintLimits(silence: Self.hour)
        try log.add(at: at("10:00"), body: #""status":"active""#)
        try log.add(at: at("11:00") + ".." + at("14:00"))
        try log.add(at: at("15:00"))
        try log.add(at: at("16:02"), body: #""status":"contained""#)
        try log.add(at: at("18:00"), body: #""status":"reopened""#)
        try log.add(at: at("20:00"), body: #""status":"closed""#)
        try log.add(at: at("23:00"))
        #expect(try log.questions([.silentGap], limits: limits) == ["#4 silent-gap", "#6 silent-gap"])
        #expect(
            try log.findings([.silentGap], limits: limits).map(\.sentence) == [
                "comes 3660 s after #3, and the incident was active",
                "comes 7140 s after #5, and the incident was reopened",
            ])
    }

    @Test func `why it was never closed`() throws {
        var log = SampleLog()
        try log.add(at: at("17:00"), body: #""status":"active""#)
        try log.add(at: at("18:00"))
        let later = Timestamp.at(23, 0).advanced(byMicroseconds: 12 * Self.hour)
        #expect(try log.questions(asOf: .at(23, 0)) == [])
        #expect(try log.questions(asOf: later) == ["#2 left-open"])
        try log.add(kind: "updated", at: at("19:00"), body: #""status":"resolved""#)
        #expect(try log.questions(asOf: later) == [])
    }

    @Test func `how it can end before it began`() throws {
        var log = SampleLog()
        try log.add(at: at("18:00"))
        try log.add(kind: "updated", at: at("17:50"), body: #""status":"closed""#)
        #expect(try log.questions() == ["#2 end-before-begin"])
        #expect(try log.findings().first?.sentence == "ends the incident 540 s before #1, the first report of it")
    }

    @Test func `how anybody could act before the first report`() throws {
        var log = SampleLog()
        try log.add(kind: "responded", at: at("17:50"))
        try log.add(kind: "responded", at: "2024-03-22")
        #expect(try log.questions() == [])
        try log.add(at: at("18:00"))
        try log.add(kind: "responded", at: at("18:00"))
        #expect(try log.questions() == ["#1 acted-before-report"])
        #expect(try log.findings().first?.sentence == "responds 540 s before #3, the first report of the incident")
    }

    @Test func `how sure the end is, unless somebody confirms it`() throws {
        var log = SampleLog()
        try log.add(at: at("17:00"))
        try log.add(kind: "updated", at: at("17:50") + "?", body: #""status":"closed""#)
        try log.add(kind: "updated", at: at("17:51"), body: #""status":"closed","verification":"unverified""#)
        try log.add(kind: "updated", at: at("17:52") + "~", body: #""status":"closed""#)
        #expect(try log.questions() == ["#2 end-unsure", "#3 end-unsure"])
        try log.add(kind: "updated", at: at("17:52"), body: relation("confirms", "#2"))
        #expect(try log.questions() == ["#3 end-unsure"])
    }

    @Test(arguments: [
        ("17:00:07", "17:30:07", true), ("17:00:07", "18:30:07", true), ("17:00:07", "17:30:08", false),
        ("17:00:00", "17:30:00", false), ("17:00", "17:30", false), ("17:00:07", "17:30:07~", false),
        ("17:00:07", "17:30:07?", false),
    ])
    func `whether an end was measured that lies half hours after the beginning, to the second`(
        _ begin: String, _ end: String, _ isAsked: Bool
    ) throws {
        var log = SampleLog()
        let sign = end.last.flatMap { "~?".contains($0) ? String($0) : nil } ?? ""
        try log.add(at: at(begin), body: source("Sirens"))
        try log.add(at: at("17:10:07"), body: source("Others"))
        try log.add(
            kind: "updated", at: at(end.replacing(sign, with: "")) + sign,
            body: source("Sirens") + #","status":"resolved""#)
        #expect(try log.questions([.endRound]) == (isAsked ? ["#3 end-round"] : []))
    }

    @Test func `why a unit's statuses are out of order in time`() throws {
        var log = SampleLog()
        func unit(_ id: String, _ status: String, _ time: String) throws {
            try log.add(
                kind: "responded", at: at(time),
                body: source("Dispatch") + #","unit":{"id":"\#(id)","status":"\#(status)"}"#)
        }
        try unit("E12", "dispatched", "17:05:00")
        try unit("E12", "onscene", "17:03:00")
        try unit("E12", "available", "17:30:00")
        try unit("E12", "dispatched", "17:40:00")
        try unit("T3", "onscene", "17:10:00")
        try unit("T3", "dispatched", "17:09:00")
        try unit("T3", "available", "17:20:00")
        try unit("T3", "transporting", "17:25:00")
        #expect(try log.questions() == ["#1 status-order", "#8 status-order"])
        #expect(
            try log.findings().map(\.sentence) == [
                "E12 is dispatched 119 s after it was onscene in #2",
                "T3 is transporting 299 s after it was available in #7",
            ])
    }

    @Test func `nothing where it cannot be told which status came first`() throws {
        var log = SampleLog()
        try log.add(kind: "responded", at: at("17:05"), body: #""unit":{"id":"E12","status":"onscene"}"#)
        try log.add(kind: "responded", at: at("17:05"), body: #""unit":{"id":"E12","status":"dispatched"}"#)
        try log.add(kind: "responded", body: #""unit":{"id":"E12","status":"enroute"}"#)
        #expect(try log.questions() == [])
    }

    @Test func `where the units are when it is over`() throws {
        var log = SampleLog()
        try log.add(kind: "responded", at: at("17:05"), body: #""unit":{"id":"E12","status":"onscene"}"#)
        try log.add(kind: "responded", at: at("17:06"), body: #""unit":{"id":"T3","status":"cleared"}"#)
        #expect(try log.questions() == [])
        try log.add(kind: "updated", at: at("17:30"), body: #""status":"closed""#)
        #expect(try log.questions() == ["#1 still-out"])
        #expect(try log.findings().first?.sentence == "E12: still onscene, and the incident is closed")
    }

    @Test func `why a number fell`() throws {
        var log = SampleLog()
        func killed(_ number: Int, _ more: String = "") throws {
            try log.add(
                at: at("17:00"),
                body: source("FSB", kind: "official") + #","figures":[{"measure":"killed","best":\#(number)}]"# + more)
        }
        try killed(143)
        try killed(139)
        try killed(137, "," + relation("revises", "#2", reason: "counted anew"))
        #expect(try log.questions() == ["#2 figure-fell"])
        #expect(try log.findings().first?.sentence == "killed fell from 143 to 139 (#1), and no reason is given")
    }
}
