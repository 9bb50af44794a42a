import Foundation
import Testing

@Suite struct `Bad lines` {
    @Test(arguments: BadLines.all)
    func `are each named with what is wrong, and none is appended`(_ bad: BadLines) throws {
        let program = try Program.withStory()
        let bytes = Data(bad.rows.map(\.given).joined(separator: [10]))
        let file = try program.file("bad.jsonl", bytes)
        let outcome = try program.refuse(["append", file])
        #expect(outcome.status == bad.status)
        expect(outcome.errorLines, say: bad.rows[...], in: file)
        let count = "\(bad.rows.count) \(bad.status == 75 ? "conflicts" : "bad lines skipped")"
        #expect(outcome.output == "appended 0 events; \(count)\n")
        let piped = try program.refuse(["append", "--format", "json"], input: bytes)
        #expect(piped.status == bad.status)
        #expect(piped.errors == outcome.errors.replacingOccurrences(of: file, with: "standard input"))
        #expect(piped.output.isEmpty)
        try program.expectHoldsOnlyStory(bad.name)
    }

    @Test(arguments: BadLines.all)
    func `keep good ones beside them out where all or nothing is kept`(_ bad: BadLines) throws {
        let program = try Program.withStory()
        let good = Array(line("fire", "good").utf8)
        let file = try program.file(
            "bad.jsonl", Data((bad.rows.map(\.given) + [good]).joined(separator: [10])))
        let outcome = try program.refuse(["append", "--atomic", file])
        #expect(outcome.status == bad.status)
        expect(outcome.errorLines.dropLast(), say: bad.rows.prefix(bad.areBadThemselves ? bad.rows.count : 1), in: file)
        let named = bad.areBadThemselves ? "lines" : "line"
        let last = "blotter: nothing was appended, because --atomic keeps all or nothing; mend the \(named) named above"
        #expect(outcome.errorLines.last == last)
        try program.expectHoldsOnlyStory(bad.name)
    }

    @Test func `come before conflicts, whatever comes first`() throws {
        let program = try Program.withStory()
        let (conflict, bad) = (line("fire", "x", #","expectedRevision":1"#), line("fire", ""))
        for lines in [[conflict, bad], [bad, conflict]] {
            let outcome = try program.refuse(["append"], input: Data(lines.joined(separator: "\n").utf8))
            #expect(outcome.status == 65)
            #expect(outcome.output == "appended 0 events; 1 conflict; 1 bad line skipped\n")
        }
        try program.expectHoldsOnlyStory("both")
    }

    @Test func `are none of those whose enumerated values are the ones described`() throws {
        let program = try Program()
        let lines = Enumeration.all.flatMap { enumeration in
            enumeration.values.map { value in
                let member = enumeration.member("\"\(value)\"")
                return #"{"incident":"fire","kind":"reported","body":{"summary":"x",\#(member)}}"#
            }
        }
        let outcome = try program.succeed("append", input: lines.joined(separator: "\n"))
        #expect(outcome.output == "appended \(lines.count) events at positions 1–\(lines.count)\n")
    }

    private func expect(_ said: some Collection<String>, say rows: some Collection<BadLine>, in file: String) {
        #expect(said.count == rows.count, "\(said.joined(separator: "\n").prefix(3000))")
        for (number, (line, row)) in zip(said, rows).enumerated() {
            let pattern = "\(file):\(number + 1): \(row.says)"
            #expect(line.follows(pattern), "\(String(decoding: row.given.prefix(200), as: UTF8.self))")
        }
    }
}
