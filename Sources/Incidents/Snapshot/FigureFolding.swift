import EventSourcing

extension FigureSeries {
    /// One series for each measure and basis that entries tell, in the order of first appearance. A measure is called
    /// as it was first written; case, accents and blanks make no other one of it.
    static func series(of inputs: [SnapshotInput], in incident: StreamID, policy: Policy) -> [FigureSeries] {
        var places: [MeasureKey: Int] = [:]
        var series: [(measure: String, basis: Figure.Basis, points: [Point])] = []
        // Words are long to fold and few.
        var keys: [String: [UInt8]] = [:]
        for input in inputs {
            for figure in input.entry.body?.figures ?? [] {
                let folded = keys[figure.measure] ?? OriginKey.folded(figure.measure)
                keys[figure.measure] = folded
                let key = MeasureKey(measure: folded, basis: figure.basis)
                let isFirst = input.isFirst { body in
                    body.figures.contains { MeasureKey($0.measure, $0.basis) == key }
                }
                guard isFirst else { continue }
                let place = places[key] ?? series.count
                if place == series.count {
                    places[key] = place
                    series.append((figure.measure, figure.basis, []))
                    // Points are large, and mostly there is one measure of which many entries tell.
                    if place == 0 { series[place].points.reserveCapacity(min(inputs.count, 4096)) }
                }
                series[place].points.append(Point(figure, of: input))
            }
        }
        return series.map {
            FigureSeries(
                incident: incident, measure: $0.measure, basis: $0.basis, points: $0.points, policy: policy)
        }
    }

    /// Sorts points by who told them, chooses the headline, and finds the range and the falls.
    ///
    /// "Latest" goes by when the sources published: what is written down late does not turn a number back.
    private init(incident: StreamID, measure: String, basis: Figure.Basis, points: [Point], policy: Policy) {
        let published = points.indices.sorted { (points[$0].published, $0) < (points[$1].published, $1) }
        let origins = Origin.origins(of: points, published: published)
        let told = published.map { points[$0] }.filter(\.counts)
        let headline = policy.headline(
            of: told.filter(\.stands), newest: origins.compactMap { $0.newest.map { points[$0] } })
        self.init(
            incident: incident,
            measure: measure,
            basis: basis,
            policy: policy,
            points: points,
            origins: basis == .cumulative ? origins : origins.map(\.withoutFalls),
            headline: headline,
            leastTold: told.lazy.filter { $0.least != nil }.min { $0.least ?? .max < $1.least ?? .max },
            mostTold: told.lazy.filter { $0.most != nil }.max { $0.most ?? .min < $1.most ?? .min },
            falls: basis == .cumulative
                ? Self.falls(in: told, isCompared: policy.competes(told, with: headline)) : [])
    }
}

extension FigureSeries.Origin {
    fileprivate var withoutFalls: FigureSeries.Origin {
        FigureSeries.Origin(
            name: name, kind: kind, outlets: outlets, indexes: indexes, newest: newest, falls: [])
    }
}

extension FigureSeries.Point {
    fileprivate init(_ figure: Figure, of input: SnapshotInput) {
        let entry = input.entry
        self.init(
            figure: figure,
            source: entry.body?.source,
            reference: entry.event.reference,
            published: entry.event.published,
            recorded: entry.event.recorded,
            occurred: input.told,
            state: entry.state,
            counts: input.holds,
            reason: entry.body?.relations.lazy.filter(\.kind.changesState).compactMap(\.reason).first,
            revises: entry.body?.relations.filter { $0.kind == .revises }.map(\.target) ?? [])
    }
}

/// What numbers must share to stand in one series.
struct MeasureKey: Hashable {
    private let measure: [UInt8]
    let basis: Figure.Basis

    init(measure: [UInt8], basis: Figure.Basis) {
        self.measure = measure
        self.basis = basis
    }

    init(_ measure: String, _ basis: Figure.Basis) {
        self.init(measure: OriginKey.folded(measure), basis: basis)
    }
}
