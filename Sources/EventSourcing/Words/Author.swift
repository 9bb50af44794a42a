/// Who entered an event: a desk, a handle, a program. Never who said it; that is the body's `source`.
///
/// 1 to 128 bytes, not blank.
public struct Author: Hashable, Sendable, CustomStringConvertible {
    /// The name as text.
    public let name: String

    /// The longest name, in bytes of UTF-8.
    public static let maximumLength = 128

    /// Takes a name, or says why it is none.
    public init(_ name: String) throws(WordError) {
        try requireWord(name, named: "by", atMost: Self.maximumLength)
        self.name = name
    }

    /// How it is written: the name itself.
    public var description: String { name }
}

extension Author {
    /// Byte for byte, as the log compares: texts that only look alike (composed and decomposed accents) are different.
    public static func == (left: Author, right: Author) -> Bool { left.name.hasSameBytes(as: right.name) }

    /// Equal bytes have equal hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
