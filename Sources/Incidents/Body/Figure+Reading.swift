extension Figure {
    /// What the words of a figure without a number are read as: the lowest number that they may mean.
    ///
    /// | words | number |
    /// |---|---|
    /// | tens | 10 |
    /// | dozens | 12 |
    /// | hundreds | 100 |
    /// | thousands | 1,000 |
    /// | tens of thousands, hundreds of thousands | 10,000, 100,000 |
    ///
    /// That is the rule by which ACLED (Armed Conflict Location & Event Data) codes vague counts: 10 for tens, 12 for
    /// dozens, 100 for hundreds, and so on, always the most conservative. What it codes by the context of a conflict
    /// ("several", "many", a plural without a number) is not read, nor are words with anything added but of what they are:
    /// "dozens of people" is, "dozens, perhaps hundreds" is not. Nil for all of that, and where a number was told.
    public var reading: Int64? {
        guard headline == nil, let words else { return nil }
        let parts = words.split(separator: " ").map { $0.lowercased() }
        guard let first = parts.first, let number = Self.readings[first] else { return nil }
        guard parts.count > 1 else { return number }
        guard parts.count == 3, parts[1] == "of" else { return nil }
        if let unit = Self.readings[parts[2]] {
            return unit == 1000 && (number == 10 || number == 100) ? number * unit : nil
        }
        return parts[2].unicodeScalars.allSatisfy(\.properties.isAlphabetic) ? number : nil
    }

    private static let readings: [String: Int64] = ["tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1000]
}
