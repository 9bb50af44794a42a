import ArgumentParser
import Chronology
import TimelineRendering

/// What the program was called with: the one place where arguments are looked at before and after the parser.
struct Invocation: ProgramCall {
    static var root: any ParsableCommand.Type { BlotterCommand.self }

    private let arguments: [String]

    /// A call with these arguments, the name of the program left aside.
    init(_ arguments: some Sequence<String>) { self.arguments = Array(arguments) }

    private static var commands: [String] {
        BlotterCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    /// Commands that are planned. Whoever types one of them means no other: `retract` is not nearly `redact`.
    private static let planned: Set = [
        "backup", "restore", "compact", "redact", "import", "export", "prove", "checkpoint",
    ]

    /// The command that is asked for.
    ///
    /// - Throws: a ``UsageFault`` where there is no such command; else what the parser throws, which with a wish for
    ///   help is no fault.
    func command() throws -> any ParsableCommand {
        if arguments == ["--version"] {
            // Scripts ask before they do anything else; the parser would look at every command first.
            try ResultOutput.write(Array((BlotterCommand.configuration.version + "\n").utf8))
            throw QuietExit()
        }
        try checkCommand()
        let command =
            try soundCommand ?? BlotterCommand.parseAsRoot(isWishForHelp ? [arguments[0], "--help"] : arguments)
        // What is passed on to another program, that program looks at.
        if !(command is ServeCommand), let option = RepeatedOption.first(in: arguments) {
            throw UsageFault("\(option) is given twice; give it once", command: arguments.first)
        }
        return command
    }

    /// The command, where its arguments are in order: that takes the parser half as long when it is shown this command
    /// alone. Everything else, wishes for help among it, is asked of the whole, which knows what to say.
    private var soundCommand: (any ParsableCommand)? {
        if isWishForHelp { return nil }
        let wanted = BlotterCommand.configuration.subcommands.first { $0.configuration.commandName == arguments.first }
        guard let wanted, let command = try? wanted.parseAsRoot(Array(arguments.dropFirst())) else { return nil }
        // A wish for help is a command too, of another type.
        return type(of: command) == wanted ? command : nil
    }

    /// A fault that the parser found, as one sentence.
    func fault(_ message: String) -> UsageFault {
        var sentence = ParserSentence(message).text
        if sentence.hasSuffix("'<summary>'"), let taken = arguments.first(where: Self.mayBeSummary) {
            let shown = TextWidth.truncated(SafeText.line(taken), to: 60)
            sentence += "; if '\(shown)' is meant, write -- in front of it, behind all options"
        }
        return UsageFault(sentence, command: arguments.first.flatMap { Self.commands.contains($0) ? $0 : nil })
    }

    /// The commands that write down an entry do not know `-h`: a summary may begin with a hyphen by mistake, and would
    /// be lost with exit code 0. Alone it cannot be one, since the incident comes first.
    private var isWishForHelp: Bool {
        arguments.count == 2 && arguments[1] == "-h" && Self.commands.contains(arguments[0])
    }

    /// Whether the parser took for an option what may well be a summary, such as `-5 degrees on the quay`.
    private static func mayBeSummary(_ argument: String) -> Bool {
        argument.hasPrefix("-") && !argument.hasPrefix("--") && argument != "-"
    }

    /// The parser takes an unknown command for a superfluous argument, and shows the general help to who asks for the
    /// help of one.
    private func checkCommand() throws(UsageFault) {
        guard let first = arguments.first, !first.hasPrefix("-") else { return }
        guard first == "help" else {
            return try Self.check(first, isUnknown: !Self.commands.contains(first))
        }
        let topics = arguments.dropFirst().filter { !$0.hasPrefix("-") }
        guard topics.count <= 1 else { throw UsageFault("help is given for one command at a time", command: nil) }
        if let topic = topics.first { try Self.check(topic, isUnknown: !(Self.commands + ["help"]).contains(topic)) }
    }

    private static func check(_ name: String, isUnknown: Bool) throws(UsageFault) {
        guard isUnknown else { return }
        let near = planned.contains(name) ? nil : NearWord.nearest(to: name, among: commands + ["help"])
        let shown = TextWidth.truncated(SafeText.line(name), to: 60)
        throw UsageFault(
            "there is no command '\(shown)'\(planned.contains(name) ? " yet" : "")\(near.map { "; did you mean '\($0)'?" } ?? "")",
            command: nil)
    }
}

/// The arguments are wrong: one sentence, and where to read what they may be. Exit code 64.
struct UsageFault: Error {
    let sentence: String
    /// Where to read on.
    let advice: String

    /// A fault in the arguments of a command; nil where none is known.
    init(_ sentence: String, command: String?) {
        self.init(sentence, advice: "see blotter help\(command.map { " \($0)" } ?? "")")
    }

    init(_ sentence: String, advice: String) {
        self.sentence = sentence
        self.advice = advice
    }
}
