import Foundation
import StrictJSON
import Testing

@Suite struct `Appending lines` {
    let program: Program
    init() throws { program = try Program() }

    @Test func `a bad line is named by file and line and skipped, and the rest is kept`() throws {
        let file = try program.file(
            "feed.jsonl",
            [line("fire", "one"), "{not json", line("fire", "two"), #"{"incident":"fire"}"#, "", line("fire", "three")]
                .joined(separator: "\n"))
        let outcome = try program.run("append", file)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("\(file):2: "))
        #expect(outcome.errors.contains("\(file):4: "))
        #expect(outcome.output.contains("appended 3 events at positions 1–3"))
        #expect(outcome.output.contains("2 bad lines skipped"))
    }

    @Test func `atomic keeps all or nothing`() throws {
        let bad = try program.file(
            "bad.jsonl", [line("fire", "one"), "{", line("fire", "two")].joined(separator: "\n"))
        #expect(try program.run("append", "--atomic", bad).status == 65)
        #expect(try program.run("replay").status == 66)
        let stale = [line("fire", "one"), line("fire", "two", #","expectedRevision":5"#)].joined(separator: "\n")
        #expect(try program.run("append", "--atomic", input: stale).status == 75)
        #expect(try program.run("replay").status == 66)
        let good = [line("fire", "one"), line("fire", "two", #","expectedRevision":1"#)].joined(separator: "\n")
        #expect(try program.succeed("append", "--atomic", input: good).output.contains("appended 2 events"))
    }

    @Test(
        arguments: [
            (line("fire", "other", #","id":"a""#), 75), (line("fire", "x", #","expectedRevision":5"#), 75),
            (line("fire", "other", #","id":"b""#), 75),
            (
                ##"{"incident":"fire","kind":"updated","body":{"summary":"x","relation":{"type":"confirms","target":"#9"}}}"##,
                65
            ),
        ] as [(String, Int32)])
    func `atomic names the line that the log refuses`(bad: String, status: Int32) throws {
        try program.succeed("append", input: line("fire", "one", #","id":"a""#))
        let first = try program.file("first.jsonl", line("fire", "two"))
        let second = try program.file(
            "second.jsonl",
            ["", line("fire", "three", #","id":"b""#), bad, line("fire", "four")].joined(separator: "\n"))
        let outcome = try program.run("append", "--atomic", first, second)
        #expect(outcome.status == status)
        #expect(outcome.errors.hasPrefix("\(second):3: "), "\(outcome.errors)")
        #expect(outcome.output == "appended 0 events; \(status == 75 ? "1 conflict" : "1 bad line")\n")
        #expect(try program.eventCount() == 1)
    }

    @Test func `the same lines again append nothing, and a conflict gives exit code 75`() throws {
        let lines = [line("fire", "one", #","id":"a""#), line("fire", "two", #","id":"b""#)].joined(separator: "\n")
        try program.succeed("append", input: lines)
        let again = try program.succeed("append", input: lines)
        #expect(again.output.contains("appended 0 events; 2 were there already"))
        let conflict = try program.run(
            "append", input: line("fire", "other", #","id":"a""#) + "\n" + line("fire", "new"))
        #expect(conflict.status == 75)
        #expect(conflict.errors.contains("standard input:1: "))
        #expect(conflict.output.contains("appended 1 event"))
        let both = try program.run("append", input: line("fire", "other", #","id":"a""#) + "\n{")
        #expect(both.status == 65)
    }

    @Test func `replay gives back what append took, and appending a replay elsewhere gives the same bodies and ids`()
        throws
    {
        try program.succeed("append", "seeds/crocus-city-hall.jsonl")
        let outcome = try program.shell(
            """
            blotter replay > '\(program.directory.path)/one.jsonl' \
            && blotter append --log '\(program.directory.path)/second' '\(program.directory.path)/one.jsonl' \
            && blotter replay --log '\(program.directory.path)/second' > '\(program.directory.path)/two.jsonl'
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("of the events were replayed from a log; here they got new positions"))
        let one1 = try program.succeed("replay", "--limit", "1").output
        let alone = try program.succeed(["append", "--log", program.path("third")], input: Data(one1.utf8))
        #expect(alone.errors.contains("1 of the events was replayed from a log; here it got a new position"))
        let one = try String(contentsOfFile: program.directory.path + "/one.jsonl", encoding: .utf8)
        let two = try String(contentsOfFile: program.directory.path + "/two.jsonl", encoding: .utf8)
        let withoutRecorded = { (text: String) in text.replacing(/"recorded":"[^"]*"/, with: "") }
        #expect(withoutRecorded(one) == withoutRecorded(two))
        #expect(one.split(separator: "\n").count > 30)
    }

    @Test func `several files and standard input are taken in order`() throws {
        let first = try program.file("first.jsonl", line("fire", "one"))
        let outcome = try program.succeed("append", "--format", "json", first, "-", input: line("flood", "two"))
        #expect(try outcome.json.map { $0["incident"]?.string } == ["fire", "flood"])
        #expect(try outcome.json.map { $0["position"]?.integer } == [1, 2])
    }

    @Test func `a missing file is named before anything is appended`() throws {
        let first = try program.file("first.jsonl", line("fire", "one"))
        let outcome = try program.run("append", first, "nowhere.jsonl")
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("nowhere.jsonl"))
        #expect(!FileManager.default.fileExists(atPath: program.log))
    }

    @Test func `a line over one mebibyte is skipped without being kept in memory`() throws {
        let long = line("fire", String(repeating: "x", count: 1 << 20))
        let outcome = try program.run(
            "append", input: [line("fire", "one"), long, line("fire", "two")].joined(separator: "\n"))
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("standard input:2: "))
        #expect(outcome.output.contains("appended 2 events"))
    }

    @Test func `a circle of relative times is refused when it would be closed`() throws {
        let lines = [
            line("fire", "It begins", #","occurred":"2024-03-22T20:00Z""#),
            ##"{"incident":"fire","kind":"reported","occurred":{"after":"#1","offset":"PT10M"},"body":{"summary":"It grows"}}"##,
        ].joined(separator: "\n")
        try program.succeed("append", input: lines)
        let circle = ##"""
            {"incident":"fire","kind":"updated","occurred":{"before":"#2","offset":"PT5M"},"body":{"summary":"It began",\##
            "relation":{"type":"corrects","target":"#1","reason":"a clock was wrong"}}}
            """##
        let outcome = try program.run("append", input: circle)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("occurred"))
        #expect(try program.eventCount() == 2)
    }

    @Test func `more files than may be open at once are appended, and a missing one is told before anything is done`()
        throws
    {
        for number in 0..<80 { _ = try program.file("many-\(number).jsonl", line("fire", "entry \(number)") + "\n") }
        let many = try program.shell("ulimit -n 64; blotter append '\(program.directory.path)'/many-*.jsonl")
        #expect(many.output.hasPrefix("appended 80 events"), "\(many.errors)")
        let missing = try program.shell(
            "blotter append '\(program.path("many-1.jsonl"))' '\(program.path("none.jsonl"))'")
        #expect(missing.status == 66)
        #expect(try program.eventCount() == 80)
    }

    @Test func `only events that are appended are said to come out of a replay`() throws {
        try program.succeed("report", "fire", "one")
        let replayed = try program.succeed("replay").output
        let outcome = try program.run("append", input: replayed + line("fire", "two") + "\n")
        #expect(outcome.output == "appended 1 event at position 2; 1 was there already\n")
        #expect(outcome.errors.isEmpty)
        program.environment["BLOTTER_LOG"] = program.path("second")
        #expect(try program.run("append", input: replayed).errors.contains("1 of the events was replayed from a log"))
    }
}
