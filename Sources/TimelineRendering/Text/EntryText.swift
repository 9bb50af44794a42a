import Chronology
import EventSourcing
import Incidents

/// What stands in the column of words for one entry: what it says, what it does to others, and what was done to it.
struct EntryText {
    let incident: StreamID
    let times: TimeText
    /// Years are left out where they are that of this moment.
    let asOf: Timestamp
    /// The entries that are shown: what is done to one of them is told there.
    let shown: Set<Reference>

    /// How many entries are named that say or do the same to an entry.
    private static let namedCount = 4

    /// What the entry says, sets and does to others, in one paragraph.
    func paragraph(_ entry: TimelineEntry) -> [Piece] {
        var first: [Piece] = []
        if entry.event.flags.contains(.exercise) { first.append(Piece("EXERCISE", [.bold, .yellow])) }
        if entry.body?.decision != nil { first.append(Piece("DECISION", .bold)) }
        first += said(entry)
        for word in entry.body?.standing ?? [] { first.append(Piece(word, .dim)) }
        if let time = entry.relative { first.append(Piece(hanging(time, entry), .dim)) }
        first += (entry.body?.relations ?? []).filter { !tellsWhy($0, entry) }.map { Piece(link($0), .dim) }
        first += others(entry)
        return first
    }

    /// What has more to tell than a name: why the entry does something to another, where that is told nowhere else, and
    /// what was done to it.
    ///
    /// - Parameter tellsTime: whether that is so of the time that now holds.
    func notes(_ entry: TimelineEntry, tellsTime: Bool = true) -> [Note] {
        var notes = entry.body?.decision.map { DecisionText.notes($0, summary: entry.body?.summary) } ?? []
        notes += (entry.body?.relations ?? []).filter { tellsWhy($0, entry) }.map { relation in
            Note("\(link(relation)): \"\(relation.reason ?? "")\"", .dim)
        }
        notes += entry.changes.filter(\.kind.isToldInFull).map { change($0, of: entry) }
        if let incident = entry.movedTo, entry.body?.relations.contains(where: { $0.target.stream == incident }) != true
        {
            notes.append(Note("told in \(incident)", .dim))
        }
        if tellsTime, entry.effective != entry.place { notes.append(Note("time now: \(corrected(entry))", .dim)) }
        return notes
    }

    /// The reason of a change is told once: at the entry that it changes, where that tells it.
    func tellsWhy(_ relation: Relation, _ entry: TimelineEntry) -> Bool {
        guard relation.reason != nil else { return false }
        return !(relation.kind.isToldInFull && shown.contains(relation.target) && entry.state != .retracted)
    }

    private func link(_ relation: Relation) -> String {
        "\(relation.kind.activeText) \(relation.target.text(in: incident))"
    }

    private func said(_ entry: TimelineEntry) -> [Piece] {
        if entry.event.flags.contains(.redacted) { return [Piece("(the body was redacted)", .dim)] }
        guard let summary = entry.body?.summary else {
            return [Piece("(the body cannot be read by this version of the program)", .dim)]
        }
        guard entry.isStruck else { return [Piece(summary)] }
        // In one piece, so that the signs stay with the first and the last word.
        return [Piece("~~\(summary)~~", [.struck, .dim])]
    }

    func hanging(_ time: RelativeTime, _ entry: TimelineEntry) -> String {
        let bound =
            switch time.bound {
            case .exactly: ""
            case .about: "about "
            case .atLeast: "at least "
            case .atMost: "at most "
            }
        let anchor = time.anchor.reference(in: entry.event.stream).text(in: incident)
        let text = "\(bound)\(DurationText.exact(time.offset.microseconds)) \(time.direction.rawValue) \(anchor)"
        return entry.hangsOnRetracted ? "\(text) (which hangs on a retracted entry)" : text
    }

    func corrected(_ entry: TimelineEntry) -> String {
        let moment = entry.place.earliest ?? entry.place.latest
        return times.span(entry.effective, on: moment.map { times.zone.civilTime(at: $0).date })
    }

    /// `revised by #9: 139 dead, "final count", Ministry, 25 Mar`: what it says, why, who says so (whoever wrote it
    /// down where no source is named), and when that was said: the day, and the time of day on the day of the entry.
    private func change(_ change: EntryChange, of entry: TimelineEntry) -> Note {
        let by = "\(change.kind.passiveText) \(change.event.reference.text(in: incident))"
        guard change.stands else { return Note("\(by), which was retracted itself", .dim) }
        let (who, when) = self.told(change, of: entry)
        let told = [change.reason.map { #""\#($0)""# }, who, when]
        let summary = change.reason == change.summary ? "" : change.summary
        return Note(
            "\(by): ", summary: summary,
            tail: (summary.isEmpty ? "" : ", ") + told.compactMap { $0 }.joined(separator: ", "),
            change.style)
    }

    /// Who says so, whoever wrote it down where no source is named, and when that was said.
    func told(_ change: EntryChange, of entry: TimelineEntry) -> (who: String?, when: String) {
        let moment = entry.place.earliest ?? entry.place.latest ?? entry.event.published
        return (
            change.source ?? change.event.by.text, times.day(change.event.published, near: asOf, withTimeOn: moment)
        )
    }

    /// `confirmed by #4, #7`; of many only the first few are named.
    private func others(_ entry: TimelineEntry) -> [Piece] {
        others(of: entry).map { kind, references, more in
            let named = references.map { $0.text(in: incident) }.joined(separator: ", ")
            return Piece("\(kind.passiveText) \(named)\(more > 0 ? " and \(more) more" : "")", .dim)
        }
    }

    /// Which entries say or do the same to an entry, by what they do; of many only the first few and how many more.
    func others(of entry: TimelineEntry) -> [(kind: Relation.Kind, references: [Reference], more: Int)] {
        let changes = entry.changes.filter { $0.stands && !$0.kind.isToldInFull }
        guard !changes.isEmpty else { return [] }
        return Relation.Kind.allCases.compactMap { kind in
            let references = changes.filter { $0.kind == kind }.map(\.event.reference)
            guard !references.isEmpty else { return nil }
            return (kind, Array(references.prefix(Self.namedCount)), max(0, references.count - Self.namedCount))
        }
    }
}

extension EventBody {
    /// What of the incident's state it sets, as far as its summary does not say so in the same words.
    var standing: [String] {
        var words: [String] = []
        if let unit = self.unit, !self.summary.hasPrefix(unit.text) { words.append(unit.text) }
        if let status = self.status { words.append("status \(status.rawValue)") }
        if let verification = self.verification { words.append(verification.rawValue) }
        return words
    }
}

extension Relation.Kind {
    /// Whether an entry to which this was done tells who did it, when and why, and not only by which entry.
    var isToldInFull: Bool {
        switch self {
        case .corrects, .revises, .retracts, .disputes: true
        case .confirms, .respondsTo, .duplicates, .belongsTo, .mergesInto: false
        }
    }
}

extension EntryChange {
    fileprivate var style: Style {
        switch kind {
        case .corrects, .retracts: .red
        case .disputes: .yellow
        default: []
        }
    }
}
