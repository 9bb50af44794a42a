import EventSourcing

extension FigureSeries {
    /// How the headline of a series is chosen among the numbers that stand: those that were not taken back, were not
    /// wrong and were not revised. A figure of words that cannot be read as a number is only chosen where there is no
    /// number at all. "Newest" is what was published last, and of two published at once what was recorded last.
    public enum Policy: String, CaseIterable, Sendable {
        /// The newest number of a source of the kind `official`; the newest of all where no such number stands.
        case latestOfficial = "latest-official"
        /// The number with the best grade of the Admiralty code: by the letter (how reliable the source is), then by the
        /// digit (how credible what it says), the newest of those that share the grade. F and 6, "cannot be judged",
        /// come last of the grades, and numbers without a grade after them.
        case highestGraded = "highest-graded"
        /// The lowest of the newest numbers of each origin, by the least that each may mean; of equal ones the newest.
        case conservative
        /// The newest number, whoever told it.
        case latest
    }
}

extension FigureSeries.Policy {
    /// Chooses the headline among points.
    ///
    /// - Parameters:
    ///   - standing: the indexes of those that may be chosen, oldest first.
    ///   - newest: the newest of these of each origin.
    /// - Returns: its index.
    func headline(of points: [FigureSeries.Point], standing: [Int], newest: [Int]) -> Int? {
        let numbers = standing.filter { points[$0].number != nil }
        guard !numbers.isEmpty else { return standing.last }
        switch self {
        case .latestOfficial: return numbers.last { points[$0].known.isOfficial } ?? numbers.last
        case .highestGraded: return numbers.reversed().min { Self.rank(points[$0]) < Self.rank(points[$1]) }
        case .conservative:
            let lowest = newest.compactMap { points[$0].least }.min()
            return newest.filter { points[$0].number != nil && points[$0].least == lowest }.max {
                let (left, right) = (points[$0], points[$1])
                return (left.published, left.recorded, left.reference.revision)
                    < (right.published, right.recorded, right.reference.revision)
            }
        case .latest: return numbers.last
        }
    }

    /// The points with which a headline competes, so that a fall from one to the other is a fall of the headline: of
    /// official sources, or all where no official source told one; of the best grade that was told; of the origin of the
    /// headline; all.
    ///
    /// - Parameter told: the indexes of the points among which it is asked.
    /// - Returns: whether the point with an index competes; nil where all do.
    func competes(
        _ points: [FigureSeries.Point], _ told: [Int], with headline: FigureSeries.Point?
    ) -> ((Int) -> Bool)? {
        switch self {
        case .latestOfficial:
            return told.contains { points[$0].known.isOfficial } ? { points[$0].known.isOfficial } : nil
        case .highestGraded:
            let best = told.map { Self.rank(points[$0]) }.min()
            return { Self.rank(points[$0]) == best }
        case .conservative:
            let origin = headline.map { OriginKey($0.source) }
            return { OriginKey(points[$0].source) == origin }
        case .latest: return nil
        }
    }

    /// The two characters of a grade sort as they rank; no grade sorts last.
    private static func rank(_ point: FigureSeries.Point) -> String { point.source?.grade?.description ?? "~" }
}
