public import Chronology
public import EventSourcing
public import Incidents

/// Prints for people how an incident stands: status, place, figures by source, units, claims.
///
/// No line is wider than the width. Colour adds nothing that words do not say: without its escape sequences the coloured
/// text is the plain one. Whatever people wrote has passed ``SafeText``.
public struct SnapshotTextRenderer: Sendable {
    private let width: Int
    private let usesColor: Bool
    private let times: TimeText
    private let now: Timestamp

    /// Below this the facts follow their labels, instead of standing in a column beside them.
    private static let leastWidthForLabels = 40

    /// Prints within so many columns (at least 20), on the clock of a zone; `now` is the time of day.
    public init(width: Int, color: Bool, zone: Zone, now: Timestamp) {
        self.width = max(20, width)
        usesColor = color
        times = TimeText(zone: zone)
        self.now = now
    }

    /// The snapshot as text that ends with a line break; `leftOut` tells how many events were not known at its moment,
    /// `way` by which merges the incident that was asked for leads to this one.
    public func render(_ snapshot: IncidentSnapshot, leftOut: Int = 0, way: [IncidentMerge] = []) -> String {
        var page = Page(color: usesColor)
        Header(times: times, width: width, now: now)
            .write(snapshot, leftOut: leftOut, merged: Header.Merged(way: way), zoneMoments: [snapshot.asOf.moment], to: &page)
        guard snapshot.eventCount > 0 else {
            page.addBlank()
            page.add(Flow.lines([Piece("Nothing was known yet.", .dim)], width: width), indent: 0)
            return page.text
        }
        writeFacts(snapshot, to: &page)
        writeFigures(snapshot, to: &page)
        writeUnits(snapshot, to: &page)
        writeClaims(snapshot, to: &page)
        return page.text
    }

    private func writeFacts(_ snapshot: IncidentSnapshot, to page: inout Page) {
        let facts = SnapshotFacts(snapshot, times: times, now: now).all
        if !facts.isEmpty { page.addBlank() }
        for fact in facts {
            guard width >= Self.leastWidthForLabels else {
                page.add(hanging: [Piece(fact.name, .dim), Piece(fact.text)], width: width)
                continue
            }
            page.add(
                label: Piece(TextWidth.padded(fact.name, to: 14), .dim),
                Flow.lines([Piece(fact.text)], width: width - 18))
        }
    }

    private func writeFigures(_ snapshot: IncidentSnapshot, to page: inout Page) {
        guard !snapshot.figures.isEmpty else { return }
        page.addHeading("Figures", width: width)
        for series in snapshot.figures {
            let text = "\(series.measureText) \(series.summaryTexts.joined(separator: " · "))"
            page.add(hanging: Piece(text), width: width, indent: 2)
            for point in series.points { page.add(hanging: told(point, in: snapshot), width: width, indent: 4) }
        }
    }

    /// `40  FSB  #6  22 Mar 21:00  revised`.
    private func told(_ point: FigureSeries.Point, in snapshot: IncidentSnapshot) -> [Piece] {
        let isStruck = point.state.isStruck || point.state == .redacted
        let number = point.figure.numberText ?? "?"
        return [
            isStruck ? Piece("~~\(number)~~", [.struck, .dim]) : Piece(number),
            Piece(point.source?.text ?? "no source"),
            Piece(point.reference.text(in: snapshot.incident), .dim),
            Piece(times.moment(point.published, near: snapshot.asOf.moment), .dim),
            Piece(point.state == .current ? "" : point.state.rawValue),
            Piece(point.reason.map { #""\#($0)""# } ?? "", .dim),
        ]
    }

    private func writeUnits(_ snapshot: IncidentSnapshot, to page: inout Page) {
        guard !snapshot.units.isEmpty else { return }
        let out = snapshot.units.count(where: \.isOut)
        page.addHeading("Units (\(out) of \(snapshot.units.count) still out)", width: width)
        for state in snapshot.units {
            let belongs = [state.unit.kind, state.unit.agency].compactMap { $0 }.joined(separator: ", ")
            let since = state.since.earliest ?? state.since.latest
            let pieces = [
                Piece(state.unit.id, state.isOut ? .bold : []),
                Piece(state.unit.status?.rawValue ?? "status unknown"),
                Piece(since.map { "since \(times.moment($0, near: snapshot.asOf.moment))" } ?? ""),
                Piece(state.isOut ? "still out" : ""),
                Piece(state.unit.action ?? ""),
                Piece(belongs.isEmpty ? "" : "(\(belongs))", .dim),
                Piece(state.reference.text(in: snapshot.incident), .dim),
            ]
            page.add(hanging: pieces, width: width, indent: 2)
        }
    }

    private func writeClaims(_ snapshot: IncidentSnapshot, to page: inout Page) {
        guard !snapshot.claims.isEmpty else { return }
        page.addHeading("Claims", width: width)
        for standing in snapshot.claims {
            let claim = standing.claim
            let stance = [claim.stance?.rawValue, claim.by].compactMap { $0 }.joined(separator: ": ")
            let pieces = [
                Piece(claim.what), Piece(stance), Piece(standing.source?.text ?? "no source", .dim),
                Piece(standing.reference.text(in: snapshot.incident), .dim),
            ]
            page.add(hanging: pieces, width: width, indent: 2)
        }
    }
}
