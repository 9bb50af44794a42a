import Foundation
import StrictJSON
import Testing

@Suite struct `Hostile files` {
    @Test(arguments: HostileFile.all)
    func `are read to their end or refused, and what is good in them is kept`(_ file: HostileFile) throws {
        let program = try Program()
        try program.succeed("append", "--quiet", "/dev/null")
        program.environment["L"] = line("fire", "x")
        program.environment["F"] = program.path("file.jsonl")
        let shell = "cd '\(program.directory.path)'; \(file.shell)\nblotter append \"$F\""
        let outcome = try program.refuse(shell: shell)
        #expect(outcome.status == file.status, "\(outcome.errors.prefix(1000))")
        let events =
            file.appended == 1 ? "1 event at position 1" : file.appended > 0 ? "2 events at positions 1–2" : "0 events"
        #expect(outcome.output.isEmpty || outcome.output.hasPrefix("appended \(events)"), "\(outcome.output)")
        #expect(outcome.output.isEmpty == [66, 74].contains(file.status))
        let says = file.says.map { $0.replacing("$F", with: program.path("file.jsonl")) }
        #expect(says.last == "…" || outcome.errorLines.count == says.count, "\(outcome.errors.prefix(1000))")
        for (line, pattern) in zip(outcome.errorLines, says) { #expect(line.follows(pattern)) }
        #expect(try program.eventCount() == Int64(file.appended))
    }

    @Test(arguments: HostileFile.all.filter { $0.status == 65 })
    func `append nothing where all or nothing is kept`(_ file: HostileFile) throws {
        let program = try Program()
        try program.succeed("append", "--quiet", "/dev/null")
        program.environment["L"] = line("fire", "x")
        program.environment["F"] = program.path("file.jsonl")
        let outcome = try program.refuse(
            shell: "cd '\(program.directory.path)'; \(file.shell)\nblotter append --atomic \"$F\"")
        #expect(outcome.status == 65)
        #expect(outcome.errorLines.last?.hasPrefix("blotter: nothing was appended, because --atomic keeps all") == true)
        #expect(try program.eventCount() == 0)
    }

    @Test func `keep all others out, since they are opened before anything is appended`() throws {
        let program = try Program.withStory()
        let good = try program.file("good.jsonl", line("fire", "x"))
        for (bad, status) in [("nowhere", 66), ("/", 66), (String(repeating: "x", count: 300), 74)] as [(String, Int32)]
        {
            let outcome = try program.refuse(["append", good, bad])
            #expect(outcome.status == status)
            #expect(outcome.errorLines.count == 1)
            try program.expectHoldsOnlyStory(bad)
        }
    }

    @Test(
        arguments: [
            ("append <&-", 74, "cannot read standard input: it is closed"),
            ("append < /", 66, "cannot read standard input: Is a directory"),
            ("append --atomic <&-", 74, "cannot read standard input: it is closed"),
            ("append - - <&-", 74, "cannot read standard input: it is closed"),
            ("replay >&-", 74, "cannot write to standard output: it is closed"),
            ("timeline fire < /dev/null >&-", 74, "cannot write to standard output: it is closed"),
            ("snapshot fire >&- <&-", 74, "cannot write to standard output: it is closed"),
            ("incidents 1< /dev/null", 74, "cannot write to standard output: it is closed"),
            ("verify > /dev/full", 74, "cannot write to standard output: No space left on device"),
            ("stats --log /nowhere <&- >&-", 66, "there is no log at /nowhere; …"),
            ("append nowhere <&- >&-", 66, "cannot open nowhere: No such file or directory"),
            (#"report $'\xff' x"#, 64, "an argument is not valid UTF-8; give it in UTF-8"),
            (#"replay --text $'caf\xe9'"#, 64, "an argument is not valid UTF-8; give it in UTF-8"),
            (#"append $'\xff.jsonl'"#, 64, "an argument is not valid UTF-8; give it in UTF-8"),
            (#"help $'\xed\xa0\x80'"#, 64, "an argument is not valid UTF-8; give it in UTF-8"),
        ] as [(String, Int32, String)])
    func `are closed descriptors and arguments that are no text`(call: String, status: Int32, says: String) throws {
        let program = try Program.withStory()
        let outcome = try program.refuse(shell: "blotter \(call)")
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errorLines.first?.follows("blotter: \(says)") == true, "\(outcome.errors)")
        try program.expectHoldsOnlyStory(call)
    }

    @Test(
        arguments: [
            (#"BLOTTER_BY=$'\xff' blotter report fire x"#, 64, "BLOTTER_BY is not valid UTF-8; give it in UTF-8"),
            ("BLOTTER_BY=' ' blotter report fire x", 65, "BLOTTER_BY is blank; give it a value or leave it out"),
            (
                "BLOTTER_BY=$(printf '%0129d') blotter append", 65,
                "BLOTTER_BY is 129 bytes long; at most 128 are allowed"
            ),
            (
                #"BLOTTER_LOG=$'/tmp/\xff' blotter report fire x"#, 64,
                "BLOTTER_LOG is not valid UTF-8; give it in UTF-8"
            ),
            (#"BLOTTER_ZONE=$'\xff' blotter timeline fire"#, 64, "BLOTTER_ZONE is not valid UTF-8; give it in UTF-8"),
            ("BLOTTER_ZONE=Mars/Base blotter replay", 64, "BLOTTER_ZONE: 'Mars/Base' is no zone of this machine; …"),
            (
                #"BLOTTER_LOG= XDG_DATA_HOME=$'/\xff' blotter stats"#, 64,
                "XDG_DATA_HOME is not valid UTF-8; give it in UTF-8"
            ),
            (#"BLOTTER_LOG= HOME=$'/\xff' blotter stats"#, 64, "HOME is not valid UTF-8; give it in UTF-8"),
            (
                "BLOTTER_LOG= HOME= blotter report fire x", 64,
                "there is no HOME to keep the log in; name a directory with --log"
            ),
        ] as [(String, Int32, String)])
    func `are variables of the environment`(call: String, status: Int32, says: String) throws {
        let program = try Program.withStory()
        let outcome = try program.refuse(shell: call)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(outcome.errorLines.first?.follows("blotter: \(says)") == true, "\(outcome.errors)")
        try program.expectHoldsOnlyStory(call)
    }

    @Test func `say nothing of a variable that a flag stands in for`() throws {
        let program = try Program()
        try program.shell(#"BLOTTER_BY=$'\xff' BLOTTER_ZONE=$'\xff' blotter report fire x --by me --zone UTC"#)
        #expect(try program.lastEvent()["by"]?.string == "me")
    }
}
