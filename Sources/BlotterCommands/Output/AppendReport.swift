import EventSourcing
import Incidents
import TimelineRendering

/// What became of the events of an append: answers one by one, and a summary.
struct AppendReport {
    private let format: TextOrJSON
    private var output = ResultOutput()
    private var readerHasGone = false
    private(set) var appended = 0
    private(set) var repeated = 0
    private(set) var bad = 0
    private(set) var conflicts = 0
    private var first: Position?
    private var last: Position?
    /// Events that came out of a replay and were appended here.
    private var replayed = 0
    /// Says which statuses of units are out of order.
    var units = UnitOrderNotice()
    /// Whether everything is left out because of one line: then no line is skipped on its own.
    var keepsNothing = false

    init(format: TextOrJSON) { self.format = format }

    /// How many events have been dealt with.
    var events: Int { appended + repeated + bad + conflicts }

    /// Bad data comes before conflicts.
    var exitCode: CommandFailure.Code? { bad > 0 ? .data : conflicts > 0 ? .conflict : nil }

    /// The log has this event; it is said whether it came out of a replay.
    mutating func took(_ entry: AppendReceipt.Entry, wasReplayed: Bool) throws {
        // Counted before it is told: should that fail, the count is of what the log has.
        if entry.isNew {
            appended += 1
            if wasReplayed { replayed += 1 }
            first = first ?? entry.position
            last = entry.position
            if entry.revision == Revision(1) { units.began(entry.stream) }
        } else {
            repeated += 1
        }
        guard format == .json, !readerHasGone else { return }
        entry.writeJSON(to: &output)
        if output.bytes.count > 1 << 16 { try flush() }
    }

    /// The log refused an event.
    mutating func refused(_ refusal: AppendRefusal, at place: String) {
        switch CommandFailure(refusal).code {
        case .conflict: conflicts += 1
        default: bad += 1
        }
        Diagnostics.say(refusal.description, at: place)
    }

    /// A line holds no event.
    mutating func badLine(_ error: InvalidEvent, at place: String) {
        bad += 1
        Diagnostics.say(error.description, at: place)
    }

    /// Writes the answers that are waiting. Where nobody reads them any more, the events are appended all the same.
    mutating func flush() throws {
        do {
            try output.flush()
        } catch is QuietExit {
            readerHasGone = true
        } catch let failure as CommandFailure {
            let were = appended == 1 ? "event was" : "events were"
            throw CommandFailure(failure.code, "\(appended) \(were) appended\(places), but \(failure.sentence)")
        }
    }

    /// Says how it went.
    mutating func finish(quiet: Bool) throws {
        units.finish()
        if replayed > 0, !quiet {
            Diagnostics.say(
                replayed == 1
                    ? "1 of the events was replayed from a log; here it got a new position and a new recorded time"
                    : "\(replayed) of the events were replayed from a log; here they got new positions and a new recorded time"
            )
        }
        guard format == .text, !quiet else { return }
        var parts = ["appended \(Self.count(appended, "event"))\(places)"]
        if repeated > 0 { parts.append("\(repeated) \(repeated == 1 ? "was" : "were") there already") }
        if conflicts > 0 { parts.append("\(Self.count(conflicts, "conflict"))") }
        if bad > 0 { parts.append("\(Self.count(bad, "bad line"))\(keepsNothing ? "" : " skipped")") }
        output.append(parts.joined(separator: "; ") + "\n")
        try flush()
    }

    /// Where the events that are new stand, from the first to the last.
    private var places: String {
        guard let first, let last else { return "" }
        return first == last ? " at position \(first.rawValue)" : " at positions \(first.rawValue)–\(last.rawValue)"
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension CommandFailure {
    init(_ refusal: AppendRefusal) {
        switch refusal {
        case .invalid(let error, _): self.init(error)
        case .store(let error): self.init(error)
        }
    }
}

extension AppendReceipt.Entry {
    /// One JSON line: `{"incident":…,"revision":…,"position":…,"id":…,"appended":true}`.
    func writeJSON(to output: inout ResultOutput) {
        output.bytes += ReceiptJSON(style: output.jsonStyle).render(self)
        output.bytes.append(UInt8(ascii: "\n"))
    }
}
