public import Chronology
public import EventSourcing
public import Incidents

/// Prints for people what changed in what is known of an incident between two moments: on lines of a width, or as Markdown.
///
/// Every line that tells of an entry names it. Whatever people wrote has passed ``SafeText`` or ``MarkdownText``.
public struct IncidentDiffRenderer: Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// As text for a terminal that ends with a line break, at least 20 columns wide. Colour adds nothing to the words.
    public func text(_ diff: IncidentDiff, width: Int, color: Bool) -> String {
        report(diff).text(width: width, color: color)
    }

    /// As Markdown.
    public func markdown(_ diff: IncidentDiff) -> String { report(diff).markdown() }

    private func report(_ diff: IncidentDiff) -> Report {
        let (before, after) = (diff.before, diff.after)
        let all = after.eventCount + diff.leftOut
        let entries = EntryItem(
            text: EntryText(
                incident: diff.incident, times: times, asOf: after.asOf.moment,
                shown: Set((diff.added + diff.joined + diff.changed.map(\.entry)).map(\.event.reference))))
        var report = Report(isExercise: after.isExercise)
        report.title = [
            Piece(after.incident.text.uppercased(), .bold), Piece(after.status?.rawValue ?? "status unknown"),
            Piece("times \(times.zoneName(at: [before.asOf.moment, after.asOf.moment]))"),
            Piece(times.interval(from: before.asOf, to: after.asOf, now: now, in: diff.incident)),
            Piece("\(before.eventCount), then \(after.eventCount) of \(all) events known"),
        ]
        report.lines = [after.title].compactMap { $0 }
        report.parts = [Report.Part(items: DiffFacts(diff).items)]
        for kind in EntryDiff.Kind.allCases {
            let changed = diff.changed.filter { $0.kinds.first == kind }
            let items = changed.map {
                entries.item($0.entry, notes: notes($0, in: diff.incident), tellsTime: $0.time == nil)
            }
            report.parts.append(part(kind.heading, items))
        }
        report.parts.append(part("New", diff.added.map { entries.item($0) }))
        report.parts.append(part("Told here since", diff.joined.map { entries.item($0) }))
        report.parts.append(part("No longer told here", diff.left.map { entries.item($0) }))
        if diff.isEmpty { report.lines.append("Nothing changed.") }
        report.lines += [after.audienceNote].compactMap { $0 }
        if diff.leftOut > 0 {
            let (events, are) = diff.leftOut == 1 ? ("event", "is") : ("events", "are")
            report.lines.append("\(diff.leftOut) \(events) \(after.asOf.clock.rawValue) later \(are) not shown")
        }
        return report
    }

    private func part(_ heading: String, _ items: [Report.Item]) -> Report.Part {
        Report.Part(heading: [Piece("\(heading) (\(items.count))", .bold)], items: items)
    }

    /// What the entry itself does not tell as it stands now.
    private func notes(_ diff: EntryDiff, in incident: StreamID) -> [String] {
        var notes = diff.gone.map { "no longer \($0.kind.passiveText) \($0.event.reference.text(in: incident))" }
        if let time = diff.time {
            notes.append(
                "time \(DiffFacts.text(time, none: "unknown") { $0.isUnknown ? "undated" : times.span($0, on: nil) })")
        }
        if diff.kinds.contains(.moved), diff.entry.movedTo == nil { notes.append("back from another incident") }
        return notes
    }
}

extension TimeText {
    /// `from 22 Mar 2024 20:45 to 22 Mar 2024 22:00 (now)`.
    func interval(from: AsOf, to: AsOf, now: Timestamp, in incident: StreamID?) -> String {
        "from \(moment(from, now: .maximum, in: incident)) to \(moment(to, now: now, in: incident))"
    }
}

extension EntryDiff.Kind {
    /// What stands above the entries of which this became.
    var heading: String {
        switch self {
        case .retracted: "Retracted"
        case .corrected: "Corrected"
        case .revised: "Revised"
        case .restored: "Restored"
        case .disputed: "Disputed"
        case .confirmed: "Confirmed"
        case .unconfirmed: "No longer confirmed"
        case .retimed: "At another time"
        case .moved: "In another incident"
        }
    }
}
