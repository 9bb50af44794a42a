import Foundation
import Testing

@Suite struct `Following the log` {
    let program: Program
    init() throws {
        program = try Program()
        try program.succeed("report", "fire", "one")
    }

    @Test func `what others append is seen as it comes, each once`() throws {
        let follower = try RunningProgram(program, "replay", "--follow")
        #expect(try follower.nextLine()?.contains("one") == true)
        for number in 2...4 {
            try program.succeed("report", "fire", "entry \(number)")
            let line = try follower.nextLine()
            #expect(line?.contains(#""position":\#(number),"#) == true, "\(line ?? "the end")")
        }
        try program.succeed(
            "append", "--quiet",
            input: (5...300).map { EndToEndTests.line("flood", "entry \($0)") }.joined(separator: "\n"))
        for number in 5...300 { #expect(try follower.nextLine()?.hasPrefix(#"{"position":\#(number),"#) == true) }
        follower.send(SIGTERM)
        #expect(try follower.nextLine() == nil)
        #expect(follower.exitCode() == 128 + SIGTERM)
    }

    @Test func `only what is asked for is followed, as text if wanted`() throws {
        let follower = try RunningProgram(
            program, "replay", "--follow", "--after", "1", "--incident", "flood", "--text", "river", "--format", "text")
        try program.succeed("report", "fire", "The river burns")
        try program.succeed("report", "flood", "Nothing yet")
        try program.succeed("report", "flood", "The RIVER rises")
        let line = try follower.nextLine()
        #expect(line?.contains("flood#2") == true, "\(line ?? "the end")")
        follower.send(SIGINT)
        #expect(try follower.nextLine() == nil)
        #expect(follower.exitCode() == 128 + SIGINT)
    }

    @Test func `it ends by itself at the limit, with everything printed`() throws {
        let follower = try RunningProgram(program, "replay", "--follow", "--limit", "2")
        #expect(try follower.nextLine()?.contains("one") == true)
        try program.succeed("report", "fire", "two")
        #expect(try follower.nextLine()?.contains("two") == true)
        #expect(try follower.nextLine() == nil)
        #expect(follower.exitCode() == 0)
    }

    @Test func `it ends quietly when its reader goes, even where nothing more is appended`() throws {
        let follower = try RunningProgram(program, "replay", "--follow")
        #expect(try follower.nextLine()?.contains("one") == true)
        try follower.stopReading()
        #expect(follower.exitCode() == 0)
        let piped = try program.shell("blotter replay --follow | head -n 1")
        #expect(piped.status == 0)
        #expect(piped.lines.count == 1)
        #expect(piped.errors.isEmpty)
    }

    @Test func `a log that is still empty can be followed`() throws {
        program.environment["BLOTTER_LOG"] = program.path("new")
        try program.succeed("append", input: "")
        let follower = try RunningProgram(program, "replay", "--follow", "--limit", "1")
        try program.succeed("report", "fire", "first of all")
        #expect(try follower.nextLine()?.contains("first of all") == true)
        #expect(follower.exitCode() == 0)
    }

    @Test func `following makes no log`() throws {
        program.environment["BLOTTER_LOG"] = program.path("none")
        #expect(try program.run("replay", "--follow").status == 66)
        #expect(!FileManager.default.fileExists(atPath: program.path("none")))
    }
}
