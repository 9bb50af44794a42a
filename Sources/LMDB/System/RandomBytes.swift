import CLMDB
import Glibc

/// Random bytes of the kernel's generator, fetched some kilobytes at a time: fit for secrets (getrandom(2)).
///
/// It cannot be copied: a copy would give the same bytes again.
public struct RandomBytes: ~Copyable, Sendable {
    private var pool = [UInt8](repeating: 0, count: 4096)
    private var used = 4096

    /// A source that has fetched nothing yet.
    public init() {}

    /// The next `count` bytes.
    public mutating func next(_ count: Int) throws(LMDBError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            if used == pool.count { try fill() }
            let taken = min(count - bytes.count, pool.count - used)
            bytes += pool[used..<(used + taken)]
            used += taken
        }
        return bytes
    }

    /// The next 64 bits.
    public mutating func nextInteger() throws(LMDBError) -> UInt64 {
        try next(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func fill() throws(LMDBError) {
        var filled = 0
        while filled < pool.count {
            let count = pool.withUnsafeMutableBytes { buffer in
                blotter_random(buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count > 0 { filled += count } else if errno != EINTR { throw .last("fetch random bytes") }
        }
        used = 0
    }
}
