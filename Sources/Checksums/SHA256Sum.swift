import Crypto

/// SHA-256 of bytes where they lie, as a value of 32 bytes: a proof against people, where ``XXH3`` is none.
public struct SHA256Sum: Equatable, Sendable {
    /// Its bytes in four words, in the order in which they lie.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// The hash of some bytes and others behind them. Costs about 0.2 µs and then a nanosecond for every 1.6 bytes.
    public init(of first: RawSpan, then second: RawSpan) {
        var hash = SHA256()
        first.withUnsafeBytes { hash.update(bufferPointer: $0) }
        second.withUnsafeBytes { hash.update(bufferPointer: $0) }
        words = hash.finalize().withUnsafeBytes { Self.words($0) }
    }

    private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        (
            bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    /// Whether these are its 32 bytes.
    public func hasBytes(_ bytes: RawSpan) -> Bool {
        bytes.byteCount == 32 && bytes.withUnsafeBytes { Self.words($0) == words }
    }

    /// Whether both are the same 32 bytes.
    public static func == (left: SHA256Sum, right: SHA256Sum) -> Bool { left.words == right.words }
}
