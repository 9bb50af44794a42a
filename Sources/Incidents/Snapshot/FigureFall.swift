public import EventSourcing

extension FigureSeries {
    /// A number that went down, without or with a reason.
    public struct Fall: Equatable, Sendable {
        /// The number before.
        public let from: Int64
        /// The event that told the number before.
        public let before: Reference
        /// The number after.
        public let to: Int64
        /// The event that told the lower number.
        public let reference: Reference
        /// Why it fell, where that was said.
        public let reason: String?

        /// A fall between two numbers.
        public init(from: Int64, before: Reference, to: Int64, reference: Reference, reason: String?) {
            self.from = from
            self.before = before
            self.to = to
            self.reference = reference
            self.reason = reason
        }
    }

    /// Where a number is lower, for certain, than the one that it revises, or than the one told before it by those who
    /// are compared: "at least 40" is no fall from 60, nor is 50 one from "40 to 60". "Dozens" reads as at least twelve:
    /// it is never a fall itself, and less than twelve after it is one. Of two numbers in one event neither was told
    /// before the other.
    ///
    /// - Parameters:
    ///   - told: which of the points are looked at, in the order in which they were published.
    ///   - isCompared: whether the point with an index is one of those who are compared; nil means that all are.
    static func falls(in points: [Point], _ told: [Int], isCompared: ((Int) -> Bool)? = nil) -> [Fall] {
        var falls: [Fall] = []
        var level: Level?
        var levels: [Reference: Level] = [:]
        // Few numbers revise another, and of those that nobody revises the level need not be kept.
        var toKeep: Set<Reference> = []
        for index in told { for revised in points[index].known.revises { toKeep.insert(revised) } }
        // Lent by a span, as points are large.
        let lent = points.span
        for index in told {
            let isCompared = isCompared?(index) ?? true
            var from = isCompared ? level : nil
            if !toKeep.isEmpty, let revised = lent[index].revises.compactMap({ levels[$0] }).max() { from = revised }
            if let to = lent[index].figure.best ?? lent[index].figure.high, let from, to < from.number,
                lent[from.index].reference != lent[index].reference
            {
                falls.append(
                    Fall(
                        from: from.number, before: lent[from.index].reference, to: to,
                        reference: lent[index].reference, reason: lent[index].reason))
            }
            if !toKeep.isEmpty, toKeep.contains(lent[index].reference) {
                levels[lent[index].reference] = Level(after: nil, lent[index].figure, of: index)
            }
            if isCompared { level = Level(after: level, lent[index].figure, of: index) }
        }
        return falls
    }

    /// What the next number must not lie below, and the index of the point that says so.
    private struct Level: Comparable {
        let number: Int64
        let index: Int

        static func < (left: Level, right: Level) -> Bool { left.number < right.number }

        /// Given the same before a figure. One end alone moves it only where it must.
        init?(after level: Level?, _ figure: borrowing Figure, of index: Int) {
            let number: Int64?
            switch (figure.low ?? figure.reading, figure.best, figure.high) {
            case (_, let best?, _): number = best
            case (let low?, nil, nil): number = level.map { max($0.number, low) } ?? low
            case (nil, nil, let high?): number = level.map { min($0.number, high) }
            case (let low?, nil, _?): number = low
            case (nil, nil, nil): number = level?.number
            }
            guard let number else { return nil }
            self.number = number
            self.index = level.flatMap { $0.number == number ? $0.index : nil } ?? index
        }
    }
}
