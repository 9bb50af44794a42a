/// How large many values were, in buckets: taking one in costs a few nanoseconds, and all of them together some bytes.
public struct Distribution: Equatable, Sendable {
    /// In what values are taken in, and in what they are told.
    public enum Unit: Sendable {
        /// As they are.
        case one
        /// Taken in as microseconds, told as seconds.
        case microseconds
    }

    /// In what they are taken in.
    public let unit: Unit
    /// The upper bounds of the buckets, each of which is itself within its bucket; what is larger is in none.
    public let bounds: [UInt64]
    /// How many values lie in each bucket, and in none before it.
    public private(set) var counts: [UInt64]
    /// How many values there were.
    public private(set) var count: UInt64 = 0
    /// All of them together.
    public private(set) var sum: UInt64 = 0

    /// Nothing yet, in buckets with these bounds, which ascend.
    public init(_ unit: Unit = .one, bounds: [UInt64]) {
        self.unit = unit
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    /// Times of a request or a flush: from 100 microseconds to ten seconds.
    public static var times: Distribution {
        Distribution(
            .microseconds,
            bounds: [
                100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 2_500_000,
                10_000_000,
            ])
    }

    /// How many there were of something: from one to ten thousand.
    public static var numbers: Distribution {
        Distribution(bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000])
    }

    /// Bytes: from 256 to 64 MiB.
    public static var sizes: Distribution { Distribution(bounds: (4...13).map { 1 << (2 * $0) }) }

    /// Takes in a value.
    public mutating func take(_ value: UInt64) {
        count &+= 1
        sum &+= value
        if let bucket = bounds.firstIndex(where: { value <= $0 }) { counts[bucket] &+= 1 }
    }
}
