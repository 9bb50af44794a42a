extension UInt64 {
    /// The number that a text of digits is; nil where the text holds anything else, or a larger number. `UInt64` by itself
    /// would take a sign too.
    public init?(digits text: some StringProtocol) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        self.init(text)
    }
}
