import StrictJSON
import Testing

/// A call that must be refused: its arguments, the exit code, and all that is said on standard error behind `blotter: `;
/// `…` stands for anything. Of usage that the parser of arguments refuses, a line more says where to read on.
struct BadCall: Sendable {
    let arguments: [String]
    let status: Int32
    let says: String
    var readsOn = false

    init(_ status: Int32, _ arguments: [String], _ says: String) {
        self.arguments = arguments
        self.status = status
        self.says = says
    }

    /// A fault that comes with advice where to read on.
    static func usage(_ arguments: [String], _ says: String) -> BadCall {
        var call = BadCall(64, arguments, says)
        call.readsOn = true
        return call
    }
}

/// Bad calls of one command, or for like reasons, that share one log.
struct BadCalls: CustomTestStringConvertible, Sendable {
    let name: String
    let rows: [BadCall]

    var testDescription: String { name }

    static let all = [
        root, times, fields, relations, merging, envelope, entries, retract, append, timeline, snapshot, diff, why,
        lint,
        incidents, replay, keeping,
    ]
}

@Suite struct `Bad calls` {
    @Test(arguments: BadCalls.all)
    func `are refused in one sentence, and nothing is appended`(_ calls: BadCalls) throws {
        let program = try Program.withStory()
        for call in calls.rows {
            let outcome = try program.refuse(call.arguments)
            let given = "\(call.arguments.map { $0.prefix(100) })"
            #expect(outcome.status == call.status, "\(given): \(outcome.errors)")
            #expect(outcome.output.isEmpty, "\(given): \(outcome.output)")
            #expect(outcome.errorLines.first?.follows("blotter: \(call.says)") == true, "\(given): \(outcome.errors)")
            let command = call.arguments.first.flatMap { $0.hasPrefix("-") ? nil : " \($0)" } ?? ""
            let rest = call.readsOn ? ["see blotter help\(command)"] : []
            #expect(Array(outcome.errorLines.dropFirst()) == rest, "\(given)")
        }
        try program.expectHoldsOnlyStory(calls.name)
    }

    @Test(arguments: ["report fire x", "timeline fire", "incidents", "replay"])
    func `give an option twice whose first value would be dropped`(command: String) throws {
        let program = try Program.withStory()
        let call = command.split(separator: " ").map(String.init)
        let help = try program.succeed("help", call.first ?? "").output
        // Those that may be repeated, and those that only say where and how, of which the last one counts.
        let others: Set = ["figure", "option", "media", "incident", "kind", "log", "zone", "format", "width", "color"]
        let several: Set = call.first == "incidents" ? [] : ["tag"]
        let options = help.matches(of: /\n  --([a-z-]+) <[^>]+>/).map { String($0.output.1) }
            .filter { !others.union(several).contains($0) }
        #expect(options.count >= 4)
        let values = ["limit": "5", "clock": "published", "status": "open", "audience": "public", "figures": "latest"]
        for option in options {
            let value = values[option] ?? "x"
            let outcome = try program.refuse(call + ["--\(option)=\(value)", "--\(option)", value])
            #expect(outcome.status == 64)
            #expect(outcome.errorLines.first == "blotter: --\(option) is given twice; give it once")
        }
        try program.expectHoldsOnlyStory(command)
    }

    @Test func `are none where the last one counts, or what looks like an option is a value`() throws {
        let program = try Program()
        try program.succeed(
            "report", "fire", "--log", "/nowhere", "--log", program.log, "--format", "text", "--format", "json", "--",
            "--by")
        try program.succeed("report", "fire", "x", "--by=--by", "--tag", "a:b", "--tag", "c:d")
        #expect(try program.lastEvent()["by"]?.string == "--by")
        #expect(
            try program.summaries("--tag", "a:b", "--tag", "c:d", "--incident", "fire", "--incident", "fire") == ["x"])
    }
}
