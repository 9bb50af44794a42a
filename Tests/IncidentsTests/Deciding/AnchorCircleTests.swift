import EventSourcing
import Incidents
import Testing

@Suite struct `A circle of times` {
    private func event(_ anchor: String?, in incident: String = "fire", _ body: String) throws -> NewEvent {
        let occurred = anchor.map { #","occurred":{"after":"\#($0)","offset":"PT5M"}"# } ?? ""
        return try EventLine(
            parsing: Array(
                #"{"incident":"\#(incident)","kind":"updated"\#(occurred),"body":{"summary":"x",\#(body)}}"#.utf8)
        ).event
    }

    private func refusal(_ event: NewEvent, _ log: SampleLog) -> String? {
        do throws(InvalidEvent) {
            try AnchorCircle.check(event, given: log.events)
            return nil
        } catch {
            #expect(error.field == "occurred")
            return error.problem
        }
    }

    @Test func `can only be closed by what corrects something and has a relative time`() throws {
        #expect(AnchorCircle.needsCheck(try event("#1", relation("corrects", "#2"))))
        #expect(!AnchorCircle.needsCheck(try event(nil, relation("corrects", "#2"))))
        #expect(!AnchorCircle.needsCheck(try event("#1", relation("revises", "#2"))))
        #expect(!AnchorCircle.needsCheck(try event("#1", #""title":"x""#)))
        let both = ##""relation":[{"type":"confirms","target":"#1"},{"type":"corrects","target":"#2","reason":"r"}]"##
        #expect(AnchorCircle.needsCheck(try event("#1", both)))
    }

    @Test func `is closed where the anchor leads to the target`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##)
        try log.add(at: ##"{"after":"#2","offset":"PT5M"}"##)
        try log.add(at: at("20:00"))
        #expect(
            refusal(try event("#1", relation("corrects", "#1")), log)?.contains(
                "hangs on #1, whose time this event corrects") == true)
        #expect(
            refusal(try event("#3", relation("corrects", "#1")), log)?.contains(
                "hangs on #3, whose time follows from that of #1, which this event corrects; give the correction a time"
            ) == true)
        #expect(refusal(try event("#4", relation("corrects", "#1")), log) == nil)
        #expect(refusal(try event("#1", relation("corrects", "#3")), log) == nil)
        #expect(refusal(try event("#3", relation("revises", "#1")), log) == nil)
    }

    @Test func `is found through corrections that stand, and not through others`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("21:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#2"))
        let wrongWay = try event("#2", relation("corrects", "#1"))
        #expect(refusal(wrongWay, log) != nil)
        try log.add(body: relation("retracts", "#3"))
        #expect(refusal(wrongWay, log) == nil)
        try log.add(body: relation("retracts", "#4"))
        #expect(refusal(wrongWay, log) != nil)
        try log.add(at: at("21:30"), body: relation("corrects", "#2"))
        #expect(refusal(wrongWay, log) == nil)
        try log.add(body: relation("corrects", "#2"))
        #expect(refusal(wrongWay, log) == nil)
    }

    @Test func `is found across incidents`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(in: "flood", at: ##"{"after":"fire#1","offset":"PT5M"}"##)
        #expect(
            refusal(try event("flood#1", in: "storm", relation("corrects", "fire#1")), log)?.contains("flood#1") == true
        )
    }

    @Test func `that another event had closed before does not refuse what hangs on it`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#1"))
        try log.add(at: at("20:00"))
        #expect(refusal(try event("#1", relation("corrects", "#3")), log) == nil)
    }

    @Test func `counts what the event itself takes back`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("21:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#2"))
        let turned =
            ##""relation":[{"type":"retracts","target":"#3","reason":"r"},{"type":"corrects","target":"#1","reason":"r"}]"##
        #expect(refusal(try event("#2", turned), log) == nil)
    }

    @Test func `may come to stand later, and then its events count as undated`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("21:00"))
        let first = try event("#1", relation("corrects", "#2"))
        #expect(refusal(first, log) == nil)
        log.append(first)
        try log.add(body: relation("retracts", "#3"))
        let second = try event("#2", relation("corrects", "#1"))
        #expect(refusal(second, log) == nil)
        log.append(second)
        #expect(try log.timeline().undatedOrder.isEmpty)
        try log.add(body: relation("retracts", "#4"))
        let timeline = try log.timeline()
        #expect(timeline.undatedOrder == [3, 4, 5, 6].filter { timeline[$0]?.place == .unknown })
        #expect(timeline.undatedOrder.contains(3) && timeline.undatedOrder.contains(5))
        #expect(timeline[1]?.place == .minute(20, 0) && timeline[1]?.effective == .minute(20, 0))
    }
}
