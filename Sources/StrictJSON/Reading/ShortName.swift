/// The name of a member, or a word, of at most 16 bytes: two numbers, so that comparing two takes no loop.
public struct ShortName: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The empty name.
    public init() {}

    /// The name in a part of some bytes; nil where it is longer. No two names are the same: JSON has no byte of zero, with
    /// which the rest is filled.
    public init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard range.count <= 16 else { return nil }
        self.init()
        var shift: UInt64 = 0
        for index in range {
            add(bytes[index], at: shift)
            shift += 8
        }
    }

    /// The name of a text; nil where it is longer, or holds a byte of zero.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.contains(0) else { return nil }
        self.init(bytes, bytes.indices)
    }

    mutating func add(_ byte: UInt8, at shift: UInt64) {
        if shift < 64 { low |= UInt64(byte) << shift } else { high |= UInt64(byte) << (shift - 64) }
    }
}
