import Foundation
import StrictJSON
import Testing

@Suite struct `Replaying a part of the log` {
    let program: Program
    init() throws {
        program = try Program()
        let lines = [
            line("fire", "Smoke over the Café", #","tags":["unit:E39","area:north"]"#),
            line("flood", "Der Fluß steigt", #","tags":["area:north"]"#),
            line("fire", "E39 kommt", #","tags":["unit:E39"]"#, kind: "responded"),
            line("quake", "Ёлки упали"), line("fire", "Under control", kind: "updated"),
            #"{"incident":"flood","kind":"updated","body":{"summary":"x","source":{"name":"\u004Dayor"},"attributes":{"smoke":[{"a":"ÅNGSTRÖM"}]}}}"#,
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
    }

    private func positions(_ flags: String...) throws -> [Int64] {
        try program.succeed(["replay"] + flags).json.compactMap { $0["position"]?.integer }
    }

    @Test func `by incident, one or several`() throws {
        #expect(try positions("--incident", "fire") == [1, 3, 5])
        #expect(try positions("--incident", "flood", "--incident", "quake") == [2, 4, 6])
        #expect(try positions("--incident", "fire", "--incident", "flood", "--reverse") == [6, 5, 3, 2, 1])
    }

    @Test func `by kind, one or several`() throws {
        #expect(try positions("--kind", "updated") == [5, 6])
        #expect(try positions("--kind", "responded", "--kind", "updated") == [3, 5, 6])
        #expect(try positions("--kind", "updated", "--incident", "fire") == [5])
    }

    @Test func `by tags, all of which an event must carry`() throws {
        #expect(try positions("--tag", "area:north") == [1, 2])
        #expect(try positions("--tag", "unit:E39") == [1, 3])
        #expect(try positions("--tag", "unit:E39", "--tag", "area:north") == [1])
        #expect(try positions("--tag", "unit:E3").isEmpty)
        #expect(try positions("--tag", "unit:E39", "--kind", "responded") == [3])
    }

    @Test func `after a position, with or without its sign`() throws {
        #expect(try positions("--after", "4") == [5, 6])
        #expect(try positions("--after", "@4") == [5, 6])
        #expect(try positions("--after", "0") == [1, 2, 3, 4, 5, 6])
        #expect(try positions("--after", "4", "--reverse") == [6, 5])
        #expect(try positions("--after", "6").isEmpty)
    }

    @Test func `at most so many, from either end`() throws {
        #expect(try positions("--limit", "2") == [1, 2])
        #expect(try positions("--limit", "2", "--reverse") == [6, 5])
        #expect(try positions("--limit", "1", "--incident", "fire", "--after", "1") == [3])
        #expect(try positions("--limit", "9223372036854775807").count == 6)
    }

    @Test(
        arguments: [
            ("cafe", [1]), ("CAFÉ", [1]), ("cafe\u{301}", [1]), ("ЕЛКИ", [4]), ("mayor", [6]), ("angstrom", [6]),
            ("smoke", [1]), ("summary", []),
            ("", [1, 2, 3, 4, 5, 6]), ("under control", [5]),
        ] as [(String, [Int64])])
    func `by text in decoded values, without regard to case and accents`(word: String, expected: [Int64]) throws {
        #expect(try positions("--text", word) == expected)
    }

    @Test func `a limit counts what is printed, not what is looked at`() throws {
        #expect(try positions("--text", "x", "--limit", "1") == [6])
        #expect(try positions("--text", "e39", "--limit", "1", "--reverse") == [3])
    }

    @Test func `as of a moment and since one, all of either included`() throws {
        try program.succeed("report", "fire", "Later")
        let recorded = try program.replay().compactMap { $0["recorded"]?.string }
        let (first, sixth, seventh) = (recorded[0], recorded[5], recorded[6])
        #expect(try positions("--as-of", sixth) == [1, 2, 3, 4, 5, 6])
        #expect(try positions("--as-of", seventh) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try positions("--since", seventh) == [7])
        #expect(try positions("--since", sixth).last == 7)
        #expect(try positions("--since", sixth).contains(6))
        #expect(try positions("--since", first, "--as-of", sixth, "--incident", "quake") == [4])
        #expect(try positions("--since", "2999").isEmpty)
        #expect(try positions("--as-of", "1970").isEmpty)
        #expect(try positions("--as-of", "9999") == [1, 2, 3, 4, 5, 6, 7])
        #expect(try positions("--since", "-1h").count == 7)
        #expect(try positions("--as-of", "-1h").isEmpty)
    }

    @Test func `as text, one line an event on the clock of the zone`() throws {
        let lines = try program.succeed("replay", "--format", "text", "--incident", "fire", "--zone", "Asia/Tokyo")
            .lines
        #expect(lines.count == 3)
        #expect(lines[0].contains("@1"))
        #expect(lines[0].contains("REPORTED"))
        #expect(lines[0].contains("fire#1"))
        #expect(lines[0].contains("Smoke over the Café"))
        #expect(lines[0].contains("test-desk"))
        let utc = try program.succeed("replay", "--format", "text", "--incident", "fire").lines
        #expect(utc[0] != lines[0])
    }

    @Test func `a drill is marked as one in the text too`() throws {
        let drill = #"{"incident":"drill","kind":"reported","body":{"summary":"Smoke","exercise":true}}"#
        try program.succeed("append", input: drill + "\n" + line("drill", "Flames"))
        let text = try program.succeed("replay", "--incident", "drill", "--format", "text").lines
        #expect(text.map { $0.contains("  EXERCISE  Smoke  ") } == [true, false])
    }
}
