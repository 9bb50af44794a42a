public import Chronology
public import EventSourcing
public import Incidents

/// Prints for people one entry whole: its body, source and clocks, what it does, what was done to it and how it came to stand
/// as it does; of a decision what was known when it was taken. On lines of a width, or as Markdown.
///
/// Whatever people wrote has passed ``SafeText`` or ``MarkdownText``.
public struct EntryHistoryRenderer: Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// As text for a terminal that ends with a line break, at least 20 columns wide. Colour adds nothing to the words.
    public func text(_ history: EntryHistory, width: Int, color: Bool) -> String {
        report(history).text(width: width, color: color)
    }

    /// As Markdown.
    public func markdown(_ history: EntryHistory) -> String { report(history).markdown() }

    private func report(_ history: EntryHistory) -> Report {
        let entry = history.entry
        let stream = entry.event.stream
        var report = Report(isExercise: history.isExercise || entry.event.flags.contains(.exercise))
        report.title = [
            Piece(entry.event.reference.description, .bold), Piece(entry.event.kind.name.uppercased()),
            Piece(entry.state.rawValue, entry.state == .current ? [] : .yellow),
            Piece("times \(times.zoneName(at: [entry.event.published, entry.event.recorded, history.asOf.moment]))"),
            Piece("as of \(times.moment(history.asOf, now: now, in: stream))"),
        ]
        report.lines = [entry.body?.summary ?? "(the body cannot be read)"] + history.way.map(times.text)
        if history.way.isEmpty, history.incident != stream {
            report.lines.append("it belongs to \(history.incident), where it is told and counts")
        }
        if history.leftOut > 0 {
            let (events, are) = history.leftOut == 1 ? ("event", "is") : ("events", "are")
            report.lines.append(
                "\(history.leftOut) \(events) of the incident \(history.asOf.clock.rawValue) later \(are) left out")
        }
        report.parts = [
            Report.Part(items: facts(history)),
            Report.Part(heading: heading("Body"), items: body(entry.event), isVerbatim: true),
            Report.Part(heading: heading("What it does"), items: history.deeds.map { deed($0, history) }),
            Report.Part(heading: heading("What was done to it"), items: steps(history)),
        ]
        if let basis = history.basis { report.parts += parts(basis, history) }
        return report
    }

    private func heading(_ text: String) -> [Piece] { [Piece(text, .bold)] }

    private func facts(_ history: EntryHistory) -> [Report.Item] {
        let (entry, event, body) = (history.entry, history.entry.event, history.entry.body)
        var items: [Report.Item] = []
        let occurred = event.occurred.form == .undated ? "nobody says when" : event.occurred.words
        var notes: [String] = []
        if let anchor = history.anchor {
            let name = anchor.event.reference.text(in: event.stream)
            notes.append("hangs on \(name), which is \(anchor.state.rawValue): \(anchor.body?.summary ?? "")")
        }
        if event.occurred.form == .relative { notes.append("that is \(times.span(entry.place, on: nil))") }
        if let shownAt = entry.shownAt { notes.append("shown at \(shownAt.text(in: event.stream))") }
        if entry.effective != entry.place { notes.append("time now: \(times.span(entry.effective, on: nil))") }
        if entry.hangsOnRetracted { notes.append("it hangs on a retracted entry and keeps its last time") }
        if !history.hanging.isEmpty {
            let names = history.hanging.prefix(8).map { $0.text(in: event.stream) }.joined(separator: ", ")
            let more = history.hanging.count - 8
            notes.append("on it hangs the time of \(names)\(more > 0 ? " and \(more) more" : "")")
        }
        items.append(.fact("occurred", occurred, notes: notes))
        items.append(.fact("published", moment(event.published, history)))
        items.append(.fact("recorded", "\(moment(event.recorded, history)) at position \(event.position.rawValue)"))
        if let by = event.by.text { items.append(.fact("by", by)) }
        if let source = body?.source {
            let told = [source.text, source.kind?.rawValue, source.grade?.description, source.url]
            items.append(.fact("source", told.compactMap { $0 }.joined(separator: ", ")))
        }
        if let verification = body?.verification { items.append(.fact("verification", verification.rawValue)) }
        if let audience = body?.audience, audience == .public { items.append(.fact("audience", audience.rawValue)) }
        if !event.tags.isEmpty { items.append(.fact("tags", event.tags.map(\.text).joined(separator: ", "))) }
        items.append(.fact("id", event.id.text))
        return items
    }

    /// `22 Mar 20:45 (2024-03-22T17:45:00Z)`: on the clock that the reader uses, and exactly.
    private func moment(_ moment: Timestamp, _ history: EntryHistory) -> String {
        "\(times.moment(moment, near: history.asOf.moment)) (\(moment))"
    }

    private func body(_ event: RecordedEvent) -> [Report.Item] {
        BodyLines(event).lines.map { line in
            Report.Item(pieces: [Piece(line.text)], depth: line.depth)
        }
    }

    /// `corrects #3 "counted twice"`, with what became of that one.
    private func deed(_ deed: EntryHistory.Deed, _ history: EntryHistory) -> Report.Item {
        let relation = deed.relation
        let link = "\(relation.kind.activeText) \(relation.target.text(in: history.entry.event.stream))"
        var item = Report.Item(pieces: [Piece(link), Piece(relation.reason.map { #""\#($0)""# } ?? "")])
        if let target = deed.target {
            item.notes = [
                Piece("it says: \(target.body?.summary ?? "nothing that can be read") (\(target.state.rawValue))")
            ]
        } else if !relation.kind.isAboutIncident {
            item.notes = [Piece(history.audience == .public ? "which is not public" : "which was not known")]
        }
        return item
    }

    /// The steps, each with how the entry stood from then on where that is something else than before.
    private func steps(_ history: EntryHistory) -> [Report.Item] {
        var state: EntryState? = .current
        return history.steps.map { step in
            defer { state = step.state }
            return self.step(step, tellsState: step.state != state, history)
        }
    }

    /// `22 Mar 20:50  corrected by #9: Two injured, "counted twice", Police`, with how the entry stood from then on.
    private func step(_ step: EntryHistory.Step, tellsState: Bool, _ history: EntryHistory) -> Report.Item {
        let stream = history.entry.event.stream
        let whom = step.target == history.entry.event.reference ? "" : "\(step.target.text(in: stream)) "
        let told = [
            step.summary == step.reason ? nil : step.summary, step.reason.map { #""\#($0)""# },
            step.source ?? step.event.by.text,
        ].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
        let moment = history.asOf.clock == .published ? step.event.published : step.event.recorded
        var item = Report.Item(
            pieces: [
                Piece(times.moment(moment, near: history.asOf.moment), .dim),
                Piece("\(whom)\(step.kind.passiveText) \(step.event.reference.text(in: stream)): \(told)"),
                Piece(tellsState ? step.state.map { "→ \($0.rawValue)" } ?? "" : ""),
            ])
        if let event = step.takenBackBy {
            item.notes = [
                Piece(
                    "which stood until \(event.reference.text(in: stream)) took it back, "
                        + times.moment(event.recorded, near: history.asOf.moment))
            ]
        }
        return item
    }

    /// What was known when a decision was taken, and what became of that.
    private func parts(_ basis: EntryHistory.Basis, _ history: EntryHistory) -> [Report.Part] {
        let snapshot = basis.snapshot
        var known: [Report.Item] = [
            .fact("events", "\(snapshot.eventCount) known then, \(basis.added) more since"),
            .fact("status", snapshot.status?.rawValue ?? "unknown"),
        ]
        if let title = snapshot.title { known.append(.fact("title", title)) }
        if let place = snapshot.place { known.append(.fact("place", place.text)) }
        for series in snapshot.figures {
            known.append(
                .fact("figures", "\(series.measureText) \(series.summaryTexts.joined(separator: " · "))"))
        }
        for unit in snapshot.units where unit.isOut {
            known.append(.fact("unit", "\(unit.unit.text) \(unit.reference.text(in: snapshot.incident))"))
        }
        for standing in snapshot.claims {
            let told = [standing.claim.what, standing.claim.stance?.rawValue, standing.claim.by].compactMap { $0 }
            known.append(
                .fact("claim", "\(told.joined(separator: " ")) \(standing.reference.text(in: snapshot.incident))"))
        }
        let since = basis.changed.map { diff in
            let by = diff.news.map { "by \($0.event.reference.text(in: snapshot.incident)): \($0.summary)" }
            return Report.Item(
                pieces: [
                    Piece(diff.kinds.map(\.rawValue).joined(separator: ", ")),
                    Piece(diff.entry.event.reference.text(in: snapshot.incident), .dim),
                    Piece(diff.entry.body?.summary ?? ""),
                ] + by.map { Piece($0) })
        }
        let event = history.entry.event
        let when =
            switch history.asOf.clock {
            case .recorded: "written down, \(times.moment(event.recorded))"
            case .published: "published, \(times.moment(event.published))"
            }
        return [
            Report.Part(
                heading: heading("Known when it was \(when)"),
                items: known),
            Report.Part(heading: heading("What of that turned out otherwise since"), items: since),
        ]
    }
}
