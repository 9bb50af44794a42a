import Foundation
import Testing

@Suite struct `The command line` {
    let program: Program
    init() throws { program = try Program() }

    @Test(arguments: [
        (["timelin", "x"], "there is no command 'timelin'; did you mean 'timeline'?"),
        (["help", "timelin"], "there is no command 'timelin'; did you mean 'timeline'?"),
        (["redact", "fire#1"], "there is no command 'redact' yet"),
        (["help", "backup"], "there is no command 'backup' yet"),
        (["help", "foo"], "there is no command 'foo'"), (["foo"], "there is no command 'foo'"),
        (["halp", "report"], "there is no command 'halp'; did you mean 'help'?"),
        (["help", "report", "timeline"], "help is given for one command at a time"),
    ])
    func `an unknown command is named with the nearest one`(arguments: [String], sentence: String) throws {
        let outcome = try program.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errors == "blotter: \(sentence)\nsee blotter help\n")
        #expect(outcome.output.isEmpty)
    }

    @Test(arguments: [
        (["report"], "missing expected argument '<incident>'"),
        (["report", "fire", "x", "y"], "unexpected argument 'y'"),
        (["timeline", "fire", "--formt", "json"], "unknown option '--formt'; did you mean '--format'?"),
        (["report", "fire", "x", "--foo"], "unknown option '--foo'"),
        (
            ["snapshot", "fire", "--format", "csv"],
            "'csv' is invalid for '--format <format>'; write 'text', 'markdown', 'html', 'json' or 'svg'"
        ),
        (["incidents", "--status", "burning"], "'--status <status>'; write one of open, active, contained, resolved"),
        (
            ["timeline", "fire", "--as-of"],
            "missing value for '--as-of <time>'; one that begins with a hyphen is written --as-of=-…"
        ),
        (["timeline", "fire", "--width", "-3"], "--width must lie between 20 and 1000; it is -3"),
        (["replay", "--limit", "-1"], "--limit must be at least 1; it is -1"),
        (["incidents", "--limit", "-1"], "--limit must be at least 1; it is -1"),
        (["replay", "--follow", "--reverse"], "--follow goes forward without end; leave out --reverse"),
    ])
    func `a fault of usage is one sentence, and then where to read on`(arguments: [String], part: String) throws {
        let outcome = try program.run(arguments)
        let lines = outcome.errors.split(separator: "\n")
        #expect(outcome.status == 64)
        #expect(lines.count == 2, "\(outcome.errors)")
        #expect(lines.first?.hasPrefix("blotter: ") == true)
        #expect(lines.first?.contains(part) == true, "\(outcome.errors)")
        #expect(lines.last ?? "" == "see blotter help \(arguments[0])")
    }

    @Test func `a hyphen and an h alone ask for help, and never in place of a summary`() throws {
        for command in ["report", "respond", "update", "retract", "timeline", "append", "stats"] {
            #expect(try program.succeed(command, "-h").output == (try program.succeed(command, "--help").output))
        }
        for summary in ["-h", "-hot spots", "-"] {
            let outcome = try program.run("report", "fire", summary)
            #expect(outcome.status == (summary == "-" ? 0 : 64), "\(summary)")
            #expect(!outcome.output.contains("USAGE"))
        }
        #expect(try program.succeed("report", "fire", "--", "-h").output == "fire#2 at position 2\n")
        #expect(try program.run("report", "-h", "x").status == 64)
    }

    @Test(arguments: ["help", "--version", "help report", "report -h", "timeline --help"])
    func `help that cannot be written is said with exit code 74`(arguments: String) throws {
        let outcome = try program.shell("blotter \(arguments) > /dev/full")
        #expect(outcome.status == 74)
        #expect(outcome.errors.hasPrefix("blotter: cannot write to standard output: "))
    }

    @Test func `the examples of the help are not broken by its wrapping, and can be pasted`() throws {
        let commands = try program.succeed("help").output.matches(of: /\n  ([a-z]+) {2,}/).map { String($0.output.1) }
        #expect(commands.contains("report") && commands.contains("stats"))
        for command in [[]] + commands.map({ [$0] }) {
            let help = try program.succeed(["help"] + command).output
            let indented = help.prefix(upTo: help.firstRange(of: "USAGE:")?.lowerBound ?? help.endIndex)
                .split(separator: "\n").filter { $0.hasPrefix("  ") }
            #expect(!indented.isEmpty)
            #expect(indented.allSatisfy { $0.count <= 76 }, "\(help)")
            // A shell reads them to their ends: no quotation mark is left open, no line continued into nothing.
            let script = indented.filter { !$0.hasPrefix("  {") }.joined(separator: "\n")
            #expect(try program.shell("bash -n <<'END'\n\(script)\nEND").errors.isEmpty)
            let lines = script.replacing("\\\n", with: "").split(separator: "\n")
            #expect(lines.allSatisfy { $0.contains("blotter ") || $0.hasSuffix("|") }, "\(script)")
        }
    }

    @Test func `the examples of entries do what they say`() throws {
        try program.succeed(
            "append", input: Array(repeating: line("harbour-fire", "x"), count: 9).joined(separator: "\n"))
        for command in ["", "report", "respond", "update", "retract"] {
            let help = try program.succeed(["help"] + (command.isEmpty ? [] : [command])).output
            let script = help.prefix(upTo: help.firstRange(of: "USAGE:")?.lowerBound ?? help.endIndex)
                .split(separator: "\n").filter { $0.hasPrefix("  ") }.joined(separator: "\n")
            let outcome = try program.shell("set -e; \(script)")
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }
}
