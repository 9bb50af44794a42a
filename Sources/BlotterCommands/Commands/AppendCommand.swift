import ArgumentParser
import EventSourcing
import Platform

/// `blotter append`: events as JSON lines.
struct AppendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append",
        abstract: "Append events from JSON lines: files, or standard input.",
        discussion: """
            A line has at least an incident, a kind and a body with its summary; occurred, id, published, by, tags and \
            expectedRevision may stand beside them:

              {"incident":"fire","kind":"reported","body":{"summary":"Smoke"}}

            A bad line is named and skipped, the rest is kept (exit code 65); --atomic keeps all or nothing. The same id \
            with the same content is not appended twice. What a pipe has delivered is durable and acknowledged at once.

              blotter append story.jsonl
              some-feed | blotter append --format json
              echo '{"incident":"fire","kind":"reported","body":{"summary":"x"}}' |
                blotter append
              blotter replay --log old | blotter append --log new
            """)

    @Argument(help: ArgumentHelp("Files of JSON lines; - is standard input, which is the default.", valueName: "file"))
    var files: [String] = ["-"]

    @OptionGroup var log: LogOptions
    @OptionGroup var writer: WriterOptions

    @Flag(name: .long, help: "All events or none, in one transaction.")
    var atomic = false

    @Flag(name: .long, help: "No summary at the end.")
    var quiet = false

    @Option(name: .long, help: "text: a summary at the end. json: one line an event, as soon as it is durable.")
    var format: TextOrJSON = .text

    func run() async throws {
        let author = try writer.author()
        var inputs = files.map(EventIntake.Input.init)
        // What is missing is told before anything is appended. Files are opened one by one: there may be many.
        let sizes = try inputs.map { try $0.size() }
        // But no log is made before there is something to read: a pipe may wait for ever for somebody who writes.
        if !inputs.isEmpty { try inputs[0].openAhead() }
        let store = try log.openForWriting(acceptsLogAhead: writer.acceptClock)
        if files.contains("-"), Descriptor.standardInput.isTerminal {
            Diagnostics.say("reading JSON lines from the terminal; end with Ctrl-D")
        }
        var report = AppendReport(format: format)
        var progress = Progress(
            total: sizes.reduce(0) { sum, size in size.flatMap { size in sum.map { $0 + size } } })
        let intake = EventIntake(store: store, author: author)
        do {
            if atomic {
                try await intake.appendTogether(inputs, report: &report)
            } else {
                for input in inputs { try await intake.append(input, report: &report, progress: &progress) }
            }
        } catch let failure as CommandFailure {
            progress.clear()
            try? report.finish(quiet: quiet)
            throw failure
        }
        progress.clear()
        try report.finish(quiet: quiet)
        if report.appended >= RowKeeping.many {
            await RowKeeping.afterMany(store)
        } else {
            await RowKeeping.afterOne(store)
        }
        if let code = report.exitCode { throw QuietExit(code: code.rawValue) }
    }
}
