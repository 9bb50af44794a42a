import Foundation
import StrictJSON
import Testing

@Suite struct `Pipes` {
    let program: Program
    init() throws { program = try Program() }

    @Test func `what a pipe has delivered is acknowledged while it stays open, half a line behind it or not`() throws {
        let running = try RunningProgram(program, "append", "--format", "json")
        for number in 1...20 {
            try running.write(line("fire", "entry \(number)") + "\n" + #"{"incident":"#)
            let answer = try JSONDocument(parsing: Array((try running.nextLine() ?? "").utf8)).root
            #expect(answer["revision"]?.integer == Int64(number))
            #expect(answer["appended"]?.bool == true)
            // Acknowledged means durable, so that everybody sees it.
            if number % 5 == 0 { #expect(try program.eventCount() == Int64(number)) }
            try running.write(#""flood-\#(number)","kind":"nonsense","body":{}}"# + "\n")
        }
        try running.endInput()
        #expect(try running.nextLine() == nil)
        #expect(running.exitCode() == 65)
    }

    @Test func `a burst is answered in the order of its lines`() throws {
        let running = try RunningProgram(program, "append", "--format", "json")
        try running.write((1...100).map { line("fire", "entry", #","id":"e\#($0)""#) + "\n" }.joined())
        for number in 1...100 {
            let answer = try JSONDocument(parsing: Array((try running.nextLine() ?? "").utf8)).root
            #expect(answer["id"]?.string == "e\(number)")
            #expect(answer["position"]?.integer == Int64(number))
            #expect(answer.names == ["incident", "revision", "position", "id", "appended"])
        }
        try running.endInput()
        #expect(running.exitCode() == 0)
    }

    @Test func `two programs append to one new log at once, and every event has its place`() throws {
        func write(_ name: String) throws -> String {
            let lines = (1...400).map { number in line("shared", "\(name) \(number)", #","id":"\#(name)-\#(number)""#) }
            return try program.file("\(name).jsonl", lines.joined(separator: "\n"))
        }
        let (left, right) = (try write("left"), try write("right"))
        let both = try program.shell(
            "(cat '\(left)' | blotter append --quiet) & cat '\(right)' | blotter append --quiet; s=$?; wait $! && exit $s"
        )
        #expect(both.status == 0, "\(both.errors)")
        let events = try program.replay()
        #expect(events.compactMap { $0["position"]?.integer } == Array(1...800))
        #expect(events.compactMap { $0["revision"]?.integer } == Array(1...800))
        for name in ["left", "right"] {
            let ids = events.compactMap { $0["id"]?.string }.filter { $0.hasPrefix(name) }
            #expect(ids == (1...400).map { "\(name)-\($0)" }, "each writer's events stay in its order")
        }
        let times = events.compactMap { $0["recorded"]?.string }
        #expect(times == times.sorted())
    }

    @Test func `many programs at once open one new log, and none is refused`() throws {
        let outcome = try program.shell(
            "for n in 1 2 3 4 5 6; do blotter report fire entry-$n & pids+=($!); done; s=0; for p in ${pids[@]}; do wait $p || s=$?; done; exit $s"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(Set(try program.summaries()) == Set((1...6).map { "entry-\($0)" }))
        #expect(Set(outcome.lines) == Set((1...6).map { "fire#\($0) at position \($0)" }))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: program.directory.path).filter { $0.contains(".new") }
                .isEmpty)
    }

    @Test(arguments: [
        "replay", "replay --format text", "timeline fire", "timeline fire --format json", "incidents",
        "incidents --format json", "snapshot fire", "--help",
    ])
    func `a reader that has enough ends the program quietly`(command: String) throws {
        let detail = String(repeating: "long ", count: 60)
        let lines = (1...200).map { number in
            let incident = number % 2 == 0 ? "fire" : "fire-\(number)"
            return """
                {"incident":"\(incident)","kind":"reported","body":{"title":"\(detail)","summary":"entry \(number)",\
                "detail":"\(detail)"}}
                """
        }
        try program.succeed("append", "--quiet", input: lines.joined(separator: "\n"))
        let outcome = try program.shell("blotter \(command) | head -c 1 | wc -c")
        #expect(outcome.status == 0, "\(outcome.status) \(outcome.errors)")
        #expect(outcome.errors.isEmpty)
        #expect(outcome.output.contains("1"))
        #expect(try program.shell("blotter \(command) | true").status == 0)
    }

    @Test func `a reader of the answers that has enough does not stop the append`() throws {
        let file = try program.file(
            "many.jsonl", (1...3000).map { line("fire", "entry \($0)") }.joined(separator: "\n"))
        let outcome = try program.shell("blotter append --format json '\(file)' | head -n 1")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.isEmpty)
        #expect(outcome.lines.count == 1)
        #expect(try program.eventCount() == 3000)
        #expect(try program.shell("blotter report fire last | true").status == 0)
        #expect(try program.eventCount() == 3001)
    }
}
