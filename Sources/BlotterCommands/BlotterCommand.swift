public import ArgumentParser
import Platform
import TimelineRendering

/// The program's root command and its one way in.
public struct BlotterCommand: AsyncParsableCommand {
    /// The name, the help text and the subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "blotter",
        abstract: "Keeps the desk book of an incident: what was reported, how people responded, what was updated.",
        discussion: """
            Nothing is ever overwritten. Every entry is an immutable event in a log, and the log can be asked what was \
            known at any moment.

              blotter report harbour-fire 'Smoke over the north quay' --at 20:41 --source 'Harbour police' --grade B2
              blotter respond harbour-fire 'Engine 12 on scene' --unit E12 --status onscene --at 20:52
              blotter update harbour-fire 'Two injured, not five' --corrects '#3' --reason 'double count' --figure injured=2
              blotter timeline harbour-fire --as-of 21:00

            The log is the directory --log, else $BLOTTER_LOG, else $XDG_DATA_HOME/blotter, else ~/.local/share/blotter.
            Exit codes: 0 done; 64 usage; 65 bad event data; 66 no such log, incident or file; 74 the disk said no or \
            damage was met; 75 conflict.
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
                    TimelineCommand.self, SnapshotCommand.self, IncidentsCommand.self, ReplayCommand.self,
                    StatsCommand.self,
                ]),
            CommandGroup(name: "Keep", subcommands: [VerifyCommand.self, RebuildCommand.self]),
        ])

    /// The root command without a subcommand prints the help.
    public init() {}

    /// Parses the arguments, runs the command, and ends the process with the exit code that says how it went.
    public static func run() async {
        Process.ignoreWriteSignals()
        do {
            guard Process.hasReadableArguments else {
                throw CommandFailure(.usage, "an argument is not valid UTF-8; give it in UTF-8")
            }
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Diagnostics.say(failure.sentence)
            Process.exit(failure.code.rawValue)
        } catch let stop as QuietExit {
            Process.exit(stop.code)
        } catch {
            report(error)
        }
    }

    /// What the argument parser has to say: help goes to standard output, complaints to standard error.
    private static func report(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        if !message.isEmpty {
            let text = SafeText.lines(message) + "\n"
            let descriptor = code.isSuccess ? Descriptor.standardOutput : Descriptor.standardError
            try? descriptor.write(Array(text.utf8))
        }
        Process.exit(code.rawValue)
    }
}

/// Ends the program without a word: the reader of its output has gone, or everything was said already.
struct QuietExit: Error {
    var code: Int32 = 0
}
