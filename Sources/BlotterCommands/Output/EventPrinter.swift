import Chronology
import EventSourcing
import Incidents
import StrictJSON
import TimelineRendering

/// Prints events one by one, as JSON lines or as text, until a limit.
struct EventPrinter {
    var output = ResultOutput()
    private let format: ReplayCommand.Format
    private let zone: Zone
    private let search: TextSearch?
    private var left: Int?
    private let style: JSONStringStyle

    init(format: ReplayCommand.Format, zone: Zone, search: TextSearch?, limit: Int?) {
        self.format = format
        self.zone = zone
        self.search = search
        left = limit
        style = output.jsonStyle
    }

    /// Prints those of the events that say what is looked for.
    ///
    /// - Returns: false once the limit is reached.
    mutating func print(_ events: [RecordedEvent]) throws -> Bool {
        for event in events where search?.matches(event) ?? true {
            switch format {
            case .jsonl:
                EventLine.write(event, to: &output.bytes, style: style)
                output.bytes.append(UInt8(ascii: "\n"))
            case .text:
                output.append(text(event) + "\n")
            }
            try output.flushIfLarge()
            if let left {
                self.left = left - 1
                if left <= 1 { return false }
            }
        }
        return true
    }

    private func text(_ event: RecordedEvent) -> String {
        let local = zone.civilTime(at: event.recorded)
        let unread = event.flags.contains(.redacted) ? "(body redacted)" : "(body cannot be read)"
        let summary = EventBody.read(event)?.summary ?? unread
        let parts = [
            TextWidth.padded(event.position.description, to: 8),
            "\(local.dayText) \(local.secondText)",
            TextWidth.padded(SafeText.line(event.kind.name.uppercased()), to: 9),
            "\(event.stream)\(event.revision)",
            (event.flags.contains(.exercise) ? "EXERCISE  " : "") + SafeText.line(summary),
            "(\(SafeText.line(event.by.name)))",
        ]
        return parts.joined(separator: "  ")
    }
}
