public import Chronology
public import EventSourcing
public import Incidents

/// Prints a list of incidents for people: last recorded, status, events, incident, title or first summary.
///
/// The incident is never cut short, so that it can be copied; the text behind it is. No line is wider than the width.
/// Whatever people wrote has passed ``SafeText``.
public struct IncidentListRenderer: Sendable {
    private let width: Int
    private let usesColor: Bool
    private let times: TimeText

    /// Below this a row takes two lines.
    private static let leastWidth = 80
    private static let mostIncident = 32

    /// Prints within so many columns (at least 20), on the clock of a zone.
    public init(width: Int, color: Bool, zone: Zone) {
        self.width = max(20, width)
        usesColor = color
        times = TimeText(zone: zone)
    }

    /// The rows in the order in which they are given, with the last time on a clock; empty where there is none.
    public func render(_ rows: [IncidentSummary], clock: AsOf.Clock = .recorded) -> String {
        var page = Page(color: usesColor)
        guard !rows.isEmpty else { return page.text }
        let dates = rows.map { times.moment($0.last(on: clock)) }
        let dateWidth = dates.reduce(clock.rawValue.utf8.count) { max($0, $1.utf8.count) }
        let countWidth = rows.reduce(6) { max($0, String($1.events).utf8.count) }
        let incidentWidth = min(Self.mostIncident, rows.reduce(8) { max($0, $1.incident.text.utf8.count) })
        let left = dateWidth + Self.statusWidth + countWidth + 6
        if width >= Self.leastWidth {
            let names = [
                TextWidth.padded(clock.rawValue.uppercased(), to: dateWidth),
                TextWidth.padded("STATUS", to: Self.statusWidth),
                TextWidth.padded("EVENTS", to: countWidth), TextWidth.padded("INCIDENT", to: incidentWidth), "TITLE",
            ]
            page.add([Piece(names.joined(separator: "  "), .dim)])
        }
        for (row, date) in zip(rows, dates) {
            let status = row.mergedInto == nil ? row.status?.rawValue ?? "" : "merged"
            let title = Self.title(row)
            guard width >= Self.leastWidth else {
                write(row, date: date, title: title, to: &page)
                continue
            }
            let count = row.mergedInto == nil ? String(row.events) : ""
            let columns: [Piece] = [
                Piece(TextWidth.padded(date, to: dateWidth), .dim), .blanks(2),
                Piece(TextWidth.padded(status, to: Self.statusWidth)), .blanks(2),
                .blanks(countWidth - count.utf8.count), Piece(count), .blanks(2),
            ]
            if row.incident.text.utf8.count <= incidentWidth {
                let incident = Piece(TextWidth.padded(row.incident.text, to: incidentWidth), .bold)
                page.add(
                    columns + [incident, .blanks(2)] + title.truncated(toColumns: width - left - incidentWidth - 2))
            } else {
                let lines = Flow.lines([Piece(row.incident.text, .bold)], width: width - left)
                page.add(columns + (lines.first ?? []))
                page.add(Array(lines.dropFirst()), indent: left)
                page.add([.blanks(left)] + title.truncated(toColumns: width - left))
            }
        }
        return page.text
    }

    /// What is said below a list for the public: how much it leaves out. Other formats tell it too.
    public func notes(_ list: IncidentList) -> [String] {
        let plain = IncidentListRenderer(width: .max, color: false, times: times).note(list)
        return plain.split(separator: "\n").map(String.init)
    }

    private init(width: Int, color: Bool, times: TimeText) {
        self.width = width
        usesColor = color
        self.times = times
    }

    /// What stands below a list for the public: how much it leaves out. Empty for any other.
    public func note(_ list: IncidentList) -> String {
        var page = Page(color: usesColor)
        let hidden = list.hidden
        guard list.audience == .public else { return page.text }
        let more = list.rows.reduce(0) { $0 + $1.notPublic }
        var parts = ["for the public: \(more) \(more == 1 ? "entry" : "entries") of these incidents left out"]
        if hidden > 0 {
            parts.append("\(hidden) \(hidden == 1 ? "incident" : "incidents") with nothing public not listed")
        }
        page.add(hanging: Piece(parts.joined(separator: ", "), .dim), width: width)
        return page.text
    }

    /// What stands above the list of an earlier moment: as of when it is, and how much of the log was known then.
    public func heading(_ list: IncidentList, now: Timestamp) -> String {
        var page = Page(color: usesColor)
        let parts = times.heading(list, now: now).map { Piece($0) }
        page.add(Flow.lines(parts, width: width, gap: 3, keepsWhole: true), indent: 0)
        return page.text
    }

    /// The longest of the words for a status.
    private static let statusWidth = IncidentStatus.allCases.reduce(0) { max($0, $1.rawValue.utf8.count) }

    /// A row on a narrow terminal: the incident, then the rest below it.
    private func write(_ row: IncidentSummary, date: String, title: [Piece], to page: inout Page) {
        let events = row.mergedInto != nil ? "" : row.events == 1 ? "1 event" : "\(row.events) events"
        let status = row.mergedInto == nil ? row.status?.rawValue ?? "" : "merged"
        let facts = [
            Piece(row.incident.text, .bold), Piece(status), Piece(events), Piece(date, .dim),
        ].filter { $0.width > 0 }
        let lines = Flow.lines(facts, width: width - 2, keepsWhole: true)
        page.add(Array(lines.prefix(1)), indent: 0)
        page.add(Array(lines.dropFirst()), indent: 2)
        page.add([.blanks(2)] + title.truncated(toColumns: width - 2))
    }

    private static func title(_ row: IncidentSummary) -> [Piece] {
        if let root = row.mergedInto { return [Piece("merged into \(root)", .dim)] }
        let text = Piece(row.summary.isEmpty ? "(no text can be read)" : row.summary, row.summary.isEmpty ? .dim : [])
        return row.isExercise ? [Piece("EXERCISE", [.bold, .yellow]), .blanks(1), text] : [text]
    }
}

extension [Piece] {
    /// The pieces with the last one cut short so that all fit.
    fileprivate func truncated(toColumns width: Int) -> [Piece] {
        guard let last else { return [] }
        let before = Array(dropLast())
        return before + [last.truncated(to: width - before.columns)]
    }
}

extension TimeText {
    /// As of when a list is, on which clock, and how much of the log was known then.
    func heading(_ list: IncidentList, now: Timestamp) -> [String] {
        let all = list.known + list.leftOut
        return [
            "as of \(moment(list.asOf, now: now, in: nil))", "times \(zoneName(at: [list.asOf.moment]))",
            "\(list.known) of \(all) \(all == 1 ? "event" : "events") known",
        ]
    }
}

extension IncidentSummary {
    /// When the last of its events became known on a clock.
    package func last(on clock: AsOf.Clock) -> Timestamp { clock == .recorded ? lastRecorded : lastPublished }
}
