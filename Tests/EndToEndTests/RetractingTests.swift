import StrictJSON
import Testing

@Suite struct `Changing what stands` {
    let program: Program
    init() throws {
        program = try Program()
        try program.succeed("report", "fire", "Five injured", "--figure", "injured=5")
    }

    @Test func `a retraction names its target and reason, answers with its place, and keeps the entry struck`() throws {
        let answer = try program.succeed("retract", "fire#1", "--reason", "another fire")
        #expect(answer.output == "fire#2 at position 2\n")
        #expect(answer.errors.isEmpty)
        let body = try #require(try program.lastEvent()["body"])
        #expect(body["relation"]?["type"]?.string == "retracts")
        #expect(body["relation"]?["reason"]?.string == "another fire")
        #expect(body["summary"]?.string?.isEmpty == false)
        let text = try program.succeed("timeline", "fire").output
        #expect(text.contains("~~Five injured~~"))
        #expect(text.contains("retracted by"))
        #expect(text.contains("another fire"))
        #expect(try program.snapshot("fire").list("figures").first?["headline"]?.isNull == true)
    }

    @Test func `a retracted retraction restores, however often`() throws {
        for revision in 1...5 {
            try program.succeed("retract", "fire#\(revision)", "--reason", "change of mind \(revision)")
            #expect(
                try program.state(of: 1, in: "fire") == (revision % 2 == 1 ? "retracted" : "current"),
                "after #\(revision)")
        }
        let json = try program.succeed("retract", "fire#6", "--reason", "enough", "--format", "json").document
        #expect(json["revision"]?.integer == 7)
        #expect(json["appended"]?.bool == true)
        #expect(try program.snapshot("fire").list("figures").first?["headline"]?["best"]?.integer == 5)
    }

    @Test func `a retraction with an id is appended once, and one that expects an older revision not at all`() throws {
        let flags = ["retract", "fire#1", "--reason", "another fire", "--id", "gone"]
        #expect(try program.succeed(flags + ["--expect", "#1"]).output == "fire#2 at position 2\n")
        #expect(try program.succeed(flags).output == "fire#2 at position 2 (it was there already)\n")
        #expect(try program.run(flags + ["--by", "someone"]).status == 75)
        #expect(try program.run("retract", "fire#1", "--reason", "no fire", "--id", "gone").status == 75)
        #expect(try program.run("retract", "fire#1", "--reason", "another fire", "--id", "again").status == 65)
        let stale = try program.run("retract", "fire#2", "--reason", "it was", "--expect", "1")
        #expect(stale.status == 75 && stale.errors.contains("#2"))
        for (bad, status) in [(["--id", " "], 65), (["--expect", "x"], 64)] as [([String], Int32)] {
            #expect(try program.run(["retract", "fire#2", "--reason", "it was"] + bad).status == status)
        }
        #expect(try program.eventCount() == 2)
    }

    @Test func `every change is shown where it was made and where it acts`() throws {
        try program.succeed(
            "update", "fire", "Six injured", "--revises", "#1", "--reason", "one more", "--figure", "injured=6")
        try program.succeed("report", "fire", "Nobody injured", "--disputes", "#2", "--reason", "the hospital says so")
        let timeline = try program.timeline("fire")
        let states = timeline.allEntries.reduce(into: [Int64: String]()) { states, entry in
            if let revision = entry["revision"]?.integer { states[revision] = entry["state"]?.string }
        }
        #expect(states == [1: "revised", 2: "disputed", 3: "current"])
        let first = try #require(timeline.allEntries.first { $0["revision"]?.integer == 1 })
        let change = try #require(first.list("changedBy").first)
        #expect(change["type"]?.string == "revises")
        #expect(change["revision"]?.integer == 2)
        #expect(change["reason"]?.string == "one more")
        let second = try #require(timeline.allEntries.first { $0["revision"]?.integer == 2 })
        #expect(second.list("relation").first?["target"]?.string == "#1")
        let text = try program.succeed("timeline", "fire").output
        for words in ["revised by #2", "revises #1", "disputed by #3", "disputes #2", "one more"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `a correction with a time moves what hangs on it, and the line keeps its place`() throws {
        try program.succeed("report", "clock", "Alarm", "--at", "2024-03-22T20:00Z")
        try program.succeed("report", "clock", "Door opened", "--at", ##"{"after":"#1","offset":"PT10M"}"##)
        try program.succeed(
            "update", "clock", "Alarm at nine", "--corrects", "#1", "--reason", "misread", "--at", "2024-03-22T21:00Z")
        let timeline = try program.timeline("clock")
        let entries = timeline.list("entries").reduce(into: [Int64: JSONValue]()) {
            $0[$1["revision"]?.integer ?? 0] = $1
        }
        #expect(entries[1]?["occurred"]?["earliest"]?.string == "2024-03-22T20:00:00Z")
        #expect(entries[1]?["effective"]?["earliest"]?.string == "2024-03-22T21:00:00Z")
        #expect(entries[2]?["occurred"]?["earliest"]?.string == "2024-03-22T21:10:00Z")
        #expect(entries[2]?["occurred"]?["relativeTo"]?.string == "#1")
    }

    @Test func `a stale revision is refused in every command that appends, and nothing is appended`() throws {
        try program.succeed("report", "fire", "Second", "--expect", "1")
        for command in ["report", "respond", "update"] {
            let stale = try program.run(command, "fire", "Third", "--expect", "1")
            #expect(stale.status == 75)
            #expect(stale.errors.contains("#2"))
            #expect(stale.output.isEmpty)
        }
        #expect(try program.run("report", "new", "x", "--expect", "1").status == 75)
        #expect(try program.run("report", "fire", "x", "--expect", "18446744073709551615").status == 75)
        let line = try program.run("append", input: line("fire", "x", #","expectedRevision":1"#))
        #expect(line.status == 75)
        #expect(line.errors.contains("standard input:1: "))
        #expect(try program.eventCount() == 2)
    }

    @Test func `the same id again is answered with its place in every form, and other content is a conflict`() throws {
        let flags = ["report", "flood", "Rising", "--id", "a", "--tag", "b:c", "--at", "2024-03-22"]
        #expect(try program.succeed(flags).output == "flood#1 at position 2\n")
        let again = try program.succeed(flags)
        #expect(again.output == "flood#1 at position 2 (it was there already)\n")
        #expect(again.errors.isEmpty, "it is no new incident any more")
        for other in [["--tag", "d:e"], ["--title", "x"], ["--published", "2024-03-22"], ["--by", "someone"]] {
            let conflict = try program.run(flags + other)
            #expect(conflict.status == 75, "\(other): \(conflict.errors)")
            #expect(conflict.output.isEmpty)
        }
        // The id is looked at before the expected revision.
        #expect(try program.run(flags + ["--expect", "0"]).status == 0)
        #expect(try program.eventCount() == 2)
    }
}
