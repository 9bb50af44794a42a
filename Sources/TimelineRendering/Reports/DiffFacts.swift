import EventSourcing
import Incidents

/// What changed of an incident as a whole, as facts: `status  open → contained`.
struct DiffFacts {
    private(set) var items: [Report.Item] = []

    init(_ diff: IncidentDiff) {
        let incident = diff.incident
        for merge in diff.way where !diff.merged.contains(where: { $0.reference == merge.event.reference }) {
            items.append(.fact("merged", "\(merge.incident) is told in \(merge.into) by \(merge.event.reference)"))
        }
        for link in diff.merged {
            items.append(.fact("merged", "\(link.reference.stream) is one with this one by \(link.reference)"))
        }
        for other in diff.parted { items.append(.fact("unmerged", "\(other) is no longer one with this one")) }
        if let status = diff.status {
            items.append(.fact("status", Self.text(status, none: "unknown", of: diff) { $0.rawValue }))
        }
        if let title = diff.title { items.append(.fact("title", Self.text(title, none: "none", of: diff) { $0 })) }
        if let place = diff.place {
            items.append(.fact("place", Self.text(place, none: "unknown", of: diff) { $0.text }))
        }
        let (before, after) = (Self.series(diff.before), Self.series(diff.after))
        for figure in diff.figures {
            let key = [figure.basis.rawValue, figure.measure]
            items.append(Self.item(figure, from: before[key], to: after[key], of: diff))
        }
        if !diff.units.isEmpty {
            items.append(.fact("units", diff.units.map { Self.text($0, of: diff) }.joined(separator: "; ")))
        }
        for claim in diff.claims { items.append(.fact("claim", Self.text(claim, in: incident))) }
        for claim in diff.claimsGone {
            items.append(.fact("claim", "no longer told: \(Self.text(claim, in: incident))"))
        }
    }

    /// `open → contained`; of an incident of which nothing was known before, only what is so now.
    static func text<Value>(
        _ shift: Shift<Value>, none: String, of diff: IncidentDiff? = nil, _ text: (Value) -> String
    ) -> String {
        let to = shift.to.map(text) ?? none
        return diff?.isNew == true ? to : "\(shift.from.map(text) ?? none) → \(to)"
    }

    private static func series(_ snapshot: IncidentSnapshot) -> [[String]: FigureSeries] {
        Dictionary(snapshot.figures.map { ([$0.basis.rawValue, $0.measure], $0) }) { first, _ in first }
    }

    private static func item(
        _ figure: FigureDiff, from before: FigureSeries?, to after: FigureSeries?, of diff: IncidentDiff
    ) -> Report.Item {
        func number(_ figure: Figure) -> String { figure.numberText ?? "?" }
        let measure = figure.basis == .cumulative ? figure.measure : "\(figure.measure) in a period"
        var notes: [String] = []
        // One origin says no more than the headline does.
        if !diff.isNew, figure.origins.count > 1 || figure.headline != figure.origins.first?.figure {
            notes = figure.origins.map { source in
                "\(source.name ?? "no source"): \(text(source.figure, none: "none", number))"
            }
        }
        if let told = figure.toldBetween, let range = after?.range(" and ") {
            let earlier = before?.range("–") ?? told.from.map { String($0.lowerBound) }
            notes.append("told between \(range)\(earlier.map { ", before: \($0)" } ?? "")")
        }
        let headline = figure.headline.map { text($0, none: "none", of: diff, number) }
        return .fact(
            "figures", "\(measure) \(headline ?? (diff.isNew ? "no number stands" : "as before"))", notes: notes)
    }

    private static func text(_ unit: UnitDiff, of diff: IncidentDiff) -> String {
        func status(_ state: UnitState) -> String { state.unit.status?.rawValue ?? "status unknown" }
        switch (unit.state.from, unit.state.to) {
        case (nil, let to?): return "\(unit.id) \(status(to))\(diff.isNew ? "" : " (new)")"
        case (let from?, nil): return "\(unit.id) \(status(from)), no longer told"
        default: return "\(unit.id) \(text(unit.state, none: "", status))"
        }
    }

    private static func text(_ standing: ToldClaim, in incident: StreamID) -> String {
        let claim = standing.claim
        let stance = [claim.stance?.rawValue, claim.by].compactMap { $0 }.joined(separator: " by ")
        return [
            claim.what, stance, standing.source?.text ?? "no source", standing.reference.text(in: incident),
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
