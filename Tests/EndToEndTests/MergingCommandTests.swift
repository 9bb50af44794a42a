import StrictJSON
import Testing

@Suite struct `Incidents that turn out to be one` {
    let program: Program
    init() throws {
        program = try Program()
        let lines = [
            #"{"incident":"smoke","kind":"reported","occurred":"2024-03-22T20:41Z","body":{"summary":"Smoke","status":"open","figures":[{"measure":"injured","best":2}]}}"#,
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T20:40Z","body":{"summary":"Fire","status":"active"}}"#,
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
        try program.succeed("update", "smoke", "One fire", "--merges-into", "fire", "--reason", "same house")
    }

    @Test func `are told together under either name, with who said so`() throws {
        for command in ["timeline", "snapshot"] {
            let text = try program.succeed(command, "smoke").output
            #expect(text.hasPrefix("FIRE   active"))
            #expect(text.contains(#"the incident smoke was merged into fire by smoke#2: "same house", test-desk, "#))
        }
        let timeline = try program.timeline("smoke")
        #expect(timeline["incident"]?.string == "fire" && timeline["askedFor"]?.string == "smoke")
        #expect(timeline.list("mergedBy").first?["reason"]?.string == "same house")
        #expect(timeline.allEntries.map { $0["incident"]?.string } == [nil, "smoke", "smoke"])
        #expect(try program.succeed("timeline", "smoke").output.contains("smoke#1  Smoke"))
        let alone = try program.timeline("smoke", "--alone")
        #expect(alone["incident"]?.string == "smoke" && alone.revisions() == [1] && alone["status"]?.string == "open")
        #expect(try program.replay("--incident", "smoke").count == 2, "a replay is literal")
    }

    @Test func `count once in the list, and are as before when that is taken back, and as of before`() throws {
        let rows = try program.succeed("incidents", "--format", "json").json
        #expect(rows.map { $0["incident"]?.string } == ["fire", "smoke"])
        #expect(rows.map { $0["events"]?.integer } == [3, 0])
        #expect(rows.map { $0["mergedInto"]?.string } == [nil, "fire"])
        #expect(try program.succeed("incidents").output.contains("merged             smoke     merged into fire"))
        #expect(try program.succeed("incidents", "--status", "open").output.isEmpty)
        let before = try program.succeed("incidents", "--status", "open", "--as-of", "@2", "--format", "json").document
        #expect(before["incident"]?.string == "smoke" && before["leftOut"]?.integer == 1)
        #expect(try program.timeline("fire", "--as-of", "@2").revisions() == [1])
        try program.succeed("retract", "smoke#2", "--reason", "two fires")
        #expect(try program.timeline("smoke")["incident"]?.string == "smoke")
        #expect(try program.timeline("fire").allEntries.count == 1)
        #expect(try program.succeed("incidents", "--status", "open", "--format", "json").json.count == 1)
    }

    @Test func `are never one in a circle`() throws {
        let outcome = try program.run("update", "fire", "x", "--merges-into", "smoke")
        #expect(outcome.status == 65)
        #expect(
            outcome.errors.hasPrefix(
                "blotter: --merges-into would close a circle: smoke was merged into fire itself; retract that first"))
        let line =
            #"{"incident":"fire","kind":"updated","body":{"summary":"x","relation":{"type":"mergesInto","target":"smoke"}}}"#
        let appended = try program.run(["append"], input: .init(line.utf8))
        #expect(appended.status == 65 && appended.errors.contains("1: body.relation.target would close a circle"))
        // Where the first is taken back and later stands again, the newer one counts for nothing.
        try program.succeed("retract", "smoke#2", "--reason", "r")
        try program.succeed("update", "fire", "x", "--merges-into", "smoke")
        try program.succeed("retract", "smoke#3", "--reason", "r")
        for incident in ["fire", "smoke"] { #expect(try program.timeline(incident)["incident"]?.string == "fire") }
    }

    @Test func `an entry that belongs elsewhere is told there, and points there from its own place`() throws {
        try program.succeed("report", "flood", "Water")
        try program.succeed("report", "flood", "Burning shed", "--belongs-to", "smoke", "--figure", "injured=3")
        let flood = try program.timeline("flood")
        #expect(flood.allEntries.map { $0["movedTo"]?.string } == [nil, "fire"])
        #expect(flood["snapshot"]?["events"]?.integer == 1)
        #expect(try program.succeed("timeline", "flood").output.contains("~~Burning shed~~"))
        let fire = try program.timeline("fire")
        #expect(fire.allEntries.contains { $0["incident"]?.string == "flood" && $0["revision"]?.integer == 2 })
        #expect(try program.succeed("why", "flood#2", "--format", "json").document["toldIn"]?.string == "fire")
    }
}
