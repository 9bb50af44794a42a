import Chronology
import EventSourcing
import Incidents

/// What stands in the column of words for one entry: what it says, what it does to others, and what was done to it.
struct EntryText {
    let incident: StreamID
    let times: TimeText
    /// Years are left out where they are that of this moment.
    let asOf: Timestamp

    /// How much of a reason is shown at the entry that it changes: it stands in its own entry in full.
    private static let reasonWidth = 60
    /// How much of what a change says is shown beside its reason.
    private static let summaryWidth = 40
    /// How many entries are named that say or do the same to an entry.
    private static let namedCount = 4

    /// What the entry says and sets, in one paragraph; then each change that has more to tell than its name, in one of
    /// its own.
    func paragraphs(_ entry: TimelineEntry) -> [[Piece]] {
        var first: [Piece] = []
        if entry.event.flags.contains(.exercise) { first.append(Piece("EXERCISE", [.bold, .yellow])) }
        first += said(entry)
        if let body = entry.body { first += standing(body).map { Piece($0, .dim) } }
        if case .relative(let time) = entry.expression { first.append(Piece(hanging(time, entry), .dim)) }
        var more: [[Piece]] = []
        for relation in entry.body?.relations ?? [] {
            let text = "\(relation.kind.activeText) \(relation.target.text(in: incident))"
            if let reason = relation.reason {
                more.append([Piece(#"\#(text): "\#(reason)""#, .dim)])
            } else {
                first.append(Piece(text, .dim))
            }
        }
        first += others(entry.changes.filter { !$0.isToldInFull })
        more += entry.changes.filter(\.isToldInFull).map { [change($0)] }
        if entry.effective != entry.place { more.append([Piece("time now: \(corrected(entry))", .dim)]) }
        return [first] + more
    }

    private func said(_ entry: TimelineEntry) -> [Piece] {
        if entry.event.flags.contains(.redacted) { return [Piece("(the body was redacted)", .dim)] }
        guard let body = entry.body else {
            return [Piece("(the body cannot be read by this version of the program)", .dim)]
        }
        guard entry.state.isStruck else { return [Piece(body.summary)] }
        // In one piece, so that the signs stay with the first and the last word.
        return [Piece("~~\(body.summary)~~", [.struck, .dim])]
    }

    /// What of the incident's state the entry sets, as far as its summary does not say so in the same words.
    private func standing(_ body: EventBody) -> [String] {
        let unit = body.unit.flatMap { body.summary.hasPrefix($0.text) ? nil : $0.text }
        return [
            unit, body.status.map { "status \($0.rawValue)" }, body.verification?.rawValue,
            body.decision.map { "decision: \($0.what)" },
        ].compactMap { $0 }
    }

    private func hanging(_ time: RelativeTime, _ entry: TimelineEntry) -> String {
        let bound =
            switch time.bound {
            case .exactly: ""
            case .about: "about "
            case .atLeast: "at least "
            case .atMost: "at most "
            }
        let text = "\(bound)\(DurationText.words(time.offset.microseconds)) \(time.direction.rawValue) \(time.anchor)"
        return entry.hangsOnRetracted ? "\(text) (which hangs on a retracted entry)" : text
    }

    private func corrected(_ entry: TimelineEntry) -> String {
        let moment = entry.place.earliest ?? entry.place.latest
        return times.span(entry.effective, on: moment.map { times.zone.civilTime(at: $0).date })
    }

    /// `revised by #9: 139 dead, "final count", Ministry, 25 Mar 14:05`: what it says, why, who says so (whoever wrote
    /// it down where no source is named), and when that was said.
    private func change(_ change: EntryChange) -> Piece {
        let by = "\(change.kind.passiveText) \(change.event.reference.text(in: incident))"
        guard change.stands else { return Piece("\(by), which was retracted itself", .dim) }
        let summary = Piece(change.summary).truncated(to: Self.summaryWidth).text
        let reason = change.reason.map { #""\#(Piece($0).truncated(to: Self.reasonWidth).text)""# }
        let isSaidTwice = change.reason == change.summary
        let told = [
            summary.isEmpty || isSaidTwice ? nil : summary, reason, change.source ?? change.event.by.name,
            times.moment(change.event.published, near: asOf),
        ]
        return Piece("\(by): \(told.compactMap { $0 }.joined(separator: ", "))", change.style)
    }

    /// `confirmed by #4, #7`; of many only the first few are named.
    private func others(_ changes: [EntryChange]) -> [Piece] {
        guard !changes.isEmpty else { return [] }
        return Relation.Kind.allCases.compactMap { kind in
            let references = changes.filter { $0.kind == kind && $0.stands }.map {
                $0.event.reference.text(in: incident)
            }
            guard !references.isEmpty else { return nil }
            let named = references.prefix(Self.namedCount).joined(separator: ", ")
            let rest = references.count - Self.namedCount
            return Piece("\(kind.passiveText) \(named)\(rest > 0 ? " and \(rest) more" : "")", .dim)
        }
    }
}

extension EntryChange {
    /// Whether who, when and why are told, and not only by which entry.
    fileprivate var isToldInFull: Bool {
        switch kind {
        case .corrects, .revises, .retracts, .disputes: true
        case .confirms, .respondsTo, .duplicates, .belongsTo, .mergesInto: false
        }
    }

    fileprivate var style: Style {
        switch kind {
        case .corrects, .retracts: .red
        case .disputes: .yellow
        default: []
        }
    }
}
