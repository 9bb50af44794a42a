import Foundation
import StrictJSON
import Testing

/// What others recorded, mapped, appended and counted in another way. Skipped where the data is not there.
@Suite struct `Real data` {
    let program: Program
    init() throws { program = try Program() }

    /// What `Scripts/mapping/count` says of the raw data: numbers by name.
    private func count(_ files: String) throws -> [String: Int64] {
        let outcome = try program.shell("Scripts/mapping/count \(files)")
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.lines.reduce(into: [:]) { counts, line in
            let parts = line.split(separator: "\t")
            if parts.count == 3 { counts[String(parts[1])] = Int64(parts[2]) }
        }
    }

    /// Compares what the log holds with an independent count of the raw data.
    private func agrees(with count: [String: Int64], files: String) throws {
        let stats = try program.succeed("stats", "--format", "json").document
        #expect(stats["events"]?.integer == count["events"])
        #expect(stats["incidents"]?.integer == count["incidents"])
        for kind in ["reported", "responded", "updated"] {
            #expect(stats["kinds"]?[kind]?.integer ?? 0 == count[kind], "\(kind)")
            #expect(try program.shell("blotter replay --kind \(kind) | wc -l").lines.first == "\(count[kind] ?? -1)")
        }
        #expect(try program.shell("blotter replay | wc -l").lines.first == "\(count["events"] ?? -1)")
        let incidents = try program.succeed("incidents", "--format", "json").json
        #expect(Int64(incidents.count) == count["incidents"])
        #expect(incidents.reduce(0) { $0 + ($1["events"]?.integer ?? 0) } == count["events"])
        for row in incidents.sorted(by: { ($0["events"]?.integer ?? 0) > ($1["events"]?.integer ?? 0) }).prefix(3)
            + incidents.suffix(2)
        {
            let incident = try #require(row["incident"]?.string)
            let known = try program.shell("Scripts/mapping/count --incident '\(incident)' \(files)").lines.first
            #expect("\(row["events"]?.integer ?? -1)" == known, "\(incident)")
            #expect("\(try program.timeline(incident).allEntries.count)" == known, "\(incident)")
            #expect(!(try program.succeed("timeline", incident).output.isEmpty))
        }
    }

    @Test(.enabled(if: Program.realData("dispatch-feed") != nil, "there is no ../shared/data/dispatch-feed"))
    func `the beginning of the dispatch feed is told completely`() throws {
        let feed = try #require(Program.realData("dispatch-feed"))
        let part = program.path("part.jsonl")
        try program.shell("{ zcat '\(feed)'/*.gz 2> /dev/null || true; } | head -n 20000 > '\(part)'")
        let outcome = try program.shell("Scripts/mapping/dispatch-feed '\(part)' | blotter append")
        #expect(outcome.status == 0, "\(outcome.errors.prefix(2000))")
        #expect(outcome.output == "appended 20000 events at positions 1–20000\n")
        try agrees(with: try count("'\(part)'"), files: "'\(part)'")
    }

    @Test(.enabled(if: Program.realData("fire-calls") != nil, "there is no ../shared/data/fire-calls"))
    func `all fire calls are told completely, and those that stand in two files once`() throws {
        let calls = try #require(Program.realData("fire-calls"))
        let outcome = try program.shell("Scripts/mapping/fire-calls '\(calls)' | blotter append")
        #expect(outcome.status == 0, "\(outcome.errors.prefix(2000))")
        let count = try count("'\(calls)'/*")
        let twice = (count["lines"] ?? 0) - (count["events"] ?? 0)
        #expect(
            outcome.output
                == "appended \(count["events"] ?? 0) events at positions 1–\(count["events"] ?? 0); \(twice) were there already\n"
        )
        try agrees(with: count, files: "'\(calls)'/*")
    }

    /// What `lint` finds in all incidents, compared with an independent count in the raw data, incident by incident.
    private func lintAgrees(files: String) throws {
        let found = try program.shell(
            "{ blotter lint --all --format json || true; } | Scripts/mapping/lint-count --found")
        let expected = try program.shell("Scripts/mapping/lint-count --by-incident \(files)")
        #expect(expected.status == 0 && !expected.lines.isEmpty, "\(expected.errors)")
        let (missing, invented) = (
            Set(expected.lines).subtracting(found.lines), Set(found.lines).subtracting(expected.lines)
        )
        #expect(missing.isEmpty, "\(missing.sorted().prefix(5))")
        #expect(invented.isEmpty, "\(invented.sorted().prefix(5))")
    }

    @Test(
        .enabled(if: Program.realData("statuspage") != nil, "there is no ../shared/data/statuspage"),
        arguments: ["statuspage", "wildfires", "fire-calls"])
    func `is asked what an independent count says must be asked`(_ name: String) throws {
        let files = "'\(try #require(Program.realData(name)))'"
        let outcome = try program.shell("Scripts/mapping/\(name) \(files) | blotter append")
        #expect(outcome.status == 0, "\(outcome.errors.prefix(2000))")
        if name != "fire-calls" { try agrees(with: try count("\(files)/*"), files: "\(files)/*") }
        try lintAgrees(files: "\(files)/*")
    }

    @Test(.enabled(if: Program.realData("air-raid") != nil, "there is no ../shared/data/air-raid"))
    func `the first weeks of two observers of air raids are told together, and their made-up ends are asked about`()
        throws
    {
        let raids = try #require(Program.realData("air-raid"))
        for name in ["official-en", "volunteer-en", "volunteer-uk"] {
            let part = program.path("\(name).csv")
            try program.shell("{ zcat '\(raids)/\(name).csv.gz' 2> /dev/null || true; } | head -n 3001 > '\(part)'")
        }
        let files = "'\(program.directory.path)'/*.csv"
        let outcome = try program.shell("Scripts/mapping/air-raid '\(program.directory.path)' | blotter append")
        #expect(outcome.status == 0, "\(outcome.errors.prefix(2000))")
        try agrees(with: try count(files), files: files)
        try lintAgrees(files: files)
    }
}
