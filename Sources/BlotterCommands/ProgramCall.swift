import ArgumentParser
import Platform

/// A call of a program: what is asked for with its arguments, and what to say where they are at fault.
protocol ProgramCall: Sendable {
    /// The command whose help and messages are the program's.
    static var root: any ParsableCommand.Type { get }

    /// The command that is asked for.
    ///
    /// - Throws: what is at fault, or a wish for help.
    func command() throws -> any ParsableCommand

    /// A fault that the parser found, as one sentence.
    func fault(_ message: String) -> UsageFault
}

extension ProgramCall {
    /// Runs what is asked for, and ends the process with the exit code that says how it went.
    ///
    /// It is not `async`, because what would wait for it on the main thread opens descriptors of its own, which must not
    /// take the places of standard ones that are closed.
    func runAndExit() -> Never {
        Descriptor.holdStandardPlaces()
        Process.ignoreWriteSignals()
        begin()
        Process.waitForExit()
    }

    /// Begins to run what is asked for. A wish for help or for the version, or a fault, ends the process at once: none of
    /// them takes another thread.
    private func begin() {
        do {
            guard Process.hasReadableArguments else {
                throw CommandFailure(.usage, "an argument is not valid UTF-8; give it in UTF-8")
            }
            let command = try self.command()
            Task.detached { Process.exit(await exitCode(running: command)) }
        } catch {
            Process.exit(exitCode(for: error))
        }
    }

    @concurrent private func exitCode(running given: any ParsableCommand) async -> Int32 {
        do {
            var command = given
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return exitCode(for: error)
        }
    }

    /// Says what ends the program, and gives the code with which it ends.
    private func exitCode(for error: any Error) -> Int32 {
        // Before the parser is asked what it thinks of it, which takes as long as all else that --version does.
        if let stop = error as? QuietExit { return stop.code }
        do {
            guard Self.root.exitCode(for: error).isSuccess else { throw error }
            var output = ResultOutput()
            output.append(Self.root.fullMessage(for: error) + "\n")
            try output.flush()
            return 0
        } catch let failure as CommandFailure {
            Diagnostics.say(failure.sentence)
            return failure.code.rawValue
        } catch let stop as QuietExit {
            // The reader of the help has gone.
            return stop.code
        } catch let fault as UsageFault {
            return say(fault)
        } catch  where Self.root.exitCode(for: error) == .validationFailure {
            return say(fault(Self.root.message(for: error)))
        } catch {
            Diagnostics.say("\(error)")
            return Self.root.exitCode(for: error).rawValue
        }
    }

    private func say(_ fault: UsageFault) -> Int32 {
        Diagnostics.say(fault.sentence)
        Diagnostics.advise(fault.advice)
        return CommandFailure.Code.usage.rawValue
    }
}

/// Ends the program without a word: the reader of its output has gone, or everything was said already.
struct QuietExit: Error {
    var code: Int32 = 0
}
