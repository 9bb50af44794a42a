import EventSourcing
import Incidents
import Testing

@Suite struct `The state of an entry` {
    @Test(
        arguments: [
            ("corrects", .corrected), ("revises", .revised), ("retracts", .retracted), ("disputes", .disputed),
            ("confirms", .current), ("respondsTo", .current), ("duplicates", .current),
        ] as [(String, EntryState)])
    func `is what the change to it says`(_ kind: String, _ state: EntryState) throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add("Why", kind: "updated", body: relation(kind, "#1"))
        let entry = try #require(try log.timeline()[1])
        #expect(entry.state == state)
        #expect(entry.state.isStruck == [.corrected, .revised, .retracted].contains(state))
        #expect(entry.changes.map(\.kind.rawValue) == [kind])
        #expect(entry.changes.first?.reason == "because" && entry.changes.first?.summary == "Why")
        #expect(entry.changes.first?.stands == true)
        #expect(try log.timeline()[2]?.state == .current)
    }

    @Test(
        arguments: [
            (["confirms", "disputes"], .disputed),
            (["disputes", "revises"], .revised),
            (["revises", "corrects"], .corrected), (["retracts", "confirms"], .retracted),
            (["retracts", "corrects"], .retracted),
            (["corrects", "respondsTo"], .corrected),
        ] as [([String], EntryState)])
    func `is that of the latest change, but retracted stays retracted`(_ kinds: [String], _ state: EntryState) throws {
        var log = SampleLog()
        try log.add()
        for kind in kinds { try log.add(body: relation(kind, "#1")) }
        let entry = try #require(try log.timeline()[1])
        #expect(entry.state == state)
        #expect(entry.changes.map(\.kind.rawValue) == kinds)
    }

    @Test(
        arguments: [
            (["disputes", "confirms"], .current), (["corrects", "confirms"], .corrected),
            (["revises", "confirms"], .revised), (["disputes", "corrects", "confirms"], .corrected),
            (["corrects", "disputes", "confirms"], .corrected), (["revises", "disputes", "confirms"], .revised),
            (["disputes", "confirms", "disputes"], .disputed), (["retracts", "disputes", "confirms"], .retracted),
        ] as [([String], EntryState)])
    func `is as before a dispute when it is confirmed, which answers nothing else`(
        _ kinds: [String], _ state: EntryState
    ) throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        for kind in kinds { try log.add(body: relation(kind, "#1")) }
        let timeline = try log.timeline()
        #expect(timeline[1]?.state == state)
        // And what changes it without a time of its own is shown at it, whether or not it changes the state.
        #expect(timeline.entries.allSatisfy { $0.place == .minute(20, 0) } && timeline.undated.isEmpty)
    }

    @Test func `comes back when what changed it is retracted`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(body: relation("disputes", "#1"))
        try log.add(body: relation("corrects", "#1"))
        try log.add(body: relation("retracts", "#3"))
        #expect(try log.timeline()[1]?.state == .disputed)
        #expect(try log.timeline()[1]?.changes.map(\.stands) == [true, false])
        try log.add(body: relation("retracts", "#2"))
        #expect(try log.timeline()[1]?.state == .current)
    }

    @Test func `goes back and forth as retractions are retracted`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(body: relation("retracts", "#1"))
        var expected: [EntryState] = [.retracted]
        for revision in 2..<9 {
            try log.add(body: relation("retracts", "#\(revision)"))
            expected.append(expected.last == .retracted ? .current : .retracted)
            #expect(try log.timeline()[1]?.state == expected.last)
        }
    }

    @Test func `is retracted while any of two retractions stands`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(body: relation("retracts", "#1"))
        try log.add(body: relation("retracts", "#1"))
        try log.add(body: relation("retracts", "#3"))
        #expect(try log.timeline()[1]?.state == .retracted)
        try log.add(body: relation("retracts", "#2"))
        #expect(try log.timeline()[1]?.state == .current)
    }

    @Test func `follows changes that other incidents make and take back`() throws {
        var log = SampleLog()
        try log.add("The bridge is closed")
        try log.add("The bridge is open", in: "traffic", body: relation("corrects", "fire#1"))
        #expect(try log.timeline()[1]?.state == .corrected)
        #expect(try log.timeline()[1]?.changes.first?.event.reference.description == "traffic#1")
        try log.add("Wrong bridge", in: "police", body: relation("retracts", "traffic#1"))
        #expect(try log.timeline()[1]?.state == .current)
        #expect(try log.timeline(of: "traffic")[1]?.state == .retracted)
    }

    @Test func `is set by each of several relations of one event`() throws {
        var log = SampleLog()
        for _ in 1...3 { try log.add() }
        try log.add(
            body:
                ##""relation":[{"type":"confirms","target":"#1"},{"type":"disputes","target":"#2","reason":"r"},{"type":"revises","target":"#3"}]"##
        )
        let timeline = try log.timeline()
        #expect((1...3).map { timeline[$0]?.state } == [.current, .disputed, .revised])
    }

    @Test func `is redacted where the body was taken out, and its changes go with it`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(body: relation("corrects", "#1"))
        log.redact(2)
        let timeline = try log.timeline()
        #expect(timeline[2]?.state == .redacted && timeline[2]?.body == nil)
        #expect(timeline[1]?.state == .current)
        try log.add(body: relation("retracts", "#2"))
        #expect(try log.timeline()[2]?.state == .redacted)
    }

    @Test func `is not touched by events that speak of themselves or of later ones, should a log hold such`() throws {
        var log = SampleLog()
        try log.add(body: relation("retracts", "#1"))
        try log.add(body: relation("retracts", "#3"))
        try log.add()
        #expect(try log.timeline().undated.map(\.state) == [.current, .current, .current])
    }

    @Test func `of the changing entry itself stays current when what it changed is retracted`() throws {
        var log = SampleLog()
        try log.add()
        try log.add(body: relation("corrects", "#1"))
        try log.add(body: relation("retracts", "#1"))
        let timeline = try log.timeline()
        #expect((1...3).map { timeline[$0]?.state } == [.retracted, .current, .current])
    }
}
