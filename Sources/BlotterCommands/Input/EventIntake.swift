import EventSourcing
import Incidents
import LMDBEventStore
import Platform

/// Takes events from JSON lines to the log. While one block of lines becomes durable the next ones are read, checked and
/// made ready, each on a thread of its own.
struct EventIntake {
    let store: LMDBEventStore
    let author: Author

    /// How many blocks are made ready at the same time. With the one that becomes durable it bounds the memory that an
    /// append takes, whatever the size of its input.
    private static let mostAhead = 3

    private typealias Writer = IncidentWriter<LMDBEventStore>
    private var writer: Writer { Writer(store) }

    /// A block of lines that is ready.
    private struct Ready: Sendable {
        let lines: ParsedLines
        let batch: Writer.Batch
    }

    /// Blocks of one input that are on their way.
    private struct Underway {
        var ahead: [Task<Ready, any Error>] = []
        var durable: Task<[Result<AppendReceipt.Entry, AppendRefusal>], any Error>?
        var lines = ParsedLines([])
        /// How many lines were in the blocks before.
        var linesBefore = 0
    }

    /// Appends every good line of an input on its own; names and skips the bad ones.
    func append(_ input: Input, report: inout AppendReport, progress: inout Progress) async throws {
        var reader = LineReader(try input.open())
        var underway = Underway()
        while true {
            let part: LineReader.Part
            do throws(SystemError) {
                guard let next = try reader.next() else { break }
                part = next
            } catch {
                // The lines that were read before are good.
                try await finish(&underway, input, &report)
                throw CommandFailure(error)
            }
            if case .pause = part {
                try await finish(&underway, input, &report)
                reader.wait()
            } else {
                underway.ahead.append(makeReady(part))
                if underway.ahead.count > Self.mostAhead { try await moveOn(&underway, input, &report) }
            }
            progress.show(events: report.events, bytes: reader.bytesRead)
        }
        try await finish(&underway, input, &report)
        progress.finishedInput(bytes: reader.bytesRead)
    }

    private func makeReady(_ part: LineReader.Part) -> Task<Ready, any Error> {
        Task { [writer, author] in
            let lines = Self.parsed(part)
            return Ready(lines: lines, batch: try writer.prepare(lines.events, author: author))
        }
    }

    private static func parsed(_ part: LineReader.Part) -> ParsedLines {
        switch part {
        case .lines(let bytes): ParsedLines(bytes)
        case .tooLong: .tooLong
        case .pause: ParsedLines([])
        }
    }

    /// Hands the first block that is ready to the log, and tells what became of the one before.
    private func moveOn(_ underway: inout Underway, _ input: Input, _ report: inout AppendReport) async throws {
        let next = await underway.ahead.removeFirst().result
        try await settle(&underway, input, &report)
        let ready = try Self.value(next)
        underway.lines = ready.lines
        underway.durable = Task { [writer] in try await writer.append(ready.batch) }
    }

    /// Sees to it that everything on its way becomes durable.
    private func finish(_ underway: inout Underway, _ input: Input, _ report: inout AppendReport) async throws {
        while !underway.ahead.isEmpty { try await moveOn(&underway, input, &report) }
        try await settle(&underway, input, &report)
    }

    /// Waits for the block that the log has, and tells what became of it.
    private func settle(_ underway: inout Underway, _ input: Input, _ report: inout AppendReport) async throws {
        guard let task = underway.durable else { return }
        underway.durable = nil
        let lines = underway.lines
        let before = underway.linesBefore
        underway.linesBefore += lines.count
        func place(_ line: Int) -> String { "\(input.name):\(before + line)" }
        for bad in lines.bad { report.badLine(bad.error, at: place(bad.line)) }
        let results = try Self.value(await task.result)
        for (index, result) in results.enumerated() {
            switch result {
            case .success(let entry): try report.took(entry, wasReplayed: lines.replayed[index])
            case .failure(.store(let failure)) where failure.isFailureOfStore:
                // What stands before it is durable, and whoever waits for the answers has to know.
                try report.flush()
                throw CommandFailure(failure)
            case .failure(let refusal): report.refused(refusal, at: place(lines.lines[index]))
            }
        }
        try report.flush()
        // What is out of order may take a look at the log; whoever waits for the answers need not wait for that.
        for unit in lines.units {
            guard case .success(let entry) = results[unit.index] else { continue }
            await report.units.took(
                unit.statement, occurred: lines.events[unit.index].occurred, entry, in: store,
                at: place(lines.lines[unit.index]))
        }
    }

    /// Appends the lines of all inputs in one transaction, if all of them are good.
    func appendTogether(_ inputs: [Input], report: inout AppendReport) async throws {
        var all = ParsedInputs()
        for input in inputs {
            var reader = LineReader(try input.open())
            while let part = try Self.failing({ () throws(SystemError) in try reader.next() }) {
                if case .pause = part { reader.wait() } else { all.add(Self.parsed(part), of: input.name) }
            }
            all.endInput()
        }
        for bad in all.bad { report.badLine(bad.error, at: bad.place) }
        guard report.bad == 0 else {
            report.keepsNothing = true
            Diagnostics.say("nothing was appended, because --atomic keeps all or nothing; mend the lines named above")
            return
        }
        guard !all.events.isEmpty else { return }
        let result = try await Self.failing { () async throws(EventStoreError) in
            try await writer.appendTogether(all.events, author: author)
        }
        switch result {
        case .success(let entries):
            for (entry, wasReplayed) in zip(entries, all.replayed) { try report.took(entry, wasReplayed: wasReplayed) }
            try report.flush()
            for unit in all.units {
                await report.units.took(
                    unit.statement, occurred: all.events[unit.index].occurred, entries[unit.index], in: store,
                    at: all.places[unit.index])
            }
        case .failure(let refusal):
            guard let index = refusal.index, all.places.indices.contains(index) else { throw CommandFailure(refusal) }
            report.keepsNothing = true
            report.refused(refusal, at: all.places[index])
            Diagnostics.say("nothing was appended, because --atomic keeps all or nothing; mend the line named above")
        }
        try report.flush()
    }

    /// What a task of the intake has given; it throws nothing but errors of the store.
    private static func value<Value: Sendable>(_ result: Result<Value, any Error>) throws(CommandFailure) -> Value {
        switch result {
        case .success(let value): return value
        case .failure(let error as EventStoreError): throw CommandFailure(error)
        case .failure(let error): throw CommandFailure(.io, "\(error)")
        }
    }

    private static func failing<Value>(_ body: () throws(SystemError) -> Value) throws(CommandFailure) -> Value {
        do { return try body() } catch { throw CommandFailure(error) }
    }

    private static func failing<Value>(
        _ body: () async throws(EventStoreError) -> Value
    ) async throws(CommandFailure) -> Value {
        do { return try await body() } catch { throw CommandFailure(error) }
    }
}
