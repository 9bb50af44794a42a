/// How what was told of one measure moved between two moments.
public struct FigureDiff: Equatable, Sendable {
    /// How the standing number of one source moved.
    public struct BySource: Equatable, Sendable {
        /// Who told it; nil where no source is named.
        public let source: String?
        /// The number that the source had told last and that stood.
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
    /// The sources whose numbers moved, in the order in which they first told one.
    public let sources: [BySource]

    /// Compares the series of two snapshots; those of which nothing moved are left out.
    static func between(_ old: [FigureSeries], _ new: [FigureSeries]) -> [FigureDiff] {
        struct Key: Hashable {
            let measure: String
            let basis: Figure.Basis
        }
        func keyed(_ series: [FigureSeries]) -> [Key: FigureSeries] {
            Dictionary(series.map { (Key(measure: $0.measure, basis: $0.basis), $0) }) { first, _ in first }
        }
        let (before, after) = (keyed(old), keyed(new))
        var seen: Set<Key> = []
        return (old + new).compactMap { series in
            let key = Key(measure: series.measure, basis: series.basis)
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
        var seen: Set<String?> = []
        sources = ((old?.points ?? []) + (new?.points ?? [])).compactMap { point in
            let source = point.sourceName
            guard seen.insert(source).inserted, let figure = Shift(from: before[source], to: after[source]) else {
                return nil
            }
            return BySource(source: source, figure: figure)
        }
        if headline == nil, toldBetween == nil, sources.isEmpty { return nil }
    }
}

extension FigureSeries {
    /// The number that stands of each source: of those that count and were not revised, the one published last.
    fileprivate var standing: [String?: Figure] {
        var standing: [String?: Point] = [:]
        for point in points where point.counts && point.state != .revised {
            let source = point.sourceName
            if let known = standing[source], known.published > point.published { continue }
            standing[source] = point
        }
        return standing.mapValues(\.figure)
    }
}

extension FigureSeries.Point {
    fileprivate var sourceName: String? { source?.name ?? source?.origin ?? source?.url ?? source?.kind?.rawValue }
}
