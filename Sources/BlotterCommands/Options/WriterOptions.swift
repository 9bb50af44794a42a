import ArgumentParser
import EventSourcing
import Platform

/// What every command that appends takes.
struct WriterOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Who enters it: a desk, a handle. Default: $BLOTTER_BY, else the login name.", valueName: "who"))
    var by: String?

    @Flag(name: .long, help: "Append even where the log's end lies more than an hour ahead of this machine's clock.")
    var acceptClock = false

    /// Who enters what does not say so itself.
    func author() throws(CommandFailure) -> Author {
        var name = by
        if name == nil { name = try EnvironmentVariable.value(of: "BLOTTER_BY") }
        if name == nil { name = try Self.loginName() }
        guard let name else {
            throw CommandFailure(.usage, "this user has no login name; say who enters it with --by or BLOTTER_BY")
        }
        do { return try Author(name) } catch {
            throw CommandFailure(.data, "\(by == nil ? "BLOTTER_BY" : "--by") \(error.problem)")
        }
    }

    private static func loginName() throws(CommandFailure) -> String? {
        do { return try Process.loginName() } catch { throw CommandFailure(error) }
    }
}
