import EventSourcing
import Incidents

/// The figures of a snapshot: each series with its headline, then what was told, by origin.
///
///     killed 139 (latest official) · told between 40 and 143 · fell 143→139 by #31 without a reason
///       Baza  #4  22 Mar 21:30  40
///       FSB, also by way of TASS
///         143  #12  23 Mar 09:00  via TASS  revised
///         139  #31  24 Mar 10:00  A2
struct FigureSection {
    let snapshot: IncidentSnapshot
    let times: TimeText
    let width: Int

    func write(to page: inout Page) {
        guard !snapshot.figures.isEmpty else { return }
        page.addHeading("Figures", width: width)
        for series in snapshot.figures {
            let text = "\(series.measureText) \(series.summaryTexts.joined(separator: " · "))"
            page.add(hanging: Piece(text), width: width, indent: 2)
            for origin in series.origins { write(origin, of: series, to: &page) }
        }
    }

    private func write(_ origin: FigureSeries.Origin, of series: FigureSeries, to page: inout Page) {
        let points = series.points(of: origin)
        guard points.count > 1 else {
            for point in points {
                page.add(
                    hanging: told(point, by: point.source.map { $0.text ?? "" } ?? "no source"), width: width, indent: 4
                )
            }
            return
        }
        // What the headline fell by stands beside it.
        let own = origin.falls.filter { !series.falls.contains($0) }
        let heading = [Piece(origin.text)] + series.fallTexts(own).map { Piece($0) }
        page.add(hanging: heading, width: width, indent: 4)
        for point in points {
            let outlet = point.source?.origin == nil ? nil : point.source?.name
            page.add(hanging: told(point, by: outlet.map { "via \($0)" } ?? ""), width: width, indent: 6)
        }
    }

    /// `40  FSB  #6  22 Mar 21:00  revised`.
    private func told(_ point: FigureSeries.Point, by source: String) -> [Piece] {
        let isStruck = point.state.isStruck || point.state == .redacted
        let number = point.figure.numberText ?? "?"
        return [
            isStruck ? Piece("~~\(number)~~", [.struck, .dim]) : Piece(number),
            Piece(source),
            Piece(point.source?.grade?.description ?? ""),
            Piece(point.reference.text(in: snapshot.incident), .dim),
            Piece(times.moment(point.published, near: snapshot.asOf.moment), .dim),
            Piece(point.state == .current ? "" : point.state.rawValue),
            Piece(point.reason.map { #""\#($0)""# } ?? "", .dim),
        ]
    }
}
