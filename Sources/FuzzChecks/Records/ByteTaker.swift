/// Takes one thing after the other out of the bytes of an input; where they have ended, it takes zeros.
struct ByteTaker {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func number() -> UInt64 { (0..<8).reduce(0) { number, _ in number << 8 | UInt64(byte()) } }

    mutating func bytes(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// As many bytes as the next one says, as text.
    mutating func text() -> String { String(decoding: bytes(Int(byte())), as: UTF8.self) }

    /// A moment; small numbers are as likely as large ones.
    mutating func moment() -> Int64 { Int64(truncatingIfNeeded: number()) >> Int64(byte() & 63) }

    mutating func all() -> [UInt8] { bytes(rest.count) }
}
