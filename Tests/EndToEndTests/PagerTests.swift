import Foundation
import Testing

/// Text that is longer than the screen goes through a pager, as git does it, and nothing else does.
@Suite struct `A pager` {
    let program: Program

    init() throws {
        program = try Program()
        program.environment["NO_COLOR"] = "1"
        program.environment["TERM"] = "xterm"
        // Leaves behind what it was given, and says on the terminal that it was there.
        program.environment["BLOTTER_PAGER"] = "cat > paged && echo PAGED"
        let lines = (0..<200).map { line("fire", "Entry \($0)", #","occurred":"2024-03-22T20:45Z""#) }
        try program.succeed("append", "--quiet", input: lines.joined(separator: "\n"))
    }

    private func terminal(_ command: String) throws -> String {
        try program.terminal("cd '\(program.directory.path)'; stty rows 24 cols 80; \(command)")
    }

    private func paged() throws -> String { try program.run("/bin/cat", [program.path("paged")], input: nil).output }

    @Test func `gets all of what is longer than the screen, and the terminal nothing of it`() throws {
        let seen = try terminal("blotter timeline fire; echo $?")
        #expect(seen == "PAGED\r\n0\r\n")
        let plain = try program.succeed("timeline", "fire", "--width", "80").output
        // The first line tells the moment of the question.
        #expect(try paged().split(separator: "\n").dropFirst() == plain.split(separator: "\n").dropFirst())
    }

    @Test func `is PAGER where BLOTTER_PAGER is not set`() throws {
        program.environment["BLOTTER_PAGER"] = nil
        program.environment["PAGER"] = "cat > paged; echo \"LESS=$LESS\""
        #expect(try terminal("blotter timeline fire") == "LESS=FRX\r\n")
        #expect(try terminal("LESS=i blotter timeline fire") == "LESS=i\r\n")
    }

    @Test(arguments: [
        "blotter timeline fire --no-pager", "BLOTTER_PAGER= blotter timeline fire",
        "BLOTTER_PAGER=cat blotter timeline fire",
        "blotter timeline fire --format markdown", "blotter timeline fire --format html",
        "blotter timeline fire --format json",
        "blotter timeline fire --format csv", "blotter timeline fire | cat", "blotter timeline fire --as-of '#3'",
        "blotter incidents", "stty rows 0; blotter timeline fire", "blotter replay --format text",
    ])
    func `is left out where nobody wants it, nothing is longer than the screen, or nobody looks`(command: String) throws
    {
        let seen = try terminal("\(command); echo status $?")
        #expect(!seen.contains("PAGED"))
        #expect(seen.contains("fire") || seen.contains("FIRE"))
        #expect(seen.hasSuffix("status 0\r\n"))
    }

    @Test(arguments: ["no-such-pager", "/etc/hostname", "no-such; no-such-either"])
    func `that is missing gives way to plain text`(pager: String) throws {
        program.environment["BLOTTER_PAGER"] = pager
        let seen = try terminal("blotter timeline fire 2>/dev/null; echo status $?")
        #expect(seen.hasPrefix("FIRE "))
        #expect(seen.contains("Entry 0\r\n") && seen.contains("Entry 199\r\n"))
        #expect(seen.hasSuffix("status 0\r\n"))
    }

    @Test(arguments: ["head -n 1", "true", "exec 0<&-; sleep 0.2", "false"])
    func `may be left early, and that is no fault`(pager: String) throws {
        let lines = (0..<3000).map { line("long", "Entry \($0) of very many", #","occurred":"2024-03-22T20:45Z""#) }
        try program.succeed("append", "--quiet", input: lines.joined(separator: "\n"))
        program.environment["BLOTTER_PAGER"] = pager
        let seen = try terminal("blotter timeline long; echo status $?")
        #expect(seen.hasSuffix("status 0\r\n"))
        #expect(seen.split(separator: "\r\n").count <= 2, "\(seen.prefix(500))")
    }

    @Test func `may be shown a colour by nobody but us`() throws {
        program.environment["NO_COLOR"] = nil
        #expect(try terminal("blotter timeline fire") == "PAGED\r\n")
        let text = try paged()
        #expect(text.contains("\u{1B}[1m"))
        #expect(try text.replacing(Regex("\u{1B}\\[[0-9;]*m"), with: "").steering.isEmpty)
    }

    @Test func `is used by snapshots and lists as well`() throws {
        let units = (0..<40).map { index in
            #"{"incident":"fire","kind":"responded","body":{"summary":"E\#(index)","unit":{"id":"E\#(index)","status":"onscene"}}}"#
        }
        let incidents = (0..<40).map { line("fire-\($0)", "It burns") }
        try program.succeed("append", "--quiet", input: (units + incidents).joined(separator: "\n"))
        #expect(try terminal("blotter snapshot fire") == "PAGED\r\n")
        #expect(try paged().contains("E39"))
        #expect(try terminal("blotter incidents") == "PAGED\r\n")
        #expect(try paged().contains("fire-0"))
    }
}
