import EventSourcing
import Incidents
import Testing

@Suite struct `A timeline is in the order of the world` {
    @Test func `by the earliest moment, then the latest, then the position`() throws {
        var log = SampleLog()
        try log.add(at: at("20:10"))
        try log.add(at: at("20:05"))
        try log.add(at: "2024-03-22")
        try log.add(at: at("20:05"))
        try log.add(at: "\(at("20:05"))..\(at("20:07"))")
        try log.add(at: "\(at("20:05"))..")
        try log.add(at: "2024-03-22T20:05:00Z")
        #expect(try log.timeline().order == [3, 7, 2, 4, 5, 6, 1])
    }

    @Test func `where the beginning is open, by the end`() throws {
        var log = SampleLog()
        try log.add(at: at("20:03"))
        try log.add(at: "..\(at("20:03"))")
        try log.add(at: at("20:04"))
        let timeline = try log.timeline()
        #expect(timeline.order == [1, 2, 3])
        #expect(timeline[2]?.place == TimeSpan(earliest: nil, latest: TimeSpan.minute(20, 3).latest))
    }

    @Test func `and what has no time stands apart, in log order`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(at: at("20:03"))
        try log.add()
        let timeline = try log.timeline()
        #expect(timeline.order == [2])
        #expect(timeline.undatedOrder == [1, 3])
        #expect(timeline[1]?.place == .unknown && timeline[1]?.expression == nil)
    }

    @Test func `and a change without a time is shown at what it changes, behind it`() throws {
        var log = SampleLog()
        try log.add(at: at("20:10"))
        try log.add(at: at("20:10"))
        try log.add(body: relation("corrects", "#1"))
        try log.add(body: relation("confirms", "#3"))
        try log.add(body: relation("respondsTo", "#1"))
        try log.add(at: at("20:11"))
        let timeline = try log.timeline()
        #expect(timeline.order == [1, 2, 3, 4, 6])
        #expect(timeline.undatedOrder == [5])
        #expect(timeline[4]?.place == .minute(20, 10) && timeline[4]?.effective == .minute(20, 10))
    }

    @Test func `and a change of another incident's entry is not dated by it`() throws {
        var log = SampleLog()
        try log.add(at: at("20:10"))
        try log.add(in: "flood", body: relation("corrects", "fire#1"))
        #expect(try log.timeline(of: "flood").undatedOrder == [1])
    }

    @Test func `and events of other incidents are not in it`() throws {
        var log = SampleLog()
        try log.add(in: "flood", at: at("20:00"))
        try log.add(at: at("20:10"))
        let timeline = try log.timeline()
        #expect(timeline.order == [1] && timeline.knownCount == 1 && timeline.leftOut == 0)
    }

    @Test func `of which a window shows what may lie in it, and the undated`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: "\(at("19:00"))..\(at("20:10"))")
        try log.add(at: at("20:30"))
        try log.add(at: "..\(at("20:05"))")
        try log.add(at: "\(at("20:25"))..")
        try log.add()
        try log.add(at: at("20:20"), body: relation("corrects", "#1"))
        let window = TimeSpan(earliest: .at(20, 6), latest: .at(20, 20))
        let timeline = try log.timeline(window: window)
        // #1 counts as having happened at 20:20, and keeps its place.
        #expect(timeline.order == [2, 1, 7])
        #expect(timeline.undatedOrder == [6])
        #expect(timeline.outsideWindow == 3)
        #expect(timeline.knownCount == 7)
        let edge = try log.timeline(window: TimeSpan(earliest: .at(20, 30), latest: .at(20, 30)))
        #expect(edge.order == [5, 3])
        let open = try log.timeline(window: TimeSpan(earliest: nil, latest: .at(19, 59)))
        #expect(open.order == [2, 4])
    }
}
