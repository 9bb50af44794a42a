import Platform

/// Measures the log from inside of a process, for `Scripts/bench`: what a program sees that has linked it.
///
///     blotter-bench FIGURE LOG EVENTS.jsonl COUNT
///
/// Prints one line of JSON with the number of events and the seconds that they took. Opening the log and reading the
/// lines is not counted.
@main
struct BlotterBench {
    static func main() async {
        // Off the main actor, where every `await` would cost a change of threads.
        let code = await Task.detached { await run(CommandLine.arguments) }.value
        Process.exit(code)
    }

    private static func run(_ arguments: [String]) async -> Int32 {
        guard arguments.count == 5, let figure = Figure(rawValue: arguments[1]), let count = Int(arguments[4]) else {
            let figures = Figure.allCases.map(\.rawValue).joined(separator: "|")
            say("usage: blotter-bench \(figures) LOG EVENTS COUNT", to: .standardError)
            return 64
        }
        do {
            let outcome = try await figure.measure(log: arguments[2], events: arguments[3], count: count)
            say(outcome.line, to: .standardOutput)
            return 0
        } catch {
            say("blotter-bench: \(error)", to: .standardError)
            return 74
        }
    }

    private static func say(_ line: String, to descriptor: Descriptor) {
        try? descriptor.write("\(line)\n".utf8)
    }
}
