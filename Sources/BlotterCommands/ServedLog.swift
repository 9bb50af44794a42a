public import ArgumentParser
public import EventSourcing
public import LMDBEventStore
import Platform

/// Which log is served, and who enters what comes in without a name: the flags that the service has in common with the
/// commands, and what they mean.
public struct ServedLog: ParsableArguments {
    @OptionGroup var log: LogOptions
    @OptionGroup var writer: WriterOptions

    /// The defaults.
    public init() {}

    /// The directory of the log.
    public func path() throws -> String { try log.path() }

    /// Opens the log, and makes it where there is none.
    public func open() throws -> LMDBEventStore { try log.openForWriting(acceptsLogAhead: writer.acceptClock) }

    /// Who enters what comes in without a name.
    public func author() throws -> Author { try writer.author() }
}

/// A program of one command: parses its arguments, runs it, and ends the process with the exit code that says how it went.
public enum CommandProgram {
    /// Why the program stops: one sentence for people, and an exit code of `sysexits.h`.
    public struct Failure: Error {
        let failure: CommandFailure

        /// The flags or the configuration are wrong.
        public static func usage(_ sentence: String) -> Failure { Failure(failure: CommandFailure(.usage, sentence)) }
        /// The system or the disk refuses.
        public static func system(_ sentence: String) -> Failure { Failure(failure: CommandFailure(.io, sentence)) }
    }

    /// Runs a command.
    public static func runAndExit<Command: AsyncParsableCommand>(_ type: Command.Type) -> Never {
        Descriptor.holdStandardPlaces()
        Process.ignoreWriteSignals()
        let command: Command
        do {
            guard Process.hasReadableArguments else {
                throw CommandFailure(.usage, "an argument is not valid UTF-8; give it in UTF-8")
            }
            guard let parsed = try Command.parseAsRoot() as? Command else {
                throw CommandFailure(.usage, "there are no subcommands")
            }
            command = parsed
        } catch {
            Process.exit(end(error, of: type))
        }
        Task.detached {
            do {
                var command = command
                try await command.run()
                Process.exit(0)
            } catch {
                Process.exit(end(error, of: type))
            }
        }
        Process.waitForExit()
    }

    private static func end(_ error: any Error, of type: (some ParsableCommand).Type) -> Int32 {
        switch error {
        case let failure as Failure: return end(failure.failure, of: type)
        case let failure as CommandFailure:
            Diagnostics.say(failure.sentence)
            return failure.code.rawValue
        case _ where type.exitCode(for: error).isSuccess:
            try? ResultOutput.write(Array((type.fullMessage(for: error) + "\n").utf8))
            return 0
        case _ where type.exitCode(for: error) == .validationFailure:
            Diagnostics.say(ParserSentence(type.message(for: error)).text)
            return CommandFailure.Code.usage.rawValue
        default:
            Diagnostics.say("\(error)")
            return CommandFailure.Code.io.rawValue
        }
    }
}
