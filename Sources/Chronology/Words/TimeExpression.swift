public import EventSourcing

/// What `occurred` says: a point, an interval, or a time relative to another event.
///
///     2024-03-22T20:45+03:00~      2024-03-22..2024-03-24      ..2024-03      {"after":"#3","offset":"PT75M"}
public enum TimeExpression: Hashable, Sendable {
    /// One point, which names an interval of its own.
    case point(TimePoint)
    /// `A..B` from the first microsecond of A to the last of B; `A..` and `..B` leave one end open. Never both.
    case interval(from: TimePoint?, to: TimePoint?)
    /// An offset from another event.
    case relative(RelativeTime)

    /// Reads the words of a point or an interval, or the JSON text of a relative time (which begins with `{`).
    public init(words: String) throws(TimeError) {
        try Self.checkLength(words)
        if words.utf8.first == UInt8(ascii: "{") {
            try self.init(jsonText: words)
        } else if let ends = IntervalEnds(words) {
            let from = ends.from.isEmpty ? nil : try TimePoint(words: ends.from)
            let to = ends.to.isEmpty ? nil : try TimePoint(words: ends.to)
            try self.init(from: from, to: to, words: words)
        } else {
            self = .point(try TimePoint(words: words))
        }
    }

    /// An interval, checked: at least one end, and not the later one first.
    init(from: TimePoint?, to: TimePoint?, words: String) throws(TimeError) {
        guard from != nil || to != nil else {
            throw TimeError(
                "the interval \(quoted(words)) has no end at all; write A..B, ..B or A.., or leave the time out")
        }
        if let from, let to, to.latest < from.earliest {
            throw TimeError("the interval \(quoted(words)) ends before it begins; write the earlier time first")
        }
        self = .interval(from: from, to: to)
    }

    static func checkLength(_ words: String) throws(TimeError) {
        guard words.utf8.count <= Occurrence.maximumWordsLength else {
            throw TimeError(
                "the time \(quoted(words)) is \(words.utf8.count) bytes long; "
                    + "at most \(Occurrence.maximumWordsLength) are allowed")
        }
    }

    /// The words that mean this, as ``init(words:)`` reads them.
    public var words: String {
        switch self {
        case .point(let point): point.words
        case .interval(let from, let to): "\(from?.words ?? "")..\(to?.words ?? "")"
        case .relative(let time): time.words
        }
    }

    /// What the log keeps of it. Pass the words as they were written, ``words`` where there are no others.
    ///
    /// An interval is as precise as its coarser end, carries the signs of both ends, and the offset of its first end
    /// that has one. A relative time has neither ends nor precision; `about` makes it approximate.
    public func occurrence(words: String) -> Occurrence {
        switch self {
        case .point(let point): Self.absolute([point], earliest: point.earliest, latest: point.latest, words: words)
        case .interval(let from, let to):
            Self.absolute([from, to].compactMap { $0 }, earliest: from?.earliest, latest: to?.latest, words: words)
        case .relative(let time):
            Occurrence(
                form: .relative, earliest: nil, latest: nil, precision: .none, isApproximate: time.bound == .about,
                isUncertain: false, offsetMinutes: nil, words: words)
        }
    }

    private static func absolute(
        _ points: [TimePoint], earliest: Timestamp?, latest: Timestamp?, words: String
    ) -> Occurrence {
        Occurrence(
            form: .absolute, earliest: earliest, latest: latest, precision: points.map(\.precision).min() ?? .none,
            isApproximate: points.contains(where: \.isApproximate), isUncertain: points.contains(where: \.isUncertain),
            offsetMinutes: points.lazy.compactMap(\.offsetMinutes).first, words: words)
    }
}

/// The two sides of the first `..` in a text.
struct IntervalEnds {
    let from: String
    let to: String

    /// Nil where there is no `..`.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let point = UInt8(ascii: ".")
        guard let place = bytes.indices.dropLast().first(where: { bytes[$0] == point && bytes[$0 + 1] == point }) else {
            return nil
        }
        from = String(decoding: bytes[..<place], as: UTF8.self)
        to = String(decoding: bytes[(place + 2)...], as: UTF8.self)
    }
}
