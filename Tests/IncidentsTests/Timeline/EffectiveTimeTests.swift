import EventSourcing
import Incidents
import Testing

@Suite struct `The effective time of an entry` {
    private func relative(_ anchor: String, _ offset: String = "PT10M", _ side: String = "after", bound: String? = nil)
        -> String
    {
        #"{"\#(side)":"\#(anchor)","offset":"\#(offset)"\#(bound.map { #","bound":"\#($0)""# } ?? "")}"#
    }

    @Test func `is set by a correction with a time, while the entry keeps its place`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("20:30"))
        try log.add(at: at("20:45"), body: relation("corrects", "#1"))
        let timeline = try log.timeline()
        #expect(timeline.order == [1, 2, 3])
        #expect(timeline[1]?.place == .minute(20, 0) && timeline[1]?.effective == .minute(20, 45))
    }

    @Test func `is not touched by a correction without a time, nor by a revision with one`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(body: relation("corrects", "#1"))
        try log.add(at: at("20:45"), body: relation("revises", "#1"))
        try log.add(at: at("20:50"), body: relation("confirms", "#1"))
        #expect(try log.timeline()[1]?.effective == .minute(20, 0))
    }

    @Test func `is that of the newest correction that stands`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("20:10"), body: relation("corrects", "#1"))
        try log.add(at: at("20:20"), body: relation("corrects", "#1"))
        #expect(try log.timeline()[1]?.effective == .minute(20, 20))
        try log.add(body: relation("retracts", "#3"))
        #expect(try log.timeline()[1]?.effective == .minute(20, 10))
        try log.add(body: relation("retracts", "#4"))
        #expect(try log.timeline()[1]?.effective == .minute(20, 20))
    }

    @Test func `follows a correction that was corrected itself`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("20:10"), body: relation("corrects", "#1"))
        try log.add(at: at("20:20"), body: relation("corrects", "#2"))
        let timeline = try log.timeline()
        #expect(timeline[1]?.effective == .minute(20, 20) && timeline[2]?.effective == .minute(20, 20))
        #expect(timeline[2]?.place == .minute(20, 10))
    }

    @Test func `is given to an undated entry, which stays apart`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(at: at("20:10"), body: relation("corrects", "#1"))
        try log.add(at: relative("#1"))
        let timeline = try log.timeline()
        #expect(timeline.undatedOrder == [1] && timeline[1]?.effective == .minute(20, 10))
        #expect(timeline[3]?.place == .minute(20, 20))
    }

    @Test func `may come from another incident`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(in: "flood", at: at("20:30"), body: relation("corrects", "fire#1"))
        #expect(try log.timeline()[1]?.effective == .minute(20, 30))
    }

    @Test(
        arguments: [
            ("after", nil, TimeSpan.minute(20, 10)), ("before", nil, .minute(19, 50)),
            ("after", "about", .minute(20, 10)),
            ("after", "atLeast", TimeSpan(earliest: .at(20, 10), latest: nil)),
            ("after", "atMost", TimeSpan(earliest: .at(20, 0), latest: TimeSpan.minute(20, 10).latest)),
        ] as [(String, String?, TimeSpan)])
    func `follows from its anchor where it is relative`(_ side: String, _ bound: String?, _ span: TimeSpan) throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: relative("#1", "PT10M", side, bound: bound))
        let entry = try #require(try log.timeline()[2])
        #expect(entry.place == span && entry.effective == span && !entry.hangsOnRetracted)
    }

    @Test func `moves with a corrected anchor, through chains of anchors`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: relative("#1"))
        try log.add(at: relative("#2"))
        #expect(try log.timeline().order == [1, 2, 3])
        #expect(try log.timeline()[3]?.place == .minute(20, 20))
        try log.add(at: at("21:00"), body: relation("corrects", "#1"))
        let timeline = try log.timeline()
        #expect(timeline[2]?.place == .minute(21, 10) && timeline[3]?.place == .minute(21, 20))
        #expect(timeline.order == [1, 4, 2, 3])
    }

    @Test func `hangs on the effective time of an anchor in another incident`() throws {
        var log = SampleLog()
        try log.add(in: "flood", at: at("20:00"))
        try log.add(at: relative("flood#1"))
        try log.add(in: "storm", at: at("21:00"), body: relation("corrects", "flood#1"))
        #expect(try log.timeline()[1]?.place == .minute(21, 10))
    }

    @Test func `of a corrected relative entry is the correction's, and its place moves with its anchor`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: relative("#1"))
        try log.add(at: at("23:00"), body: relation("corrects", "#2"))
        try log.add(at: at("21:00"), body: relation("corrects", "#1"))
        let entry = try #require(try log.timeline()[2])
        #expect(entry.place == .minute(21, 10) && entry.effective == .minute(23, 0))
    }

    @Test func `keeps its last interval where its anchor was retracted, flagged through the whole chain`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: relative("#1"))
        try log.add(at: relative("#2"))
        try log.add(at: at("20:30"), body: relation("corrects", "#1"))
        try log.add(body: relation("retracts", "#1"))
        let timeline = try log.timeline()
        #expect(timeline[2]?.place == .minute(20, 40) && timeline[3]?.place == .minute(20, 50))
        #expect((1...5).map { timeline[$0]?.hangsOnRetracted } == [false, true, true, false, false])
        try log.add(body: relation("retracts", "#5"))
        #expect(try log.timeline()[3]?.hangsOnRetracted == false)
    }

    @Test func `hangs on what corrects its anchor`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("22:00"))
        try log.add(at: relative("#1"))
        try log.add(at: relative("#2"), body: relation("corrects", "#1"))
        try log.add(body: relation("retracts", "#2"))
        let timeline = try log.timeline()
        #expect(timeline[3]?.place == .minute(22, 20) && timeline[3]?.hangsOnRetracted == true)
        #expect(timeline[1]?.hangsOnRetracted == false)
    }

    @Test func `is unknown where the anchor is undated or not known`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(at: relative("#1"))
        try log.add(at: relative("flood#1"))
        #expect(try log.timeline().undatedOrder == [1, 2, 3])
    }

    @Test func `in a circle is that of an undated entry, until one of it gets a time of its own`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: relative("#1"))
        try log.add(at: relative("#2", "PT5M", "before"), body: relation("corrects", "#1"))
        try log.add(at: relative("#3"))
        let timeline = try log.timeline()
        // The corrected entry's line keeps the time that it gives itself.
        #expect(timeline.order == [1] && timeline.undatedOrder == [2, 3, 4])
        try log.add(at: at("20:30"), body: relation("corrects", "#2"))
        let mended = try log.timeline()
        #expect(mended[1]?.effective == .minute(20, 25) && mended[4]?.place == .minute(20, 35))
    }

    @Test func `of a long chain is found in one go`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        for index in 1..<10_000 {
            try log.add(
                at: relative("#\(index)", "PT1S"),
                body: index.isMultiple(of: 3) ? relation("corrects", "#\(index)") : "")
        }
        // Every third is corrected by the next, which hangs on it: circles, all of them.
        #expect(try log.timeline().undated.count == 9_999 - 2)
    }

    @Test func `is found in one go for many entries that change one, and for changes of changes`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        for index in 1..<4_999 { try log.add(body: relation("confirms", index.isMultiple(of: 2) ? "#1" : "#\(index)")) }
        try log.add(at: at("20:00"))
        for index in 5_000..<10_000 {
            try log.add(at: relative("#\(index)", "PT1S"), body: relation("retracts", "#\(index)"))
        }
        let timeline = try log.timeline()
        #expect(timeline.order.count == 10_000)
        #expect(timeline[10_000]?.place.earliest == .at(20, 0, 0).advanced(byMicroseconds: 5_000 * Timestamp.perSecond))
        #expect(timeline[10_000]?.hangsOnRetracted == true)
    }
}
