public import ArgumentParser

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
    public static func runAndExit() -> Never { Invocation(CommandLine.arguments.dropFirst()).runAndExit() }
}
