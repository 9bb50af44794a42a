import EventSourcing
import Incidents
import Testing

@Suite struct `An editor asks of times` {
    @Test func `when it happened, unless a correction says so`() throws {
        var log = SampleLog()
        try log.add("Undated")
        try log.add("Undated act", kind: "responded")
        try log.add("What is known", kind: "updated")
        try log.add("After it", at: ##"{"after":"#1","offset":"PT5M"}"##)
        #expect(try log.questions([.undated]) == ["#1 undated", "#2 undated", "#4 undated"])
        #expect(try log.findings([.undated]).last?.sentence == "hangs on #1, of which nobody says when it was")
        try log.add("At six", kind: "updated", at: at("18:00"), body: relation("corrects", "#1"))
        #expect(try log.questions([.undated]) == ["#2 undated"])
    }

    @Test func `what a time hangs on that was retracted, through the whole chain`() throws {
        var log = SampleLog()
        try log.add(at: at("18:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##)
        try log.add(at: ##"{"after":"#2","offset":"PT5M"}"##)
        try log.add(kind: "updated", body: relation("retracts", "#1"))
        #expect(try log.questions() == ["#2 hangs-on-retracted", "#3 hangs-on-retracted"])
    }

    @Test(arguments: [
        ("18:01", "18:00:01", "", []), ("18:01", "18:00", "", ["#1 published-before-occurred"]),
        ("18:01", "18:00", #","urgency":"Expected""#, []), ("..18:30", "18:00", "", []),
    ])
    func `whether it was told before it happened`(
        _ occurred: String, _ published: String, _ more: String, _ questions: [String]
    ) throws {
        var log = SampleLog()
        let occurred = occurred.hasPrefix("..") ? ".." + at(String(occurred.dropFirst(2))) : at(occurred)
        try log.add(at: occurred, published: at(published), body: source("TASS") + more)
        #expect(try log.questions() == questions)
    }

    @Test func `why it was told so late, if the source says when it told it`() throws {
        var log = SampleLog()
        try log.add(at: "2024-03-20T10:00Z", published: at("10:01"))
        try log.add(at: "2024-03-21T10:00Z", published: at("10:00"))
        try log.add("Written down late, as far as we know", at: "2024-03-01")
        #expect(try log.questions([.toldLate]) == ["#1 told-late"])
        #expect(try log.findings([.toldLate]).first?.sentence == "was published 172800 s after it occurred")
        #expect(
            try log.questions([.toldLate], limits: LintLimits(late: 3600 * Timestamp.perSecond))
                == ["#1 told-late", "#2 told-late"])
    }

    @Test func `why updates of a source come out of order`() throws {
        var log = SampleLog()
        func update(_ name: String, _ published: String, kind: String = "updated") throws {
            try log.add(kind: kind, at: at("10:00"), published: at(published), body: source(name))
        }
        try update("The list", "12:00")
        try update("The list", "11:00")
        try update("Another", "10:30")
        try update("The list", "10:30", kind: "reported")
        try update("the  LIST", "11:59:59.5")
        try update("The list", "12:30")
        try update("The list", "12:10")
        #expect(try log.questions() == ["#2 published-backwards", "#7 published-backwards"])
        #expect(
            try log.findings().last?.sentence
                == "was published 1200 s before #6 of the same source, which was recorded earlier")
    }
}
