import Bytes

/// The name of a member, or a word, of at most 16 bytes: two numbers, so that comparing two takes no loop.
public struct ShortName: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The empty name.
    public init() {}

    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The name in a part of some bytes; nil where it is longer. No two names are the same: JSON has no byte of zero, with
    /// which the rest is filled.
    public init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard range.count <= 16 else { return nil }
        let text = bytes.span
        low = text.number(at: range.lowerBound, count: min(range.count, 8))
        high = range.count > 8 ? text.number(at: range.lowerBound + 8, count: range.count - 8) : 0
    }

    /// The name of a text; nil where it is longer, or holds a byte of zero.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.contains(0) else { return nil }
        self.init(bytes, bytes.indices)
    }
}
