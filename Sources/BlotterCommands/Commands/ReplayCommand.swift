import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import LMDBEventStore
import Platform
import StrictJSON

/// `blotter replay`: the events themselves, in log order.
struct ReplayCommand: AsyncParsableCommand {
    /// How events are printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case jsonl
        case text
    }

    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Print events in log order, as JSON lines that `append` takes again, or as text.",
        discussion: """
            To a pipe or a file every body comes back byte for byte. On a terminal, characters that could steer it are \
            written as \\uXXXX, which is the same JSON.

              blotter replay --incident harbour-fire
              blotter replay --kind responded --tag unit:E39 --limit 20
              blotter replay --as-of '2024-03-22 20:45' --reverse --format text
              blotter replay --after 1234 --follow | other-program
            """)

    @OptionGroup var log: LogOptions
    @OptionGroup var zone: ZoneOptions

    @Option(name: .long, help: ArgumentHelp("Only this incident; may be given again for more.", valueName: "incident"))
    var incident: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only reported, responded or updated; may be given again for more.", valueName: "kind"))
    var kind: [IncidentKind] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only events that carry this tag; given again, all of them.", valueName: "key:value"))
    var tag: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only events after this position.", valueName: "position"))
    var after: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Only what was recorded by then, all of that moment included; an entry (harbour-fire#12, @1234) means up to it.",
            valueName: "time"))
    var asOf: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only what was recorded from then on.", valueName: "time"))
    var since: String?

    @Option(
        name: .long, help: ArgumentHelp("Only events whose body says this; case and accents aside.", valueName: "word"))
    var text: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("At most so many events.", valueName: "n"))
    var limit: Int?

    @Flag(name: .long, help: "Newest first.")
    var reverse = false

    @Flag(name: .long, help: "Then wait for more, and print it as it is appended.")
    var follow = false

    @Option(name: .long, help: "jsonl or text.")
    var format: Format = .jsonl

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1; it is \(limit)") }
        if follow, reverse || asOf != nil {
            throw ValidationError("--follow goes forward without end; leave out \(reverse ? "--reverse" : "--as-of")")
        }
    }

    func run() async throws {
        let zone = try zone.resolved()
        let selection = try query()
        let after = try after.map(Self.position)
        let now = Timestamp.now
        let only = incident.count == 1 ? incident.first.flatMap { try? StreamID($0) } : nil
        if let asOf { MomentAhead.warn(of: asOf, flag: "--as-of", now: now, zone: zone) }
        if let since {
            MomentAhead.warn(
                of: since, flag: "--since", answer: "nothing was recorded since then", now: now, zone: zone)
        }
        let until = try asOf.map { try AsOfName.parse($0, flag: "--as-of", in: only, now: now, zone: zone) }
        let from = try since.map { try MomentFlag.parse($0, flag: "--since", now: now, zone: zone).earliest }
        let store = try log.openForReading()
        var range = try await store.answering { store throws(EventStoreError) in
            try await self.range(in: store, after: after, from: from)
        }
        range.query = selection
        if let until { range.upTo = try await store.asOf(until, flag: "--as-of", clock: .recorded, now: now).position }
        if !follow { try await checkThereIsSomething(in: store) }
        var printer = EventPrinter(format: format, zone: zone, search: text.map(TextSearch.init), limit: limit)
        if follow {
            try await printAsAppended(store, range, &printer)
        } else if format == .jsonl, !printer.output.isTerminal {
            Descriptor.standardOutput.widenPipe(to: 1 << 20)
            try await LineReplay(store: store, search: text.map(TextSearch.init), limit: limit).print(range)
        } else {
            var rest: ReadSelection? = range
            while let selection = rest {
                let page = try await store.answering { store throws(EventStoreError) in
                    try await store.page(of: selection)
                }
                guard try printer.print(page.events) else { break }
                rest = page.next
            }
            try printer.output.flush()
        }
    }

    /// Prints events, those that are there and those that are appended from now on, up to the limit.
    private func printAsAppended(
        _ store: LMDBEventStore, _ range: ReadSelection, _ printer: inout EventPrinter
    ) async throws {
        // Its reader may go while nothing is appended, and so while no write could tell.
        let watch = Task {
            while !Descriptor.standardOutput.readerHasGone { try await Task.sleep(for: .milliseconds(100)) }
            Process.exit(0)
        }
        defer { watch.cancel() }
        do {
            for try await page in store.subscribe(to: range.query, after: range.after) {
                let wantsMore = try printer.print(page.events)
                try printer.output.flush()
                guard wantsMore else { return }
            }
        } catch let error as EventStoreError {
            throw CommandFailure(error)
        }
    }

    private func query() throws(CommandFailure) -> Query {
        var item = Query.Item(kinds: Set(kind.map(\.eventKind)))
        for name in incident { item.streams.insert(try StreamID.argument(name)) }
        for text in tag { item.tags.insert(try Tag.argument(text)) }
        return Query([item])
    }

    private func range(
        in store: some EventStore, after: Position?, from: Timestamp?
    ) async throws(EventStoreError) -> ReadSelection {
        var selection = ReadSelection(direction: reverse ? .backward : .forward)
        if let after { selection.after = after }
        if let from {
            selection.after = max(selection.after, try await store.position(asOf: from.advanced(byMicroseconds: -1)))
        }
        if text == nil { selection.limit = limit }
        return selection
    }

    private func checkThereIsSomething(in store: some EventStore) async throws(CommandFailure) {
        let path = try log.path()
        let head = try await store.answering { store throws(EventStoreError) in try await store.head() }
        guard head.position > .beforeFirst else {
            throw CommandFailure(.notFound, "the log at \(path) is empty; append something first")
        }
        for name in incident {
            let stream = try StreamID.argument(name)
            let revision = try await store.answering { store throws(EventStoreError) in
                try await store.revision(of: stream)
            }
            guard revision > .none else { throw await CommandFailure.noSuchIncident(stream, in: store) }
        }
    }

    /// Reads a position, with or without its sign.
    private static func position(_ text: String) throws(CommandFailure) -> Position {
        let digits = text.hasPrefix("@") ? text.dropFirst() : text[...]
        // A sign in front would be taken as part of a number.
        guard digits.first?.isNumber == true, let number = UInt64(digits) else {
            throw CommandFailure(.usage, "--after: '\(text)' is no position; give a number such as 1234")
        }
        return Position(number)
    }
}
