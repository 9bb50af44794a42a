import CLMDB

/// A key of at most 16 bytes, kept in two numbers instead of an array, and compared as LMDB compares the bytes.
public struct ShortKey: Comparable, Sendable {
    /// The first eight bytes, greatest first; zero where there are none.
    private var high: UInt64 = 0
    /// The last eight.
    private var low: UInt64 = 0
    /// How many bytes it has.
    public private(set) var count = 0

    /// A key of no bytes.
    public init() {}

    /// Appends the last bytes of a number, greatest byte first, so that they sort as the number does.
    ///
    /// - Parameter size: how many bytes, 1 to 8; with those that are there already at most 16.
    public mutating func append(_ number: UInt64, size: Int) {
        precondition(size >= 1 && size <= 8 && count + size <= 16)
        let bytes = number << UInt64(64 - 8 * size)
        if count < 8 {
            high |= bytes >> UInt64(8 * count)
            // Swift: a shift by 64 or more gives zero.
            low |= bytes << UInt64(64 - 8 * count)
        } else {
            low |= bytes >> UInt64(8 * count - 64)
        }
        count += size
    }

    /// The bytes as an array.
    public var bytes: [UInt8] {
        var numbers = (high.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: &numbers) { [UInt8]($0.prefix(count)) }
    }

    /// As the bytes sort: a key that another one begins with comes first.
    public static func < (left: ShortKey, right: ShortKey) -> Bool {
        if left.high != right.high { return left.high < right.high }
        if left.low != right.low { return left.low < right.low }
        return left.count < right.count
    }

    /// Calls LMDB with these bytes as a key.
    func withValue<Result>(_ body: (inout MDB_val) -> Result) -> Result {
        var numbers = (high.bigEndian, low.bigEndian)
        return withUnsafeMutableBytes(of: &numbers) { buffer in
            var value = MDB_val(mv_size: count, mv_data: buffer.baseAddress)
            return body(&value)
        }
    }
}
