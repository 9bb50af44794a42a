import Foundation
import StrictJSON
import Testing

/// The stories of this project, and yesterday's log.
@Suite struct Seeds {
    let program: Program
    init() throws { program = try Program() }

    private func lines(of seed: String) throws -> [JSONValue] {
        try Data(contentsOf: Program.root.appendingPathComponent(seed)).split(separator: 10).map {
            try JSONDocument(parsing: Array($0)).root
        }
    }

    @Test(arguments: ["crocus-city-hall", "warehouse-fire"])
    func `every line of a story is taken, and all of it is in its timeline`(story: String) throws {
        let lines = try lines(of: "seeds/\(story).jsonl")
        let incident = try #require(lines.first?["incident"]?.string)
        let outcome = try program.succeed("append", "seeds/\(story).jsonl")
        #expect(outcome.errors.isEmpty)
        #expect(outcome.output == "appended \(lines.count) events at positions 1–\(lines.count)\n")
        let timeline = try program.timeline(incident)
        #expect(timeline.allEntries.count == lines.count)
        let kinds = try #require(try program.succeed("stats", "--format", "json").document["kinds"])
        for (kind, count) in Dictionary(grouping: lines, by: { $0["kind"]?.string ?? "" }).mapValues(\.count) {
            #expect(kinds[kind]?.integer == Int64(count), "\(kind)")
        }
        // Words are wrapped, so that only the first of them surely stand together.
        let text = try program.succeed("timeline", incident, "--width", "1000").output
        for line in lines {
            #expect(text.contains(try #require(line["body"]?["summary"]?.string)), "\(line["id"]?.string ?? "")")
        }
        #expect(!(try program.succeed("timeline", incident).output.isEmpty))
        #expect(!(try program.succeed("snapshot", incident).output.isEmpty))
    }

    @Test func `the Crocus story keeps every account of what was counted, and what stands of them`() throws {
        try program.succeed("append", "--quiet", "seeds/crocus-city-hall.jsonl")
        let snapshot = try program.snapshot("crocus-city-hall")
        func told(_ measure: String) -> [Int64] {
            let series = snapshot.list("figures").first { $0["measure"]?.string == measure }
            return (series?.list("series") ?? []).compactMap {
                $0["best"]?.integer ?? $0["low"]?.integer ?? $0["high"]?.integer
            }
        }
        #expect(told("killed").sorted() == [15, 40, 60, 80, 115, 130, 133, 139, 143, 145])
        #expect(told("injured") == [50, 100])
        #expect(told("attackers").sorted() == [3, 4, 5, 6])
        #expect(snapshot["status"]?.string == "closed")
        let text = try program.succeed("timeline", "crocus-city-hall", "--zone", "Europe/Moscow").output
        for words in [
            "MSK (UTC+3)", "Fri 22 Mar 2024", "19:54", "20:01", "20:33", "20:45", "SOBR", "Baza", "disputed by",
            "corrected by", "undated", "killed 145", "told between 15 and 145",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `the Crocus story can be asked what had been published when, and the count of the dead grows with it`()
        throws
    {
        try program.succeed("append", "--quiet", "seeds/crocus-city-hall.jsonl")
        func killed(_ moment: String) throws -> Int64? {
            let snapshot = try program.snapshot(
                "crocus-city-hall", "--clock", "published", "--as-of", moment, "--zone", "+03:00")
            let series = snapshot.list("figures").first { $0["measure"]?.string == "killed" }
            return series?["toldBetween"]?["high"]?.integer
        }
        #expect(try killed("2024-03-22 20:30") == nil)
        #expect(try killed("2024-03-23 12:00") == 130)
        #expect(try killed("2024-03-23") == 143)
        #expect(try killed("2024-03-25") == 143)
        #expect(try killed("2024-12-31") == 145)
        let early = try program.timeline(
            "crocus-city-hall", "--clock", "published", "--as-of", "2024-03-22 20:30", "--zone", "+03:00")
        #expect((early["leftOut"]?.integer ?? 0) > 40)
    }

    @Test(arguments: [1, 2, 3] as [Int64])
    func `a log of every format opens, replays and takes more`(format: Int64) throws {
        let seed = Program.root.appendingPathComponent("seeds/formats/v\(format)")
        try FileManager.default.createDirectory(atPath: program.log, withIntermediateDirectories: true)
        try Data(contentsOf: seed.appendingPathComponent("data.mdb")).write(
            to: URL(fileURLWithPath: program.log + "/data.mdb"))
        let expected = [UInt8](try Data(contentsOf: seed.appendingPathComponent("expected.jsonl")))
        #expect(try program.succeed("replay").bytes == expected)
        #expect(try program.succeed("stats", "--format", "json").document["format"]?.integer == format)
        let count = Int64(expected.split(separator: 10).count)
        for incident in ["harbour-fire", "drill"] {
            let timeline = try program.timeline(incident, "--alone")
            #expect(timeline.allEntries.count == (try program.replay("--incident", incident)).count)
            #expect(try program.succeed("timeline", incident).output.contains("REPORTED"))
        }
        #expect(try program.state(of: 3, in: "harbour-fire") == "disputed")
        #expect(try program.replay("--tag", "unit:E12").isEmpty == false)
        // Its ids, revisions and posting lists are still those by which new events are decided.
        #expect(
            try program.run(["append"], input: Data(expected)).output
                == "appended 0 events; \(count) were there already\n")
        #expect(try program.run("report", "harbour-fire", "x", "--expect", "1").status == 75)
        try program.succeed(
            "report", "harbour-fire", "Written by a later program", "--tag", "unit:E12", "--confirms", "#1")
        let last = try program.lastEvent()
        #expect(last["position"]?.integer == count + 1)
        #expect(try program.replay("--tag", "unit:E12").last?["position"]?.integer == count + 1)
        #expect(Array(try program.succeed("replay").bytes.prefix(expected.count)) == expected)
        try program.succeed("verify")
        // Made anew, its indexes are those of a new log.
        try program.succeed("rebuild", "--indexes")
        #expect(try program.succeed("stats", "--format", "json").document["format"]?.integer == 3)
        #expect(Array(try program.succeed("replay").bytes.prefix(expected.count)) == expected)
        try program.succeed("verify")
        #expect(
            try program.run(["append"], input: Data(expected)).output
                == "appended 0 events; \(count) were there already\n")
    }
}
