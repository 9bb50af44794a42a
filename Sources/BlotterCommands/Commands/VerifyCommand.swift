import ArgumentParser
import EventSourcing
import LMDBEventStore
import StrictJSON

/// `blotter verify`: is everything as it was written?
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check everything in the log: pages, records, indexes, commitments.",
        discussion: """
            Every fault is a line of its own that names what is damaged, with its position. Exit code 1 where there is \
            one. Damage to an index alone is mended by `blotter rebuild --indexes`.

              blotter verify
              blotter verify --format json
            """)

    @OptionGroup var log: LogOptions

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text

    func run() async throws {
        let progress = StageProgress()
        let verification = try log.verify { progress.show($0) }
        progress.clear()
        var output = ResultOutput()
        switch format {
        case .text: output.append(verification.text)
        case .json: output.bytes = verification.json(style: output.jsonStyle)
        }
        try output.flush()
        if !verification.faults.isEmpty { throw QuietExit(code: 1) }
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
            writer.key(name)
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
