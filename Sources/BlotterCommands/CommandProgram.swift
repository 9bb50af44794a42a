public import ArgumentParser

/// A program of one command: parses its arguments, runs it, and ends the process with the exit code that says how it went.
public enum CommandProgram {
    /// The flags or the configuration are wrong: one sentence for people. Exit code 64.
    public static func usage(_ sentence: String) -> any Error { CommandFailure(.usage, sentence) }

    /// The system or the disk refuses. Exit code 74.
    public static func system(_ sentence: String) -> any Error { CommandFailure(.io, sentence) }

    /// Runs a command.
    public static func runAndExit<Command: AsyncParsableCommand>(_ type: Command.Type) -> Never {
        OneCommand<Command>(arguments: Array(CommandLine.arguments.dropFirst())).runAndExit()
    }
}

/// The call of a program that has no commands but itself.
private struct OneCommand<Command: ParsableCommand>: ProgramCall {
    let arguments: [String]

    static var root: any ParsableCommand.Type { Command.self }

    private static var name: String { Command.configuration.commandName ?? "" }

    private static var advice: String { "see \(name) --help" }

    func command() throws -> any ParsableCommand {
        let command = try Command.parseAsRoot(arguments)
        if let option = RepeatedOption.first(in: [Self.name] + arguments) {
            throw UsageFault("\(option) is given twice; give it once", advice: Self.advice)
        }
        return command
    }

    func fault(_ message: String) -> UsageFault { UsageFault(ParserSentence(message).text, advice: Self.advice) }
}
