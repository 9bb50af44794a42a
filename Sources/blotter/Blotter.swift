import BlotterCommands

/// The program. Everything it does is a command of `BlotterCommands`.
@main
enum Program {
    static func main() { BlotterCommand.runAndExit() }
}
