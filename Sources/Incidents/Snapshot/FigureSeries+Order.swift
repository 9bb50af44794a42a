extension FigureSeries {
    /// Series in the order in which people look for them: first what became of people, then all others as they were told.
    public static func peopleFirst(_ series: [FigureSeries]) -> [FigureSeries] {
        let ranked = series.map { (rank: people[OriginKey.folded($0.measure)] ?? people.count, series: $0) }
        // Those of one rank stay as they are: sorting is stable (SE-0372).
        return ranked.sorted { $0.rank < $1.rank }.map(\.series)
    }

    /// What matters most to whoever looks at an incident, or over many; the worst first.
    private static let people: [[UInt8]: Int] = {
        let measures = ["killed", "missing", "trapped", "hostages", "injured", "hospitalised", "evacuated"]
        return Dictionary(uniqueKeysWithValues: measures.enumerated().map { (OriginKey.folded($1), $0) })
    }()
}
