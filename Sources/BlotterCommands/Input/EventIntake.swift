import EventSourcing
import Incidents
import LMDBEventStore
import Platform

/// Takes events from JSON lines to the log: reads and checks the next lines while those before become durable.
struct EventIntake {
    /// Lines that go to the log together, at most: enough to share a flush, and little for others to wait for.
    private static let batchCount = 2048
    /// Bytes of lines that go to the log together, at most.
    private static let batchBytes = 4 << 20
    /// How long lines of a pipe may wait for more, at most.
    private static let patience: UInt64 = 20_000_000

    let store: LMDBEventStore
    let author: Author

    private var writer: IncidentWriter<LMDBEventStore> { IncidentWriter(store) }

    /// Events read from lines, with the lines they stood in.
    private struct Batch {
        var events: [NewEvent] = []
        /// Whether each came out of a replay.
        var replayed: [Bool] = []
        var lines: [Int] = []
        var bytes = 0
        var begun: UInt64 = 0
    }

    /// Appends every good line of an input on its own; names and skips the bad ones.
    func append(_ input: Input, report: inout AppendReport, progress: inout Progress) async throws {
        var reader = LineReader(try input.open())
        var number = 0
        var batch = Batch()
        var durable: Task<[Result<AppendReceipt.Entry, AppendRefusal>], any Error>?
        var underway = Batch()
        while let line = try Self.failing({ () throws(SystemError) in try reader.next() }) {
            var isPause = false
            if case .pause = line {
                isPause = true
            } else {
                number += 1
                if let line = read(line, at: "\(input.name):\(number)", report: &report) {
                    if batch.events.isEmpty { batch.begun = Process.monotonicNanoseconds }
                    batch.events.append(line.event)
                    batch.replayed.append(line.wasReplayed)
                    batch.lines.append(number)
                    batch.bytes += line.event.body.count
                }
            }
            guard isPause || Self.isFull(batch) else { continue }
            try await settle(&durable, underway, input, &report)
            underway = batch
            durable = send(batch.events)
            batch = Batch()
            if isPause {
                try await settle(&durable, underway, input, &report)
                reader.wait()
            }
            progress.show(events: report.events, bytes: reader.bytesRead)
        }
        try await settle(&durable, underway, input, &report)
        durable = send(batch.events)
        try await settle(&durable, batch, input, &report)
        progress.finishedInput(bytes: reader.bytesRead)
    }

    /// Appends the lines of all inputs in one transaction, if all of them are good.
    func appendTogether(_ inputs: [Input], report: inout AppendReport) async throws {
        var events: [NewEvent] = []
        var replayed: [Bool] = []
        var places: [(input: Int, line: Int)] = []
        for (index, input) in inputs.enumerated() {
            var reader = LineReader(try input.open())
            var number = 0
            while let line = try Self.failing({ () throws(SystemError) in try reader.next() }) {
                if case .pause = line {
                    reader.wait()
                    continue
                }
                number += 1
                if let line = read(line, at: "\(input.name):\(number)", report: &report) {
                    events.append(line.event)
                    replayed.append(line.wasReplayed)
                    places.append((index, number))
                }
            }
        }
        guard report.bad == 0 else {
            report.keepsNothing = true
            Diagnostics.say("nothing was appended, because --atomic keeps all or nothing; mend the lines named above")
            return
        }
        guard !events.isEmpty else { return }
        let result = try await Self.failing { () async throws(EventStoreError) in
            try await writer.appendTogether(events, author: author)
        }
        switch result {
        case .success(let entries):
            try report.took(entries, replayed: replayed)
            try report.flush()
            for (index, entry) in entries.enumerated() {
                let place = places[index]
                await report.units.took(
                    events[index], entry, in: store, at: "\(inputs[place.input].name):\(place.line)")
            }
        case .failure(let refusal):
            guard let index = refusal.index, places.indices.contains(index) else { throw CommandFailure(refusal) }
            let place = places[index]
            report.keepsNothing = true
            report.refused(refusal, at: "\(inputs[place.input].name):\(place.line)")
            Diagnostics.say("nothing was appended, because --atomic keeps all or nothing; mend the line named above")
        }
        try report.flush()
    }

    private static func isFull(_ batch: Batch) -> Bool {
        batch.events.count >= batchCount || batch.bytes >= batchBytes
            || (!batch.events.isEmpty && Process.monotonicNanoseconds - batch.begun > patience)
    }

    private func send(_ events: [NewEvent]) -> Task<[Result<AppendReceipt.Entry, AppendRefusal>], any Error>? {
        guard !events.isEmpty else { return nil }
        return Task { [writer, author] in try await writer.append(events, author: author) }
    }

    private func settle(
        _ durable: inout Task<[Result<AppendReceipt.Entry, AppendRefusal>], any Error>?, _ batch: Batch, _ input: Input,
        _ report: inout AppendReport
    ) async throws {
        guard let task = durable else { return }
        durable = nil
        let results: [Result<AppendReceipt.Entry, AppendRefusal>]
        do {
            results = try await task.value
        } catch let error as EventStoreError {
            throw CommandFailure(error)
        }
        var taken: [(entry: AppendReceipt.Entry, wasReplayed: Bool)] = []
        for (result, wasReplayed) in zip(results, batch.replayed) {
            if case .success(let entry) = result { taken.append((entry, wasReplayed)) }
        }
        try report.took(taken.map(\.entry), replayed: taken.map(\.wasReplayed))
        for (index, result) in results.enumerated() {
            let line = batch.lines[index]
            switch result {
            case .success: break
            case .failure(.store(let failure)) where failure.isFailureOfStore:
                // What stands before it is durable, and whoever waits for the answers has to know.
                try report.flush()
                throw CommandFailure(failure)
            case .failure(let refusal): report.refused(refusal, at: "\(input.name):\(line)")
            }
        }
        try report.flush()
        // What is out of order may take a look at the log; whoever waits for the answers need not wait for that.
        for (index, result) in results.enumerated() {
            guard case .success(let entry) = result else { continue }
            await report.units.took(batch.events[index], entry, in: store, at: "\(input.name):\(batch.lines[index])")
        }
    }

    /// The event of a line; nil where the line is blank, or bad and named.
    private func read(_ line: LineReader.Line, at place: String, report: inout AppendReport) -> EventLine? {
        do throws(InvalidEvent) {
            switch line {
            case .pause: return nil
            case .tooLong:
                throw InvalidEvent(
                    field: "", problem: "the line is longer than 1 MiB; split what it says over several events")
            case .bytes(let bytes):
                guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return nil }
                return try EventLine(parsing: bytes)
            }
        } catch {
            report.badLine(error, at: place)
            return nil
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
