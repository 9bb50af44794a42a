import Incidents
import Testing

@Suite struct `An editor asks of sources` {
    @Test func `one number of one origin is the same however its measure is written`() throws {
        var log = SampleLog()
        for (name, measure) in [("Radio", "Killed"), ("Gazette", "killed")] {
            try log.add(
                body: source(name, origin: "TASS") + #","figures":[{"measure":"\#(measure)","best":4}]"#)
        }
        #expect(try log.questions([.sameOrigin]) == ["#2 same-origin"])
    }

    @Test func `who said it, of reports, figures and claims`() throws {
        var log = SampleLog()
        try log.add("No source", at: at("18:00"))
        try log.add("A source", at: at("18:00"), body: source("TASS"))
        try log.add("A link", at: at("18:00"), body: #""source":{"url":"https://example.org"}"#)
        try log.add("Our own act", kind: "responded", at: at("18:00"))
        try log.add("A number", kind: "updated", at: at("18:00"), body: #""figures":[{"measure":"killed","best":4}]"#)
        try log.add("A claim", kind: "updated", at: at("18:00"), body: #""claim":{"what":"motive"}"#)
        try log.add("A grade alone", at: at("18:00"), body: #""source":{"grade":"B2"}"#)
        #expect(try log.questions([.noSource]) == ["#1 no-source", "#5 no-source", "#6 no-source", "#7 no-source"])
        #expect(try log.findings([.noSource])[1].sentence == "tells killed and names no source")
    }

    @Test func `whether two are one, where one confirms the other or repeats its number`() throws {
        var log = SampleLog()
        let killed = #""figures":[{"measure":"killed","best":40}]"#
        try log.add(at: at("18:00"), body: source("TASS") + "," + killed)
        try log.add(at: at("18:01"), body: source("Radio North", origin: "tass ") + "," + killed)
        try log.add(at: at("18:02"), body: source("Interfax") + "," + killed)
        try log.add(at: at("18:03"), body: source("TASS") + "," + killed)
        try log.add(
            kind: "updated", at: at("18:04"), body: source("Mash", origin: "TASS") + "," + relation("confirms", "#1"))
        try log.add(kind: "updated", at: at("18:05"), body: source("Interfax") + "," + relation("confirms", "#1"))
        #expect(try log.questions() == ["#2 same-origin", "#5 same-origin"])
        #expect(
            try log.findings().map(\.sentence) == [
                "tells the same killed as #1, and both come from tass : is it a duplicate?",
                "confirms #1, but both come from TASS: that is one source, not two",
            ])
    }

    @Test func `the same of names that differ in case, accents and blanks alone`() throws {
        var log = SampleLog()
        let killed = #""figures":[{"measure":"killed","best":40}]"#
        func claim(_ what: String, _ stance: String) -> String { #""claim":{"what":"\#(what)","stance":"\#(stance)"}"# }
        try log.add(at: at("18:00"), body: source("Médias") + "," + killed + "," + claim("motive", "claimed"))
        try log.add(at: at("18:01"), body: source("Radio", origin: "MEDIAS") + "," + killed)
        try log.add(kind: "updated", at: at("18:02"), body: source("médias ") + "," + relation("confirms", "#1"))
        try log.add(at: at("18:03"), body: source("MÉDIAS") + "," + claim("MÓTIVE", "denied"))
        #expect(try log.questions() == ["#2 same-origin", "#3 same-origin", "#4 contradiction"])
    }

    @Test func `nothing where the second account is marked as a duplicate`() throws {
        var log = SampleLog()
        let killed = #""figures":[{"measure":"killed","best":40}]"#
        try log.add(at: at("18:00"), body: source("TASS") + "," + killed)
        try log.add(
            at: at("18:01"),
            body: source("Radio North", origin: "TASS") + "," + killed + "," + relation("duplicates", "#1"))
        #expect(try log.questions() == [])
    }

    @Test(arguments: [
        ("verified", "C4", true), ("corroborated", "C5", true), ("verified", "C3", false), ("unverified", "A1", true),
        ("unverified", "A2", false), ("false", "B2", true), ("false", "B5", false), ("disputed", "B5", false),
        ("verified", "F6", false),
    ])
    func `how a grade goes with a verification`(_ verification: String, _ grade: String, _ isAsked: Bool) throws {
        var log = SampleLog()
        try log.add(at: at("18:00"), body: source("TASS", grade: grade) + #","verification":"\#(verification)""#)
        #expect(try log.questions() == (isAsked ? ["#1 grade-conflict"] : []))
    }

    @Test func `why one denies what it claimed`() throws {
        func claim(_ stance: String, by: String = "X") -> String {
            #""claim":{"what":"attribution","by":"\#(by)","stance":"\#(stance)"}"#
        }
        var log = SampleLog()
        try log.add(at: at("18:00"), body: source("FSB") + "," + claim("attributed"))
        try log.add(at: at("18:01"), body: source("TASS") + "," + claim("denied"))
        try log.add(at: at("18:02"), body: source("FSB") + "," + claim("denied", by: "Y"))
        try log.add(at: at("18:03"), body: source("fsb") + "," + claim("denied"))
        try log.add(at: at("18:04"), body: source("FSB") + "," + claim("charged") + "," + relation("revises", "#4"))
        #expect(try log.questions() == ["#4 contradiction"])
        #expect(
            try log.findings().first?.sentence
                == "says denied of attribution, and the same source said attributed in #1")
    }

    @Test func `nothing about what was taken back or corrected`() throws {
        var log = SampleLog()
        try log.add("No source", at: at("18:00"))
        try log.add("Nor here", at: at("18:00"))
        try log.add("We erred", kind: "updated", body: relation("retracts", "#1"))
        try log.add("The desk erred", kind: "updated", body: relation("corrects", "#2"))
        #expect(try log.questions([.noSource]) == [])
    }
}
