import Foundation
import StrictJSON
import Testing

// What every refusal owes to whoever meets it, whatever was refused.

extension String {
    /// Whether it is what a pattern says, in which each `…` stands for anything.
    func follows(_ pattern: String) -> Bool {
        let parts = pattern.components(separatedBy: "…")
        guard let first = parts.first, let last = parts.last, hasPrefix(first) else { return false }
        guard parts.count > 1 else { return self == pattern }
        var rest = dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}

extension Program.Outcome {
    /// The lines of standard error.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// Nothing but the program ended it, it left no trace of its insides, and each line says where or who speaks.
    func expectIsOrderly(_ given: String) {
        #expect(!wasKilled, "\(given): \(status)")
        for trace in ["Fatal error", "Stack dump", "Crash", "Backtrace", "assertion", ".swift:"] {
            #expect(!errors.contains(trace), "\(given): \(errors.prefix(2000))")
        }
        for line in errorLines { #expect(Self.isPlaced(line), "\(given): \(line)") }
    }

    /// Whether a line begins with who speaks, or with a file and the number of a line in it.
    private static func isPlaced(_ line: String) -> Bool {
        if line.hasPrefix("blotter: ") || line.hasPrefix("see blotter help") { return true }
        let parts = line.split(separator: ":", maxSplits: 2)
        guard parts.count == 3, let number = Int(parts[1]), number > 0 else { return false }
        return (parts[0] == "standard input" || parts[0].hasPrefix("/")) && parts[2].hasPrefix(" ")
    }
}

extension Program {
    /// A program whose log holds `fire#1`, `fire#2`, which hangs on it, and `flood#1`, which has the id `first`.
    static func withStory() throws -> Program {
        let program = try Program()
        let story = [
            line("fire", "It burns", #","occurred":"2024-03-22T20:41Z""#),
            line("fire", "Engines come", ##","occurred":{"after":"#1","offset":"PT5M"}"##),
            line("flood", "Water rises", #","id":"first""#),
        ]
        try program.succeed("append", "--quiet", input: story.joined(separator: "\n"))
        return program
    }

    /// Runs something that must be refused in an orderly way. One that waits for something instead is ended after a while,
    /// which is not orderly.
    func refuse(_ arguments: [String], input: Data? = nil) throws -> Outcome {
        let outcome = try run(arguments, input: input)
        outcome.expectIsOrderly("\(arguments.map { $0.prefix(60) })")
        return outcome
    }

    /// The same for a line of shell in which `blotter` is the program.
    func refuse(shell line: String) throws -> Outcome {
        let outcome = try shell(line)
        outcome.expectIsOrderly(line)
        return outcome
    }

    /// The events of the log and its last position, which nothing that is refused may change.
    func expectHoldsOnlyStory(_ given: String) throws {
        let events = try replay()
        #expect(events.last?["position"]?.integer == 3, "\(given)")
        #expect(
            events.map { $0["body"]?["summary"]?.string } == ["It burns", "Engines come", "Water rises"], "\(given)")
    }
}
