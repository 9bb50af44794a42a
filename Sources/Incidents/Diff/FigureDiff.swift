/// How what was told of one measure moved between two moments.
public struct FigureDiff: Equatable, Sendable {
    /// How the standing number of one origin moved.
    public struct ByOrigin: Equatable, Sendable {
        /// Its name, else what kind of source it is; nil where neither is named.
        public let name: String?
        /// Its newest number that stands.
        public let figure: Shift<Figure>
    }

    /// What is counted.
    public let measure: String
    /// What the numbers count up.
    public let basis: Figure.Basis
    /// The number to show; nil where it is the same.
    public let headline: Shift<Figure>?
    /// The least and the most that was told; nil where it is the same.
    public let toldBetween: Shift<ClosedRange<Int64>>?
    /// The origins whose numbers moved, in the order in which they first told one.
    public let origins: [ByOrigin]

    /// Compares the series of two snapshots; those of which nothing moved are left out.
    static func between(_ old: [FigureSeries], _ new: [FigureSeries]) -> [FigureDiff] {
        func keyed(_ series: [FigureSeries]) -> [MeasureKey: FigureSeries] {
            Dictionary(series.map { (MeasureKey($0.measure, $0.basis), $0) }) { first, _ in first }
        }
        let (before, after) = (keyed(old), keyed(new))
        var seen: Set<MeasureKey> = []
        return (old + new).compactMap { series in
            let key = MeasureKey(series.measure, series.basis)
            guard seen.insert(key).inserted else { return nil }
            return FigureDiff(from: before[key], to: after[key])
        }
    }

    private init?(from old: FigureSeries?, to new: FigureSeries?) {
        guard let series = new ?? old else { return nil }
        measure = series.measure
        basis = series.basis
        headline = Shift(from: old?.headline?.figure, to: new?.headline?.figure)
        toldBetween = Shift(from: old?.toldBetween, to: new?.toldBetween)
        let (before, after) = (old?.standing ?? [:], new?.standing ?? [:])
        var seen: Set<OriginKey> = []
        origins = [new, old].compactMap(\.self).flatMap(\.keyedOrigins).compactMap { key, origin in
            guard seen.insert(key).inserted, let figure = Shift(from: before[key], to: after[key]) else { return nil }
            return ByOrigin(name: origin.name ?? origin.kind?.rawValue, figure: figure)
        }
        if headline == nil, toldBetween == nil, origins.isEmpty { return nil }
    }
}

extension FigureSeries {
    fileprivate var keyedOrigins: [(key: OriginKey, origin: Origin)] {
        origins.map { origin in (OriginKey(origin.indexes.first.flatMap { points[$0].source }), origin) }
    }

    /// The number that stands of each origin.
    fileprivate var standing: [OriginKey: Figure] {
        var standing: [OriginKey: Figure] = [:]
        for (key, origin) in keyedOrigins { standing[key] = origin.newest.map { points[$0].figure } }
        return standing
    }
}
