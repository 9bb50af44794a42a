import Foundation
import StrictJSON
import Testing

/// For whom an incident is told, how its figures are headed, and what its units did.
@Suite struct Telling {
    let program: Program
    init() throws { program = try Program() }

    private func tellFire() throws {
        for (summary, flags) in [
            ("About forty are out", ["--figure", "evacuated=40", "--source", "Radio", "--grade", "C3"]),
            (
                "Sixty are out",
                ["--figure", "evacuated=60", "--source", "Fire service", "--source-kind", "official", "--public"]
            ),
            ("Fifty are out", ["--figure", "evacuated=50", "--source", "Police", "--grade", "A1"]),
            ("Dozens are out", ["--figure", "evacuated=dozens", "--source", "A neighbour", "--public"]),
        ] as [(String, [String])] {
            try program.succeed(["report", "fire", summary, "--by", "anna"] + flags)
        }
    }

    @Test(
        arguments: [
            ("latest-official", "evacuated 60 (latest official)"),
            ("highest-graded", "evacuated 50 (highest graded, A1)"),
            ("conservative", #"evacuated 12 ("dozens") (conservative)"#),
            ("latest", #"evacuated 12 ("dozens") (latest)"#),
        ])
    func `the headline of figures is chosen by --figures, and the policy is told`(policy: String, line: String) throws {
        try tellFire()
        for command in ["timeline", "snapshot"] {
            let text = try program.succeed(command, "fire", "--figures", policy).output
            #expect(text.contains(line + #" · told between 12 ("dozens") and 60"#), "\(text)")
        }
        let figures = try program.snapshot("fire", "--figures", policy).list("figures")
        #expect(figures.first?["policy"]?.string == policy)
        #expect(figures.first?["toldBetween"]?["lowRead"]?.bool == true)
        #expect(
            figures.first?.list("origins").map { $0["origin"]?.string } == [
                "Radio", "Fire service", "Police", "A neighbour",
            ])
        #expect(try program.run("timeline", "fire", "--figures", "newest").status == 64)
    }

    @Test func `for the public only what is public is printed, with how much is left out`() throws {
        try tellFire()
        try program.succeed("report", "raid", "Before dawn")
        for command in ["timeline", "snapshot"] {
            let text = try program.succeed(command, "fire", "--audience", "public").output
            #expect(text.contains("for the public") && text.contains("2 entries are not public and are not shown"))
            #expect(
                text.contains("evacuated 60") && !text.contains("Radio") && !text.contains("50")
                    && !text.contains("anna"))
        }
        let timeline = try program.timeline("fire", "--audience", "public")
        #expect(timeline["notPublic"]?.integer == 2 && timeline["audience"]?.string == "public")
        #expect(timeline.allEntries.map { $0["by"]?.isNull } == [true, true])
        #expect(try program.timeline("fire")["notPublic"]?.integer == 0)
        let list = try program.succeed("incidents", "--audience", "public")
        #expect(list.output.contains("fire") && !list.output.contains("raid"))
        #expect(
            list.output.contains("2 entries of these incidents left out, 1 incident with nothing public not listed"))
        let lines = try program.succeed("incidents", "--audience", "public", "--format", "json")
        #expect(lines.output.split(separator: "\n").count == 1 && lines.output.contains(#""notPublic":2"#))
        #expect(lines.errors == "blotter: 1 incident has nothing that is public and is not listed\n")
        #expect(try program.run("timeline", "fire", "--audience", "public", "--audience", "internal").status == 64)
    }

    @Test func `a status out of order warns and is kept, by flags and by lines`() throws {
        func respond(_ unit: String, _ status: String, _ time: String) throws -> String {
            try program.succeed(
                "respond", "fire", "\(unit) \(status)", "--unit", unit, "--status", status, "--at",
                "2024-03-22T\(time)Z"
            ).errors
        }
        #expect(try respond("E1", "onscene", "20:40") == "blotter: fire is a new incident\n")
        let sentence =
            "E1 is dispatched (2024-03-22T20:44Z) after it was onscene (2024-03-22T20:40Z, #1): "
            + "that is out of order, and kept as it was written\n"
        #expect(try respond("E1", "dispatched", "20:44") == "blotter: " + sentence)
        #expect(try respond("E1", "cleared", "21:00").isEmpty)
        // After it was cleared it may be sent again.
        #expect(try respond("E1", "dispatched", "21:05").isEmpty)
        let lines = [("E2", "onscene", "20:40"), ("E2", "dispatched", "20:44")].map {
            #"{"incident":"fire","kind":"responded","occurred":"2024-03-22T\#($0.2)Z","body":{"summary":"x","unit":{"id":"\#($0.0)","status":"\#($0.1)"}}}"#
        }
        let outcome = try program.run(["append"], input: Data(lines.joined(separator: "\n").utf8))
        #expect(outcome.status == 0 && outcome.output == "appended 2 events at positions 5–6\n")
        #expect(
            outcome.errors == "standard input:2: " + sentence.replacing("E1", with: "E2").replacing("#1", with: "#5"))
        let units = try program.snapshot("fire").list("units")
        #expect(units.map { $0.list("assignments").map { $0.list("steps").count } } == [[3, 1], [2]])
        #expect(units[0].list("assignments")[0].list("steps")[1]["order"]?.string == "outOfOrder")
        let text = try program.succeed("snapshot", "fire").output
        #expect(text.contains("dispatched 20:44 #2 (out of order, after #1)"))
    }

    @Test func `how long a unit took is told as a range, for people and as ISO 8601`() throws {
        for (status, time) in [("dispatched", "20:44"), ("onscene", "20:52:30"), ("cleared", "21:02:30")] {
            try program.succeed(
                "respond", "fire", "x", "--unit", "E1", "--status", status, "--at", "2024-03-22T\(time)Z")
        }
        let assignment = try program.snapshot("fire").list("units")[0].list("assignments")[0]
        let intervals = assignment.list("intervals")
        #expect(intervals.map { $0["from"]?.string } == ["dispatched", "onscene"])
        #expect(intervals[0]["least"]?.string == "PT7M30.000001S" && intervals[0]["most"]?.string == "PT8M30.999999S")
        #expect(intervals[1]["least"]?.string == "PT9M59.000001S" && intervals[1]["most"]?.string == "PT10M0.999999S")
        let text = try program.succeed("snapshot", "fire").output
        #expect(text.contains("TO SCENE") && text.contains("  7–8 min   9–10 min"), "\(text)")
    }

    @Test func `a decision stands out, and claims stand side by side with what was taken back`() throws {
        try program.succeed(
            "respond", "fire", "Crews leave the building", "--decision", "Fight from outside", "--grounds", "It bends",
            "--option", "Go on inside", "--decided-by", "BC2", "--at", "2024-03-22T20:44Z")
        let timeline = try program.succeed("timeline", "fire", "--width", "120").output
        let line = try #require(timeline.split(separator: "\n").first { $0.contains("DECISION") })
        #expect(line.hasPrefix("  > ") && line.contains("#1  DECISION  Crews leave the building"), "\(timeline)")
        for words in ["decided by BC2: Fight from outside", "options: Go on inside", "grounds: It bends"] {
            #expect(timeline.contains(words), "\(words)")
        }
        for (stance, who) in [("denied", "A"), ("claimed", "B"), ("claimed", "C")] {
            try program.succeed(
                "report", "fire", "x", "--claim", "attribution", "--stance", stance, "--claimed-by", who)
        }
        try program.succeed("retract", "fire#3", "--reason", "a hoax")
        let text = try program.succeed("snapshot", "fire").output
        let lines = text.split(separator: "\n").drop { $0 != "Claims" }.dropFirst().map { $0.split(separator: "  ")[0] }
        #expect(lines == ["attribution", "~~claimed: B~~", "claimed: C", "denied: A"], "\(text)")
        let claims = try program.snapshot("fire").list("claims")
        #expect(claims.map { $0["state"]?.string } == ["current", "retracted", "current"])
        #expect(claims.map { $0["holds"]?.bool } == [true, false, true])
    }
}
