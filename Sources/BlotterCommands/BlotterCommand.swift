public import ArgumentParser
import Platform

/// The program's root command and its one way in.
public struct BlotterCommand: AsyncParsableCommand {
    /// The name, the help text and the subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "blotter",
        abstract: "Keeps the desk book of an incident: what was reported, how people responded, what was updated.",
        discussion: """
            Nothing is ever overwritten. Every entry is an immutable event in a log, and the log can be asked what was \
            known at any moment.

              blotter report harbour-fire 'Smoke over the north quay' \\
                --at 20:41 --source 'Harbour police' --grade B2
              blotter respond harbour-fire 'Engine 12 on scene' \\
                --unit E12 --status onscene --at 20:52
              blotter update harbour-fire 'Two injured, not five' \\
                --corrects '#3' --reason 'double count' --figure injured=2
              blotter timeline harbour-fire --as-of 21:00

            The log is the directory --log, else $BLOTTER_LOG, else $XDG_DATA_HOME/blotter, else ~/.local/share/blotter.
            Exit codes: 0 done; 1 a check found something; 64 usage; 65 bad event data; 66 no such log, incident or \
            file; 74 the disk said no or damage was met; 75 conflict.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Write",
                subcommands: [
                    ReportCommand.self, RespondCommand.self, UpdateCommand.self, RetractCommand.self,
                    AppendCommand.self,
                ]),
            CommandGroup(
                name: "Read",
                subcommands: [
                    TimelineCommand.self, SnapshotCommand.self, DiffCommand.self, WhyCommand.self,
                    LintCommand.self, IncidentsCommand.self,
                    ReplayCommand.self, StatsCommand.self,
                ]),
            CommandGroup(name: "Serve", subcommands: [ServeCommand.self, TokenCommand.self]),
            CommandGroup(name: "Keep", subcommands: [VerifyCommand.self, RebuildCommand.self]),
        ])

    /// The root command without a subcommand prints the help.
    public init() {}

    /// Parses the arguments, runs the command, and ends the process with the exit code that says how it went.
    ///
    /// It is not `async`, because what would wait for it on the main thread opens descriptors of its own, which must not
    /// take the places of standard ones that are closed.
    public static func runAndExit() -> Never {
        Descriptor.holdStandardPlaces()
        Process.ignoreWriteSignals()
        let invocation = Invocation(CommandLine.arguments.dropFirst())
        let command: any ParsableCommand
        do {
            guard Process.hasReadableArguments else {
                throw CommandFailure(.usage, "an argument is not valid UTF-8; give it in UTF-8")
            }
            if invocation.asksForVersion {
                // Scripts ask before they do anything else; the parser would look at every command first.
                try ResultOutput.write(Array((configuration.version + "\n").utf8))
                Process.exit(0)
            }
            command = try invocation.command()
        } catch {
            // A wish for help or for the version, or a fault: none of them takes another thread.
            Process.exit(exitCode(for: error, of: invocation))
        }
        Task.detached { Process.exit(await exitCode(running: command, of: invocation)) }
        Process.waitForExit()
    }

    private static func exitCode(running given: any ParsableCommand, of invocation: Invocation) async -> Int32 {
        do {
            var command = given
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return exitCode(for: error, of: invocation)
        }
    }

    /// Says what ends the program, and gives the code with which it ends.
    private static func exitCode(for error: any Error, of invocation: Invocation) -> Int32 {
        do {
            guard exitCode(for: error).isSuccess else { throw error }
            var output = ResultOutput()
            output.append(fullMessage(for: error) + "\n")
            try output.flush()
            return 0
        } catch let failure as CommandFailure {
            Diagnostics.say(failure.sentence)
            return failure.code.rawValue
        } catch let stop as QuietExit {
            return stop.code
        } catch let fault as UsageFault {
            return say(fault)
        } catch  where exitCode(for: error) == .validationFailure {
            return say(invocation.fault(message(for: error)))
        } catch {
            Diagnostics.say("\(error)")
            return exitCode(for: error).rawValue
        }
    }

    private static func say(_ fault: UsageFault) -> Int32 {
        Diagnostics.say(fault.sentence)
        Diagnostics.advise(fault.advice)
        return CommandFailure.Code.usage.rawValue
    }
}

/// Ends the program without a word: the reader of its output has gone, or everything was said already.
struct QuietExit: Error {
    var code: Int32 = 0
}
