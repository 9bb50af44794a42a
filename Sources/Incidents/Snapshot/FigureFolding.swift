import EventSourcing

extension FigureSeries {
    /// One series for each measure and basis that entries tell, in the order of first appearance.
    static func series(of inputs: [SnapshotInput]) -> [FigureSeries] {
        struct Key: Hashable {
            let measure: String
            let basis: Figure.Basis
        }
        var order: [Key] = []
        var points: [Key: [Point]] = [:]
        for input in inputs {
            for figure in input.entry.body?.figures ?? [] {
                let key = Key(measure: figure.measure, basis: figure.basis)
                if points[key] == nil { order.append(key) }
                points[key, default: []].append(Point(figure, of: input))
            }
        }
        return order.map { FigureSeries(measure: $0.measure, basis: $0.basis, points: points[$0] ?? []) }
    }

    /// Chooses the headline by ``Policy/latestOfficial``, and finds the range and the falls.
    ///
    /// "Latest" goes by when the sources published: what is written down late does not turn a number back.
    private init(measure: String, basis: Figure.Basis, points: [Point]) {
        let told = points.filter(\.counts).enumerated()
            .sorted { ($0.element.published, $0.offset) < ($1.element.published, $1.offset) }.map(\.element)
        let officials = told.filter(\.isOfficial)
        let official = officials.last { $0.state != .revised }
        let least = told.compactMap(\.figure.least).min()
        let most = told.compactMap(\.figure.most).max()
        self.init(
            measure: measure,
            basis: basis,
            points: points,
            headline: official ?? told.last { $0.state != .revised },
            headlineIsOfficial: official != nil,
            toldBetween: least.flatMap { least in most.map { least...max(least, $0) } },
            falls: basis == .cumulative
                ? Self.falls(in: told, isCompared: officials.isEmpty ? { _ in true } : \.isOfficial) : [])
    }

    /// Where a number is lower, for certain, than the one that it revises, or than the one told before it by those who
    /// are compared: "at least 40" is no fall from 60, nor is 50 one from "40 to 60". A measure may fall by the day;
    /// only a cumulative one should not.
    private static func falls(in points: [Point], isCompared: (Point) -> Bool) -> [Fall] {
        var falls: [Fall] = []
        var level: Int64?
        var levels: [Reference: Int64] = [:]
        for point in points {
            let (figure, isCompared) = (point.figure, isCompared(point))
            let revised = point.revises.compactMap { levels[$0] }.max()
            if let to = figure.best ?? figure.high, let from = revised ?? (isCompared ? level : nil), to < from {
                falls.append(Fall(from: from, to: to, reference: point.reference, reason: point.reason))
            }
            levels[point.reference] = figure.level(after: nil)
            if isCompared { level = figure.level(after: level) }
        }
        return falls
    }
}

extension Figure {
    /// What the next number must not lie below, given the same before this figure. One end alone moves it only where it
    /// must.
    fileprivate func level(after level: Int64?) -> Int64? {
        if let best { return best }
        switch (low, high) {
        case (let low?, nil): return level.map { max($0, low) } ?? low
        case (nil, let high?): return level.map { min($0, high) }
        default: return low ?? level
        }
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
            state: entry.state,
            counts: input.holds,
            reason: entry.body?.relations.lazy.filter(\.kind.changesState).compactMap(\.reason).first,
            revises: entry.body?.relations.filter { $0.kind == .revises }.map(\.target) ?? [])
    }

    fileprivate var isOfficial: Bool { source?.kind == .official }
}
