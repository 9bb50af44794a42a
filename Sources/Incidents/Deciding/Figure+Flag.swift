import EventSourcing

extension Figure {
    private static let forms = "write such as killed=40, killed=40..60, killed=..60, killed=40.. or killed=dozens"

    /// Reads a number that was told, as a flag gives it:
    ///
    ///     killed=40      killed=40..60      killed=..60      killed=40..      killed=dozens
    ///
    /// A value without any digit is kept as words. One with a digit must be a number: a slip such as `4O` or `40-60`
    /// must not pass for words.
    public init(flag: String) throws(InvalidEvent) {
        let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw InvalidEvent("cannot be \(quoted(flag)); \(Self.forms)") }
        let measure = String(parts[0])
        guard !measure.isBlank else {
            throw InvalidEvent("cannot be \(quoted(flag)): nothing says what is counted; \(Self.forms)")
        }
        let value = String(parts[1])
        self.init(measure: measure)
        if let (low, high) = Self.range(value) {
            self.low = low
            self.high = high
        } else if let number = Self.number(value) {
            best = number
        } else {
            let hasDigit = value.unicodeScalars.contains { $0.properties.generalCategory == .decimalNumber }
            guard !hasDigit, !value.isBlank, value != ".." else {
                throw InvalidEvent("cannot be \(quoted(flag)); \(Self.forms)")
            }
            words = value
        }
        if let low, let high, low > high {
            throw InvalidEvent("cannot be \(quoted(flag)): the lower number comes first; \(Self.forms)")
        }
    }

    /// `40..60`, `40..` or `..60`; nil for anything else.
    private static func range(_ text: String) -> (low: Int64?, high: Int64?)? {
        let bytes = Array(text.utf8)
        let dot = UInt8(ascii: ".")
        guard let place = bytes.indices.dropLast().first(where: { bytes[$0] == dot && bytes[$0 + 1] == dot }) else {
            return nil
        }
        let low = String(decoding: bytes[..<place], as: UTF8.self)
        let high = String(decoding: bytes[(place + 2)...], as: UTF8.self)
        switch (low.isEmpty, high.isEmpty) {
        case (true, true): return nil
        case (true, false): return number(high).map { (nil, $0) }
        case (false, true): return number(low).map { ($0, nil) }
        case (false, false): return number(low).flatMap { low in number(high).map { (low, $0) } }
        }
    }

    /// Digits, and nothing else.
    private static func number(_ text: String) -> Int64? {
        text.utf8.allSatisfy(\.isDigit) ? Int64(text) : nil
    }
}
