import EventSourcing

extension FigureSeries {
    /// One series for each measure and basis that entries tell, in the order of first appearance. A measure is called
    /// as it was first written; case, accents and blanks make no other one of it.
    static func series(of inputs: [SnapshotInput], in incident: StreamID, policy: Policy) -> [FigureSeries] {
        var measures = Measures()
        var points: [[Point]] = []
        for input in inputs {
            guard let figures = input.body?.figures, !figures.isEmpty else { continue }
            for figure in figures {
                let place = measures.place(of: figure)
                if place == points.count {
                    points.append([])
                    // Mostly there is one measure of which many entries tell.
                    if place == 0 { points[place].reserveCapacity(min(inputs.count, 4096)) }
                }
                let isFirst = input.isFirst { body in body.figures.contains { measures.isSame($0, place) } }
                if isFirst { points[place].append(Point(figure, of: input)) }
            }
        }
        return zip(measures.told, points).compactMap { told, points in
            guard !points.isEmpty else { return nil }
            return FigureSeries(
                incident: incident, measure: told.measure, basis: told.key.basis, points: points, policy: policy)
        }
    }

    /// Sorts points by who told them, chooses the headline, and finds the range and the falls.
    ///
    /// "Latest" goes by when the sources published: what is written down late does not turn a number back.
    private init(incident: StreamID, measure: String, basis: Figure.Basis, points: [Point], policy: Policy) {
        let published = points.indices.sorted { (points[$0].published, $0) < (points[$1].published, $1) }
        let origins = Origin.origins(of: points, published: published)
        // By their indexes, as points are large.
        let told = published.filter { points[$0].counts }
        // Of what counts, that stands which was not revised.
        let standing = told.filter { points[$0].state != .revised }
        let headline = policy.headline(of: points, standing: standing, newest: origins.compactMap(\.newest))
            .map { points[$0] }
        let least = told.lazy.filter { points[$0].least != nil }.min {
            points[$0].least ?? .max < points[$1].least ?? .max
        }
        let most = told.lazy.filter { points[$0].most != nil }.max {
            points[$0].most ?? .min < points[$1].most ?? .min
        }
        self.init(
            incident: incident,
            measure: measure,
            basis: basis,
            policy: policy,
            points: points,
            origins: basis == .cumulative ? origins : origins.map(\.withoutFalls),
            headline: headline,
            leastTold: least.map { points[$0] },
            mostTold: most.map { points[$0] },
            falls: basis == .cumulative
                ? Self.falls(in: points, told, isCompared: policy.competes(points, told, with: headline)) : [])
    }
}

extension FigureSeries.Origin {
    fileprivate var withoutFalls: FigureSeries.Origin {
        FigureSeries.Origin(
            name: name, kind: kind, outlets: outlets, indexes: indexes, newest: newest, falls: [])
    }
}
