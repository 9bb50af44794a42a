import Foundation
import StrictJSON
import Testing

@Suite struct `Writing by hand` {
    let program: Program
    init() throws { program = try Program() }

    @Test func `a report answers with its place, names a new incident, and comes back in the timeline`() throws {
        let first = try program.succeed(
            "report", "harbour-fire", "Smoke over the quay", "--at", "2024-03-22T20:41+01:00~", "--source",
            "Harbour police",
            "--grade", "B2", "--figure", "injured=2..5", "--tag", "area:north", "--title", "Fire in the harbour")
        #expect(first.output == "harbour-fire#1 at position 1\n")
        #expect(first.errors.contains("harbour-fire is a new incident"))
        let second = try program.succeed(
            "respond", "harbour-fire", "Engine sent", "--unit", "E12", "--status", "dispatched")
        #expect(second.output == "harbour-fire#2 at position 2\n")
        #expect(second.errors == "blotter: nothing says when it happened; add --at, such as --at now\n")
        let text = try program.succeed("timeline", "harbour-fire").output
        #expect(text.contains("~19:41"))
        #expect(text.contains("Smoke over the quay"))
        #expect(text.contains("Harbour police"))
        #expect(text.contains("B2"))
        #expect(text.contains("E12"))
        #expect(text.contains("injured"))
    }

    @Test func `a near name is offered when an incident is new, and refused with it when it must exist`() throws {
        try program.succeed("report", "harbour-fire", "Smoke")
        let typo = try program.succeed("report", "harbor-fire", "Smoke")
        #expect(typo.errors.contains("harbour-fire"))
        let refused = try program.run("report", "harbour-fir", "Smoke", "--existing")
        #expect(refused.status == 66)
        #expect(refused.errors.contains("harbour-fire"))
        #expect(try program.eventCount() == 2)
    }

    @Test func `a correction strikes the entry and a retracted correction restores it`() throws {
        try program.succeed("report", "fire", "Five injured", "--figure", "injured=5")
        try program.succeed("update", "fire", "Two injured", "--corrects", "#1", "--reason", "counted twice")
        #expect(try program.state(of: 1, in: "fire") == "corrected")
        #expect(try program.succeed("timeline", "fire").output.contains("~~Five injured~~"))
        try program.succeed("retract", "fire#2", "--reason", "it was five after all")
        #expect(try program.state(of: 1, in: "fire") == "current")
        #expect(try program.state(of: 2, in: "fire") == "retracted")
    }

    @Test func `a correction by another incident strikes the entry too`() throws {
        try program.succeed("report", "fire", "The bridge is closed")
        try program.succeed(
            "update", "traffic", "The bridge is open", "--corrects", "fire#1", "--reason", "seen by patrol")
        #expect(try program.state(of: 1, in: "fire") == "corrected")
        try program.succeed("retract", "traffic#1", "--reason", "wrong bridge")
        #expect(try program.state(of: 1, in: "fire") == "current")
    }

    @Test(arguments: [
        (["report", "fire", "x", "--grade", "Z9"], "grade"),
        (["report", "fire", "x", "--status", "burning"], "status"),
        (["report", "fire", "x", "--severity", "huge"], "severity"),
        (["report", "fire", "x", "--at", "sometime"], "at"),
        (["report", "fire", "x", "--figure", "killed"], "figure"),
        (["report", "fire", "x", "--lat", "200", "--lon", "0"], "lat"),
        (["report", "fire", "x", "--lat", "20"], "lon"),
        (["report", "fire", "   "], "summary"),
        (["report", "no such id!", "x"], "incident"),
        (["report", "fire", "x", "--tag", "loose"], "tag"),
        (["update", "fire", "x", "--corrects", "#1"], "reason"),
        (["update", "fire", "x", "--corrects", "#9", "--reason", "why"], "#9"),
        (["update", "fire", "x", "--corrects", "nowhere#1", "--reason", "why"], "nowhere"),
        (["retract", "fire", "--reason", "why"], "#"),
        (["retract", "fire#77", "--reason", "why"], "#77"),
        (["retract", "fire#1", "--reason", " "], "reason"),
    ])
    func `bad event data given by flags is refused with exit code 65 and named`(arguments: [String], named: String)
        throws
    {
        try program.succeed("report", "fire", "It burns")
        let outcome = try program.run(arguments)
        #expect(outcome.status == 65, "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.contains(named), "\(arguments): \(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(try program.eventCount() == 1)
    }

    @Test func `an id makes a report repeatable, and other content under it is a conflict`() throws {
        let first = try program.succeed("report", "fire", "Smoke", "--id", "call-1", "--format", "json").json[0]
        #expect(first["appended"]?.bool == true)
        let again = try program.succeed("report", "fire", "Smoke", "--id", "call-1", "--format", "json").json[0]
        #expect(again["appended"]?.bool == false)
        #expect(again["position"]?.integer == 1)
        let other = try program.run("report", "fire", "Flames", "--id", "call-1")
        #expect(other.status == 75)
        #expect(other.errors.contains("call-1"))
    }

    @Test func `a stale revision is refused with the revision that it is at`() throws {
        try program.succeed("report", "fire", "Smoke", "--expect", "0")
        let stale = try program.run("report", "fire", "Flames", "--expect", "0")
        #expect(stale.status == 75)
        #expect(stale.errors.contains("#1"))
        try program.succeed("report", "fire", "Flames", "--expect", "1")
    }

    @Test func `who corrects an entry is told what of it no longer stands`() throws {
        try program.succeed(
            "report", "fire", "It burns", "--title", "Fire", "--place", "Quay", "--status", "active", "--unit", "E1",
            "--figure", "killed=1", "--figure", "injured=2")
        func lost(_ flags: String..., by command: String = "--corrects") throws -> String {
            try program.succeed(["update", "fire", "It glows", command, "#1", "--reason", "r"] + flags).errors
        }
        #expect(
            try lost() == "blotter: with #1 corrected its title, place, status, unit E1 and figures no longer stand; "
                + "repeat what still holds\n")
        #expect(
            try lost(
                "--title", "Fire", "--place", "Quay", "--unit", "E1", "--figure", "injured=3", "--figure", "killed=1")
                == "blotter: with #1 corrected its status no longer stands; repeat what still holds\n")
        #expect(
            try lost("--title", "F", "--place", "Q", "--unit", "E1", "--status", "open", "--figure", "injured=3")
                == "blotter: with #1 corrected its figure killed no longer stands; repeat what still holds\n")
        #expect(try lost(by: "--revises").isEmpty)
        #expect(try lost(by: "--disputes").isEmpty)
        let elsewhere = try program.succeed("update", "flood", "Not here", "--corrects", "fire#1", "--reason", "r")
        #expect(elsewhere.errors.contains("with fire#1 corrected its title, place"))
    }
}
