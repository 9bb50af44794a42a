import Foundation
import StrictJSON
import Testing

/// Every refusal: its exit code, one sentence on standard error that names what is wrong, nothing on standard output.
@Suite struct `Exit codes` {
    let program: Program
    init() throws {
        program = try Program()
        try program.succeed("report", "fire", "It burns", "--at", "2024-03-22T20:41Z")
    }

    private func refuses(_ arguments: [String], _ status: Int32, _ named: String) throws {
        let outcome = try program.run(arguments)
        #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
        #expect(outcome.errors.contains(named), "\(arguments): \(outcome.errors)")
        #expect(outcome.output.isEmpty, "\(arguments): \(outcome.output)")
    }

    @Test(
        arguments: [
            ([""], "no command ''"), (["nonsense"], "nonsense"), (["report"], "<incident>"),
            (["report", "fire"], "<summary>"),
            (["report", "fire", "x", "y"], "'y'"), (["report", "fire", "x", "--nope"], "--nope"),
            (["report", "fire", "x", "--zone", ""], "--zone"),
            (["report", "fire", "x", "--zone", "Nowhere/City"], "Nowhere/City"),
            (["report", "fire", "x", "--zone", "../../../etc/passwd"], "--zone"),
            (["report", "fire", "x", "--zone", "+99:00"], "+99:00"),
            (["report", "fire", "x", "--format", "xml"], "xml"),
            (["timeline"], "<incident>"), (["timeline", ""], "incident is empty"), (["timeline", "a b"], "'a b'"),
            (["timeline", "fire", "--as-of", "soon"], "--as-of"), (["timeline", "fire", "--as-of", ""], "--as-of"),
            (["timeline", "fire", "--as-of", "2024-03-22T20:45~"], "doubt"),
            (["timeline", "fire", "--as-of", "2024..2025"], "--as-of"),
            (["timeline", "fire", "--clock", "wall"], "wall"), (["timeline", "fire", "--width", "5"], "--width"),
            (["timeline", "fire", "--width", "99999999999999999999"], "--width"),
            (["timeline", "fire", "--from", "x"], "--from"),
            (["timeline", "fire", "--to", "x"], "--to"),
            (["timeline", "fire", "--from", "2024-03-23", "--to", "2024-03-22"], "--to"),
            (["timeline", "fire", "--zone", "Mars/Base"], "Mars/Base"),
            (["timeline", "fire", "--color", "red"], "red"),
            (["snapshot"], "<incident>"), (["snapshot", "fire", "--as-of", "soon"], "--as-of"),
            (["snapshot", "fire", "--format", "csv"], "csv"),
            (["retract"], "<incident#n>"), (["retract", "fire#1"], "--reason"),
            (["replay", "x"], "'x'"), (["replay", "--after", "x"], "--after"),
            (["replay", "--after", "-1"], "--after"),
            (["replay", "--after", "99999999999999999999"], "--after"), (["replay", "--limit", "0"], "--limit"),
            (["replay", "--limit", "9999999999999999999"], "--limit"), (["replay", "--kind", "seen"], "seen"),
            (["replay", "--tag", "loose"], "--tag"), (["replay", "--incident", "no such!"], "incident"),
            (["replay", "--as-of", "soon"], "--as-of"), (["replay", "--since", "soon"], "--since"),
            (["replay", "--follow", "--reverse"], "--reverse"), (["replay", "--follow", "--as-of", "now"], "--as-of"),
            (["replay", "--format", "json"], "json"), (["replay", "--log", ""], "--log"),
            (["incidents", "--status", "burning"], "burning"), (["incidents", "--limit", "0"], "--limit"),
            (["incidents", "--tag", "loose"], "--tag"), (["incidents", "--since", "soon"], "--since"),
            (["stats", "--format", "xml"], "xml"), (["append", "--format", "xml"], "xml"),
        ] as [([String], String)])
    func `a bad flag or flag value is refused with exit code 64`(arguments: [String], named: String) throws {
        try refuses(arguments, 64, named)
    }

    @Test(
        arguments: [
            (["timeline", "flood"], "flood"), (["timeline", "fires"], "did you mean fire?"),
            (["snapshot", "flood"], "flood"),
            (["replay", "--incident", "flood"], "flood"), (["retract", "flood#1", "--reason", "x"], "flood"),
            (["report", "flood", "x", "--existing"], "flood"), (["append", "nowhere.jsonl"], "nowhere.jsonl"),
            (["append", ""], "cannot open '': "),
            (["timeline", "fire", "--log", "/nowhere/log"], "/nowhere/log"),
            (["replay", "--log", "/nowhere/log"], "/nowhere/log"),
            (["snapshot", "fire", "--log", "/nowhere/log"], "/nowhere/log"),
            (["incidents", "--log", "/nowhere/log"], "/nowhere/log"),
            (["stats", "--log", "/nowhere/log"], "/nowhere/log"),
            (["retract", "fire#1", "--reason", "x", "--log", "/nowhere/log"], "/nowhere/log"),
            (["respond", "fire", "x", "--existing", "--log", "/nowhere/log"], "/nowhere/log"),
        ] as [([String], String)])
    func `what is not there is refused with exit code 66`(arguments: [String], named: String) throws {
        try refuses(arguments, 66, named)
        #expect(!FileManager.default.fileExists(atPath: "/nowhere"))
    }

    @Test func `an empty log has nothing to replay`() throws {
        let empty = program.path("empty")
        try program.succeed("append", "--log", empty, "/dev/null")
        try refuses(["replay", "--log", empty], 66, "empty")
        try refuses(["replay", "--log", empty, "--format", "text"], 66, "empty")
        #expect(try program.succeed("incidents", "--log", empty, "--format", "json").output.isEmpty)
        #expect(try program.succeed("stats", "--log", empty, "--format", "json").document["events"]?.integer == 0)
    }

    @Test func `a filter that nothing passes is no failure`() throws {
        for filter in [
            ["--kind", "updated"], ["--tag", "a:b"], ["--after", "18446744073709551615"], ["--as-of", "1970"],
            ["--text", "flood"],
        ] {
            #expect(try program.succeed(["replay"] + filter).output.isEmpty, "\(filter)")
        }
    }

    @Test func `what is no log, or is damaged, is refused with exit code 74`() throws {
        let other = program.path("other")
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        try Data("notes".utf8).write(to: URL(fileURLWithPath: other + "/notes.txt"))
        try refuses(["replay", "--log", other], 74, "is not a Blotter log")
        try refuses(["report", "fire", "x", "--log", other], 74, "is not a Blotter log")
        #expect(try FileManager.default.contentsOfDirectory(atPath: other) == ["notes.txt"])
        try Data(repeating: 7, count: 100_000).write(to: URL(fileURLWithPath: other + "/data.mdb"))
        try refuses(["replay", "--log", other], 74, "is not a Blotter log")
        try refuses(["stats", "--log", other + "/notes.txt"], 74, "is not a Blotter log")
        try refuses(["replay", "--follow", "--log", "/dev/null/log"], 74, "/dev/null/log")
    }

    @Test func `a body with one bit turned is never served`() throws {
        let path = program.log + "/data.mdb"
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        let body = try #require(data.firstRange(of: Data("It burns".utf8)))
        data[body.lowerBound] ^= 1
        try data.write(to: URL(fileURLWithPath: path))
        try refuses(["replay"], 74, "position 1")
        try refuses(["timeline", "fire"], 74, "position 1")
        try refuses(["snapshot", "fire"], 74, "position 1")
        try refuses(["replay", "--follow"], 74, "position 1")
    }

    @Test func `a file that lost its end is refused`() throws {
        let handle = try #require(FileHandle(forWritingAtPath: program.log + "/data.mdb"))
        try handle.truncate(atOffset: 8192)
        try handle.close()
        try refuses(["replay"], 74, "damaged")
        try refuses(["report", "fire", "x"], 74, "damaged")
    }

    @Test(arguments: [
        "replay", "timeline fire", "snapshot fire", "incidents", "stats", "report fire x", "append --format json",
        "append",
    ])
    func `a full disk below the output is said with exit code 74`(command: String) throws {
        let outcome = try program.shell("echo '\(line("flood", "x"))' | blotter \(command) > /dev/full")
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("standard output"))
    }

    @Test func `a descriptor that is closed is said to be, and no file of the log takes its place`() throws {
        for command in ["replay", "timeline fire", "stats", "help", "report fire y", "append"] {
            let outcome = try program.shell("echo '\(line("fire", "z"))' | blotter \(command) >&-")
            #expect(outcome.status == 74)
            #expect(outcome.errors.contains("cannot write to standard output: it is closed\n"), "\(outcome.errors)")
        }
        let unread = try program.shell("blotter append <&-")
        #expect(unread.status == 74)
        #expect(unread.errors == "blotter: cannot read standard input: it is closed\n")
        #expect(try program.shell("blotter report fire w 2>&- && blotter timelin 2>&-").status == 64)
        #expect(try program.shell("blotter append nowhere.jsonl <&- >&- 2>&-").status == 66)
        #expect(try program.summaries() == ["It burns", "y", "z", "w"])
    }

    @Test func `what is appended though its answer cannot be printed is told with the fault`() throws {
        let report = try program.shell("blotter report flood x > /dev/full")
        #expect(
            report.errors.hasPrefix(
                "blotter: flood#1 was appended at position 2, but cannot write to standard output: "))
        let lines = "printf '%s\\n' '\(line("flood", "x"))' '\(line("flood", "y"))'"
        for format in ["text", "json"] {
            let append = try program.shell("\(lines) | blotter append --format \(format) > /dev/full")
            #expect(append.status == 74)
            #expect(append.errors.contains("blotter: 2 events were appended at positions "))
            #expect(append.errors.contains(", but cannot write to standard output: "))
        }
        let atomic = try program.shell("\(lines) | blotter append --atomic --format json > /dev/full")
        #expect(atomic.errors.hasPrefix("blotter: 2 events were appended at positions 7–8, but cannot write"))
        let retract = try program.shell("blotter retract fire#1 --reason x > /dev/full")
        #expect(retract.errors.hasPrefix("blotter: fire#2 was appended at position 9, but cannot write"))
    }

    @Test func `a limit on the size of files is an error of the append, and keeps what was there`() throws {
        let big = try program.file(
            "big.jsonl",
            line("fire", "big", #","tags":["a:b"]"#).replacingOccurrences(
                of: "}}", with: #","attributes":{"x":"\#(String(repeating: "y", count: 200_000))"}}}"#))
        var statuses: Set<Int32> = []
        for _ in 1...8 { statuses.insert(try program.shell("ulimit -f 1024; blotter append --quiet '\(big)'").status) }
        #expect(statuses.contains(74))
        #expect(statuses.subtracting([0, 74]).isEmpty)
        #expect(try program.summaries().first == "It burns")
    }

    @Test(arguments: [
        "report", "respond", "update", "retract", "append", "timeline", "snapshot", "incidents", "replay", "stats",
    ])
    func `the help of every command shows examples`(command: String) throws {
        let help = try program.succeed(command, "--help")
        #expect(help.output.contains("\n  blotter \(command)"), "\(help.output)")
        #expect(help.errors.isEmpty)
        #expect(try program.succeed("help", command).output == help.output)
    }

    @Test func `without a command the help lists all of them, and the version is one line`() throws {
        let help = try program.succeed().output
        for command in [
            "report", "respond", "update", "retract", "append", "timeline", "snapshot", "incidents", "replay", "stats",
        ] {
            #expect(help.contains("\n  \(command) "), "\(command)")
        }
        #expect(try program.succeed("--version").lines.count == 1)
    }
}
