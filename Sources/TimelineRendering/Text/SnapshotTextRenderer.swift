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
            .write(
                snapshot, leftOut: leftOut, merged: Header.Merged(way: way), zoneMoments: [snapshot.asOf.moment],
                to: &page)
        guard snapshot.eventCount > 0 else {
            page.addBlank()
            let nothing = snapshot.notPublic > 0 ? "Nothing of it is public." : "Nothing was known yet."
            page.add(Flow.lines([Piece(nothing, .dim)], width: width), indent: 0)
            writeNote(snapshot, to: &page)
            return page.text
        }
        writeFacts(snapshot, to: &page)
        FigureSection(snapshot: snapshot, times: times, width: width).write(to: &page)
        UnitSection(snapshot: snapshot, times: times, width: width).write(to: &page)
        ClaimSection(snapshot: snapshot, times: times, width: width).write(to: &page)
        writeNote(snapshot, to: &page)
        return page.text
    }

    private func writeNote(_ snapshot: IncidentSnapshot, to page: inout Page) {
        guard let note = snapshot.audienceNote else { return }
        page.addBlank()
        page.add(hanging: Piece(note, .dim), width: width)
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
}
