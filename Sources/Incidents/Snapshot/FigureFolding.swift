import EventSourcing

extension FigureSeries {
    /// One series for each measure and basis that entries tell, in the order of first appearance.
    static func series(of entries: [TimelineEntry]) -> [FigureSeries] {
        struct Key: Hashable {
            let measure: String
            let basis: Figure.Basis
        }
        var order: [Key] = []
        var points: [Key: [Point]] = [:]
        for entry in entries {
            for figure in entry.body?.figures ?? [] {
                let key = Key(measure: figure.measure, basis: figure.basis)
                if points[key] == nil { order.append(key) }
                points[key, default: []].append(Point(figure, of: entry))
            }
        }
        return order.map { FigureSeries(measure: $0.measure, basis: $0.basis, points: points[$0] ?? []) }
    }

    /// Chooses the headline by ``Policy/latestOfficial``, and finds the range and the falls.
    private init(measure: String, basis: Figure.Basis, points: [Point]) {
        let told = points.filter { $0.state != .retracted && $0.state != .corrected && $0.state != .redacted }
        let standing = told.filter { $0.state != .revised }
        let official = standing.last { $0.source?.kind == .official }
        let officials = told.filter { $0.source?.kind == .official }
        let least = told.compactMap(\.figure.least).min()
        let most = told.compactMap(\.figure.most).max()
        self.init(
            measure: measure,
            basis: basis,
            points: points,
            headline: official ?? standing.last,
            headlineIsOfficial: official != nil,
            toldBetween: least.flatMap { least in most.map { least...max(least, $0) } },
            falls: basis == .cumulative ? Self.falls(in: officials.isEmpty ? told : officials) : [])
    }

    /// Where a number is lower than the one told before it. A measure may fall by the day; only a cumulative one should
    /// not.
    private static func falls(in points: [Point]) -> [Fall] {
        zip(points, points.dropFirst()).compactMap { before, after in
            guard let from = before.figure.headline, let to = after.figure.headline, to < from else { return nil }
            return Fall(from: from, to: to, reference: after.reference, reason: after.reason)
        }
    }
}

extension FigureSeries.Point {
    fileprivate init(_ figure: Figure, of entry: TimelineEntry) {
        self.init(
            figure: figure,
            source: entry.body?.source,
            reference: entry.event.reference,
            published: entry.event.published,
            state: entry.state,
            reason: entry.body?.relations.lazy.filter(\.kind.changesState).compactMap(\.reason).first)
    }
}
