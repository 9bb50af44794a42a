/// Reads big-endian numbers and runs of bytes one after the other. Never looks past the end: what is not there is nil.
struct ByteReader {
    private let all: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { all = bytes }

    /// The next `count` bytes.
    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= all.count - index else { return nil }
        defer { index += count }
        return all[index..<(index + count)]
    }

    /// A signed number of `size` bytes, 1 to 8.
    mutating func integer(_ size: Int) -> Int64? {
        guard let bytes = bytes(size), let first = bytes.first else { return nil }
        let sign: UInt64 = first < 0x80 ? 0 : .max
        return Int64(bitPattern: bytes.reduce(sign) { $0 << 8 | UInt64($1) })
    }

    /// The text between two line feeds, the first of which is the next byte.
    mutating func line() -> String? {
        guard bytes(1)?.first == 0x0A else { return nil }
        let line = all[index...].prefix { $0 != 0x0A }
        guard index + line.count < all.count else { return nil }
        index += line.count + 1
        return String(decoding: line, as: UTF8.self)
    }
}
