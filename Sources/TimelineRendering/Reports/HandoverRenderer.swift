public import Chronology
public import EventSourcing
public import Incidents

/// Prints for people what changed in all incidents between two moments, what matters most first: on lines of a width, or as
/// Markdown. Incidents of which nothing changed are only counted.
///
/// Whatever people wrote has passed ``SafeText`` or ``MarkdownText``.
public struct HandoverRenderer: Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// How many new entries of an incident are told; the others are counted.
    private static let toldEntries = 3
    /// How many entries of an incident are told of which something became.
    private static let toldChanges = 12

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// As text for a terminal that ends with a line break, at least 20 columns wide. Colour adds nothing to the words.
    ///
    /// - Parameter limit: tells of so many incidents at most.
    public func text(_ handover: Handover, width: Int, color: Bool, limit: Int? = nil) -> String {
        report(handover, limit: limit).text(width: width, color: color)
    }

    /// As Markdown.
    public func markdown(_ handover: Handover, limit: Int? = nil) -> String {
        report(handover, limit: limit).markdown()
    }

    private func report(_ handover: Handover, limit: Int?) -> Report {
        var report = Report()
        let all = handover.knownAfter + handover.leftOut
        report.title = [
            Piece("HANDOVER", .bold), Piece("times \(times.zoneName(at: [handover.from.moment, handover.to.moment]))"),
            Piece(times.interval(from: handover.from, to: handover.to, now: now, in: nil)),
            Piece("\(handover.knownBefore), then \(handover.knownAfter) of \(all) events known"),
        ]
        if handover.audience == .public { report.title.append(Piece(Header.forPublic(handover.notPublic))) }
        let new = handover.diffs.count(where: \.isNew)
        report.lines = [
            "\(new) \(Self.incidents(new)) new, \(handover.diffs.count - new) changed, \(handover.quiet) quiet"
        ]
        let told = handover.diffs.prefix(limit ?? .max)
        report.parts = told.map(part)
        if told.count < handover.diffs.count {
            report.lines.append("\(handover.diffs.count - told.count) of them are not shown")
        }
        if handover.leftOut > 0 {
            let (events, are) = handover.leftOut == 1 ? ("event", "is") : ("events", "are")
            report.lines.append(
                "\(handover.leftOut) \(events) \(handover.to.clock.rawValue) later \(are) left out")
        }
        return report
    }

    private static func incidents(_ count: Int) -> String { count == 1 ? "incident" : "incidents" }

    private func part(_ diff: IncidentDiff) -> Report.Part {
        let incident = diff.incident
        let text = EntryText(incident: incident, times: times, asOf: diff.after.asOf.moment, shown: [])
        let entries = EntryItem(text: text)
        let status = diff.after.status?.rawValue ?? "status unknown"
        var part = Report.Part(
            heading: [
                Piece(diff.after.isExercise ? "EXERCISE" : "", [.bold, .yellow]),
                Piece(incident.text.uppercased(), .bold), Piece(diff.isNew ? "new, \(status)" : status),
                Piece(diff.after.title ?? ""),
            ], items: [])
        part.items = DiffFacts(diff).items.filter { !(diff.isNew && ["status", "title"].contains($0.label ?? "")) }
        for changed in diff.changed.prefix(Self.toldChanges) { part.items.append(item(changed, in: incident)) }
        let more = diff.changed.count - Self.toldChanges
        if more > 0 { part.items.append(.fact("changed", "\(more) more \(Self.entries(more))")) }
        // The newest ones, in the order in which they came.
        let newest = diff.added.sorted { $0.event.position < $1.event.position }.suffix(Self.toldEntries)
        let rest = diff.added.count - newest.count
        if newest.count > 1 {
            part.items.append(.fact("new", "\(diff.added.count) entries\(rest > 0 ? ", the last of them:" : ":")"))
        }
        for entry in newest {
            var item = entries.item(entry)
            // Several stand below the line that counts them.
            (item.label, item.depth) = newest.count > 1 ? ("", 1) : ("new", 0)
            item.notes = []
            part.items.append(item)
        }
        if !diff.joined.isEmpty {
            part.items.append(.fact("told here", "\(diff.joined.count) \(Self.entries(diff.joined.count)) since"))
        }
        if !diff.left.isEmpty {
            part.items.append(.fact("told here", "\(diff.left.count) \(Self.entries(diff.left.count)) no longer"))
        }
        return part
    }

    private static func entries(_ count: Int) -> String { count == 1 ? "entry" : "entries" }

    /// `corrected  #3  ~~Five injured~~  by #4: Two injured, "counted twice"`.
    private func item(_ diff: EntryDiff, in incident: StreamID) -> Report.Item {
        let summary = diff.entry.body?.summary ?? ""
        let by = diff.news.map { change -> String in
            let told = [change.summary, change.reason.map { #""\#($0)""# }].compactMap { $0 }.joined(separator: ", ")
            return "by \(change.event.reference.text(in: incident))\(told.isEmpty ? "" : ": \(told)")"
        }
        return Report.Item(
            label: diff.kinds.first?.rawValue,
            pieces: [
                Piece(diff.entry.event.reference.text(in: incident), .dim),
                diff.entry.isStruck ? Piece("~~\(summary)~~", [.struck, .dim]) : Piece(summary),
            ] + by.map { Piece($0) })
    }
}
