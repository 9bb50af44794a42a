import Foundation
import StrictJSON
import Testing

@Suite struct `Every flag lands in its field` {
    let program: Program
    init() throws {
        program = try Program()
        try program.succeed("report", "other", "Elsewhere")
        try program.succeed("report", "fire", "First")
    }

    private func body(_ flags: [String], command: String = "report") throws -> String {
        try program.succeed([command, "fire", "It burns"] + flags)
        return try #require(try program.lastEvent()["body"]).text
    }

    @Test(
        arguments: [
            ([], #"{"summary":"It burns"}"#),
            (
                ["--title", "Fire", "--detail", "At length"],
                #"{"title":"Fire","summary":"It burns","detail":"At length"}"#
            ),
            (["--source", "TASS"], #"{"summary":"It burns","source":{"name":"TASS"}}"#),
            (
                [
                    "--source", "A", "--source-kind", "agency", "--url", "https://example.org/1", "--origin", "B",
                    "--grade", "B2",
                ],
                #"{"summary":"It burns","source":{"name":"A","kind":"agency","url":"https://example.org/1","origin":"B","grade":"B2"}}"#
            ),
            (
                ["--place", "Quay", "--lat", "53.5", "--lon", "-9.25"],
                #"{"summary":"It burns","place":{"name":"Quay","lat":53.5,"lon":-9.25}}"#
            ),
            (["--lat", "-0.0", "--lon", "1e1"], #"{"summary":"It burns","place":{"lat":-0.0,"lon":1e1}}"#),
            (["--severity", "Severe"], #"{"summary":"It burns","severity":"Severe"}"#),
            (
                ["--lat", "1", "--lon", "2", "--radius", "500", "--precision", "vicinity"],
                #"{"summary":"It burns","place":{"lat":1,"lon":2,"radius":500,"precision":"vicinity"}}"#
            ),
            (
                [
                    "--category", "Fire", "--urgency", "Immediate", "--severity", "Severe", "--certainty", "Likely",
                    "--verification", "verified",
                ],
                #"{"summary":"It burns","category":"Fire","urgency":"Immediate","severity":"Severe","certainty":"Likely","verification":"verified"}"#
            ),
            (["--exercise"], #"{"summary":"It burns","exercise":true}"#),
            (["--lang", "en-GB"], #"{"summary":"It burns","lang":"en-GB"}"#),
            (
                ["--media", "https://example.org/a.jpg the quay", "--media", "https://example.org/b"],
                #"{"summary":"It burns","media":[{"url":"https://example.org/a.jpg","caption":"the quay"},{"url":"https://example.org/b"}]}"#
            ),
            (
                ["--unit", "E39", "--unit-kind", "engine", "--agency", "FD", "--action", "searches"],
                #"{"summary":"It burns","unit":{"id":"E39","kind":"engine","agency":"FD","action":"searches"}}"#
            ),
            (["--duplicates", "#1"], ##"{"summary":"It burns","relation":{"type":"duplicates","target":"#1"}}"##),
            (
                [
                    "--figure", "killed=40", "--figure", "injured=40..60", "--figure", "missing=..7", "--figure",
                    "trapped=3..", "--figure", "evacuated=dozens",
                ],
                #"{"summary":"It burns","figures":[{"measure":"killed","best":40},{"measure":"injured","low":40,"high":60},{"measure":"missing","high":7},{"measure":"trapped","low":3},{"measure":"evacuated","words":"dozens"}]}"#
            ),
            (
                ["--claim", "attribution", "--claimed-by", "a group", "--stance", "denied"],
                #"{"summary":"It burns","claim":{"what":"attribution","by":"a group","stance":"denied"}}"#
            ),
            (
                [
                    "--decision", "Go out", "--option", "Stay", "--option", "Go out", "--grounds", "It bends",
                    "--decided-by", "BC2",
                ],
                #"{"summary":"It burns","decision":{"what":"Go out","options":["Stay","Go out"],"grounds":"It bends","by":"BC2"}}"#
            ),
            (["--unit", "E39"], #"{"summary":"It burns","unit":{"id":"E39"}}"#),
            (
                ["--unit", "E39", "--status", "onscene"],
                #"{"summary":"It burns","unit":{"id":"E39","status":"onscene"}}"#
            ),
            (["--status", "contained"], #"{"summary":"It burns","status":"contained"}"#),
            (
                ["--unit", "E39", "--status", "active"],
                #"{"summary":"It burns","unit":{"id":"E39"},"status":"active"}"#
            ),
            (
                ["--corrects", "#1", "--reason", "why"],
                ##"{"summary":"It burns","relation":{"type":"corrects","target":"#1","reason":"why"}}"##
            ),
            (["--revises", "other#1"], ##"{"summary":"It burns","relation":{"type":"revises","target":"other#1"}}"##),
            (
                ["--retracts", "#1", "--reason", "why"],
                ##"{"summary":"It burns","relation":{"type":"retracts","target":"#1","reason":"why"}}"##
            ),
            (["--confirms", "#1"], ##"{"summary":"It burns","relation":{"type":"confirms","target":"#1"}}"##),
            (
                ["--responds-to", "fire#1"],
                ##"{"summary":"It burns","relation":{"type":"respondsTo","target":"fire#1"}}"##
            ),
            (
                ["--disputes", "#1", "--confirms", "other#1", "--reason", "why"],
                ##"{"summary":"It burns","relation":[{"type":"confirms","target":"other#1","reason":"why"},{"type":"disputes","target":"#1","reason":"why"}]}"##
            ),
            (["--public"], #"{"summary":"It burns","audience":"public"}"#),
            (
                ["--detail", "a \"quoted\" \\ line\nand \u{1B} another \u{1F692}"],
                #"{"summary":"It burns","detail":"a \"quoted\" \\ line\nand \u001B another 🚒"}"#
            ),
        ] as [([String], String)])
    func `of the body`(flags: [String], expected: String) throws {
        for (command, kind) in [("report", "reported"), ("respond", "responded"), ("update", "updated")] {
            #expect(try body(flags, command: command) == expected)
            #expect(try program.lastEvent()["kind"]?.string == kind)
        }
    }

    @Test func `of the envelope`() throws {
        try program.succeed(
            "report", "fire", "x", "--at", "~2024-03-22 20:45", "--zone", "+03:00", "--published",
            "2024-03-22T18:00:30Z", "--by", "night desk",
            "--tag", "unit:E39", "--tag", "area:north", "--tag", "unit:E39", "--id", "call 7", "--expect", "#1")
        let event = try program.lastEvent()
        #expect(event["occurred"]?.string == "2024-03-22T20:45+03:00~")
        #expect(event["published"]?.string == "2024-03-22T18:00:30Z")
        #expect(event["by"]?.string == "night desk")
        #expect(event["tags"]?.text == #"["unit:E39","area:north"]"#)
        #expect(event["id"]?.string == "call 7")
        #expect(event["revision"]?.integer == 2)
    }

    @Test(arguments: [
        ("2024-03-22", "2024-03-22"), ("2024", "2024"), ("2024-03-22T20:45+01:00", "2024-03-22T20:45+01:00"),
        ("2024-03-22 20:45", "2024-03-22T20:45Z"),
        ("2024-03-22T20:33Z..2024-03-22T20:45Z", "2024-03-22T20:33Z..2024-03-22T20:45Z"),
        ("..2024-03-22T20:45Z", "..2024-03-22T20:45Z"),
        ("2024-03-22?", "2024-03-22?"), (##"{"after":"#1","offset":"PT5M"}"##, ##"{"after":"#1","offset":"PT5M"}"##),
    ])
    func `times that stand on their own keep their words`(at: String, words: String) throws {
        try program.succeed("report", "fire", "x", "--at", at)
        let occurred = try #require(try program.lastEvent()["occurred"])
        #expect(occurred.string ?? occurred.text == words)
    }

    @Test func `times that go by now are written down as what they mean`() throws {
        for at in ["now", "-10m", "-1h30m", "yesterday 14:00", "20:45", "~20:45", "today"] {
            try program.succeed("report", "fire", "x", "--at", at, "--zone", "+03:00")
            let words = try #require(try program.lastEvent()["occurred"]?.string)
            #expect(words.hasPrefix("20"), "\(at): \(words)")
            #expect(words.contains("+03:00"), "\(at): \(words)")
            #expect(words.hasSuffix("~") == at.hasPrefix("~"))
        }
    }

    @Test func `a time ahead of now is taken, and said`() throws {
        let ahead = try program.succeed("report", "fire", "Low tide", "--at", "2999-01-01")
        #expect(ahead.errors.contains("ahead of now"))
        #expect(try program.succeed("report", "fire", "x", "--at", "-10m").errors.isEmpty)
        let said = "blotter: nothing says when it happened; add --at, such as --at now\n"
        for command in ["report", "respond"] {
            #expect(try program.succeed(command, "fire", "x").errors == said)
            // It hangs on the time of the other entry.
            let changing = try program.succeed(command, "fire", "y", "--corrects", "#1", "--reason", "typo")
            #expect(!changing.errors.contains(said))
        }
        #expect(try program.succeed("update", "fire", "x").errors.isEmpty)
    }

    @Test func `the zone comes from the flag, else from the environment, else it is UTC`() throws {
        program.environment["BLOTTER_ZONE"] = "Asia/Tokyo"
        try program.succeed("report", "fire", "x", "--at", "2024-03-22 20:45")
        #expect(try program.lastEvent()["occurred"]?.string == "2024-03-22T20:45+09:00")
        try program.succeed("report", "fire", "x", "--at", "2024-03-22 20:45", "--zone", "America/New_York")
        #expect(try program.lastEvent()["occurred"]?.string == "2024-03-22T20:45-04:00")
        program.environment["BLOTTER_ZONE"] = ""
        try program.succeed("report", "fire", "x", "--at", "2024-03-22 20:45")
        #expect(try program.lastEvent()["occurred"]?.string == "2024-03-22T20:45Z")
        program.environment["BLOTTER_ZONE"] = "Mars/Base"
        let refused = try program.run("report", "fire", "x", "--at", "20:45")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("BLOTTER_ZONE"))
    }

    @Test func `a time that the clock of the zone skips or shows twice is refused`() throws {
        for at in ["2024-03-31 02:30", "2024-10-27 02:30"] {
            let outcome = try program.run("report", "fire", "x", "--at", at, "--zone", "Europe/Berlin")
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("Europe/Berlin"))
        }
    }

    @Test func `who enters it comes from the flag, else from the environment, else it is the login name`() throws {
        #expect(try program.lastEvent()["by"]?.string == "test-desk")
        try program.succeed("retract", "fire#1", "--reason", "x", "--by", "chief")
        #expect(try program.lastEvent()["by"]?.string == "chief")
        program.environment["BLOTTER_BY"] = nil
        let login = try program.shell("id -un").lines.first
        try program.succeed("report", "fire", "x")
        #expect(try program.lastEvent()["by"]?.string == login)
        program.environment["BLOTTER_BY"] = ""
        try program.succeed(
            "append", input: [line("fire", "x"), line("fire", "y", #","by":"its own""#)].joined(separator: "\n"))
        #expect(try program.replay("--after", "4").compactMap { $0["by"]?.string } == [login, "its own"])
    }

    @Test func `the log is found by flag, environment, XDG_DATA_HOME and HOME, in this order`() throws {
        func makes(_ log: String) throws -> Bool {
            try program.succeed("report", "fire", "x")
            return FileManager.default.fileExists(atPath: program.path(log) + "/data.mdb")
        }
        try program.succeed("report", "fire", "x", "--log", program.path("deep/er/by-flag"))
        #expect(FileManager.default.fileExists(atPath: program.path("deep/er/by-flag/data.mdb")))
        program.environment["BLOTTER_LOG"] = nil
        #expect(try makes(".local/share/blotter"))
        program.environment["XDG_DATA_HOME"] = "not/absolute"
        #expect(try program.eventCount() == 1)
        program.environment["XDG_DATA_HOME"] = program.path("xdg")
        #expect(try makes("xdg/blotter"))
        program.environment["BLOTTER_LOG"] = program.path("by-environment")
        #expect(try makes("by-environment"))
        program.environment = ["PATH": "/usr/bin:/bin", "BLOTTER_BY": "me"]
        let homeless = try program.run("stats")
        #expect(homeless.status == 64)
        #expect(homeless.errors.contains("--log"))
    }
}
