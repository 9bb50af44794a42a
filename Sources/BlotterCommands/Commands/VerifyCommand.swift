import ArgumentParser
import EventSourcing
import Incidents
import LMDBEventStore
import StrictJSON

/// `blotter verify`: is everything as it was written?
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check everything in the log: pages, records, indexes, commitments.",
        discussion: """
            Every fault is a line of its own that names what is damaged, with its position. Exit code 1 where there is \
            one. Damage to an index alone is mended by `blotter rebuild --indexes`, and wrong rows of projections by \
            `blotter rebuild`.

              blotter verify
              blotter verify --format json
            """)

    @OptionGroup var log: LogOptions

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text

    func run() async throws {
        let progress = StageProgress()
        let witness = SummaryWitness()
        var verification = try log.verify(showing: { witness.see($0) }) { progress.show($0) }
        if verification.faults.isEmpty {
            let seen = Position(verification.events)
            verification = verification.adding(try await problemsOfRows(seenBy: witness, upTo: seen, progress))
        }
        progress.clear()
        var output = ResultOutput()
        switch format {
        case .text: output.append(verification.text)
        case .json: output.bytes = verification.json(style: output.jsonStyle)
        }
        try output.flush()
        if !verification.faults.isEmpty { throw QuietExit(code: 1) }
    }

    /// Compares the stored rows of the list of incidents with what the log makes of them.
    private func problemsOfRows(
        seenBy witness: SummaryWitness, upTo end: Position, _ progress: StageProgress
    ) async throws -> [String] {
        let store = try log.openForReading()
        let wrong = try await store.answering { store throws(EventStoreError) in
            try await IncidentSummaries(store).wrongRows(seenBy: witness, upTo: end) {
                progress.show("incidents", done: $0, of: $1)
            }
        }
        guard let first = wrong.first else { return [] }
        let others = wrong.count > 1 ? ", and \(wrong.count - 1) more" : ""
        return [
            "The stored list of incidents is not what the log makes of it: the row of '\(first)'\(others). "
                + "'blotter rebuild' makes it anew."
        ]
    }
}

extension LogVerification {
    fileprivate var text: String {
        var lines = faults.map(\.description)
        if faults.count == Self.maximumFaults { lines.append("… and maybe more: only the first are told") }
        let checked = "\(events) events and \(indexEntries) entries of indexes in \(usedPages) pages"
        lines.append(
            faults.isEmpty
                ? "sound: \(checked)" : "\(faults.count) fault\(faults.count == 1 ? "" : "s"); looked at \(checked)")
        return lines.joined(separator: "\n") + "\n"
    }

    fileprivate func json(style: JSONStringStyle) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.key("sound")
        writer.bool(faults.isEmpty)
        for (name, number) in [
            ("events", Int(events)), ("indexEntries", Int(indexEntries)), ("usedPages", usedPages),
            ("freePages", freePages),
        ] {
            writer.key(named: name)
            writer.number(String(number))
        }
        writer.key("faults")
        writer.beginArray()
        for fault in faults {
            writer.beginObject()
            if let position = fault.position {
                writer.key("position")
                writer.number(String(position.rawValue))
            }
            writer.key("problem")
            writer.string(fault.description)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
