public import Chronology
public import EventSourcing
public import Incidents

/// Prints as Markdown how an incident stands: status, place, figures by source, units, claims.
///
/// Whatever people wrote has passed ``MarkdownText``; the only live links are those of ``WebLink`` from `source.url`.
public struct SnapshotMarkdownRenderer: Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// The snapshot as text that ends with a line break; `leftOut` tells how many events were not known at its moment.
    public func render(_ snapshot: IncidentSnapshot, leftOut: Int = 0, way: [IncidentMerge] = []) -> String {
        var page = MarkdownPage()
        page.addHeader(
            snapshot, leftOut: leftOut, merged: Header.Merged(way: way), zoneMoments: [snapshot.asOf.moment],
            times: times, now: now)
        if snapshot.eventCount == 0 {
            page.addParagraph(snapshot.notPublic > 0 ? "Nothing of it is public." : "Nothing was known yet.")
        } else {
            let facts = SnapshotFacts(snapshot, times: times, now: now).all
            for fact in facts { page.add("- \(fact.name): \(fact.text)") }
            writeFigures(snapshot, to: &page)
            writeUnits(snapshot, to: &page)
            writeClaims(snapshot, to: &page)
        }
        if let note = snapshot.audienceNote { page.addParagraph("*\(note)*") }
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }

    private func writeFigures(_ snapshot: IncidentSnapshot, to page: inout MarkdownPage) {
        guard !snapshot.figures.isEmpty else { return }
        page.addHeading("## Figures")
        for series in snapshot.figures {
            page.addHeading("### \(series.measureText)")
            page.addParagraph("\(series.summaryTexts.joined(separator: " · "))")
            let rows = series.points.map { point -> [Markdown] in
                let number = point.figure.numberText ?? "?"
                let isStruck = point.state.isStruck || point.state == .redacted
                return [
                    isStruck ? "~~\(number)~~" : "\(number)",
                    Markdown(point.source?.text ?? "no source", link: point.source?.url.flatMap { WebLink($0) }),
                    "\(point.source?.grade?.description ?? "")",
                    "\(point.reference.text(in: snapshot.incident))",
                    "\(times.moment(point.published, near: snapshot.asOf.moment))",
                    "\(point.state == .current ? "" : point.state.rawValue)", "\(point.reason ?? "")",
                ]
            }
            page.addTable(["told", "source", "grade", "entry", "published", "state", "reason"], rows)
        }
    }

    private func writeUnits(_ snapshot: IncidentSnapshot, to page: inout MarkdownPage) {
        guard !snapshot.units.isEmpty else { return }
        let out = snapshot.units.count(where: \.isOut)
        page.addHeading("## Units (\(out) of \(snapshot.units.count) still out)")
        let section = UnitSection(snapshot: snapshot, times: times, width: .max)
        let rows = snapshot.units.map { state -> [Markdown] in
            let last = state.assignments.last
            return [
                "\(state.unit.id)", "\(state.unit.status?.rawValue ?? "status unknown")",
                "\(section.since(state))",
                state.isOut ? "still out" : "", "\(last?.timeToScene.map { DurationText.words($0) } ?? "")",
                "\(last?.timeOnScene.map { DurationText.words($0) } ?? "")", "\(state.unit.action ?? "")",
                "\([state.unit.kind, state.unit.agency].compactMap { $0 }.joined(separator: ", "))",
                "\(state.reference.text(in: snapshot.incident))", "\(section.ways(of: state).joined(separator: "; "))",
            ]
        }
        let names: [Markdown] = [
            "unit", "status", "since", "out", "to scene", "on scene", "action", "belongs to", "entry", "way",
        ]
        page.addTable(names, rows)
    }

    private func writeClaims(_ snapshot: IncidentSnapshot, to page: inout MarkdownPage) {
        guard !snapshot.claims.isEmpty else { return }
        page.addHeading("## Claims")
        let told = snapshot.claimGroups.flatMap { $0.sides.flatMap(\.claims) }
        let rows = told.map { told -> [Markdown] in
            [
                told.holds ? "\(told.claim.what)" : "~~\(told.claim.what)~~", "\(told.claim.stance?.rawValue ?? "")",
                "\(told.claim.by ?? "")",
                Markdown(told.source?.text ?? "no source", link: told.source?.url.flatMap { WebLink($0) }),
                "\(told.reference.text(in: snapshot.incident))", "\(told.state == .current ? "" : told.state.rawValue)",
            ]
        }
        page.addTable(["what", "stance", "by", "source", "entry", "state"], rows)
    }
}
