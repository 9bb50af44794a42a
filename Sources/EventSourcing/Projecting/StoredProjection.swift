/// A projection whose rows a store keeps beside its log: one row a stream, in an order of its own.
///
/// Rows are worth the time it takes to fold them and nothing else: the log is the truth, and they can be made anew from it
/// at any time.
public struct StoredProjection: Hashable, Sendable {
    /// What the rows are of: 1 to ``maximumLength`` small letters, digits and hyphens.
    public let name: String
    /// The version of the code that folds them and of the layout of their values. Rows of another version are not given
    /// out, as if there were none.
    public let version: UInt64

    /// The longest name.
    public static let maximumLength = 32

    /// A projection of this name.
    ///
    /// - Throws: where the name has another form.
    public init(name: String, version: UInt64) throws(WordError) {
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard isPlain, (1...Self.maximumLength).contains(name.utf8.count) else {
            throw WordError(word: "projection", problem: "is 1 to \(Self.maximumLength) of a-z, 0-9 and -")
        }
        self.name = name
        self.version = version
    }
}
