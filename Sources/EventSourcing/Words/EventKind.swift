/// What sort of statement an event is. To the log a kind is only a name; its meaning belongs to the domain.
public struct EventKind: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name of the kind.
    public let name: String

    /// The longest name, in bytes of UTF-8.
    public static let maximumLength = 64

    /// Takes a name: 1 to 64 bytes, not blank.
    public init(_ name: String) throws(WordError) {
        try requireWord(name, named: "kind", atMost: Self.maximumLength)
        self.name = name
    }

    /// A kind whose name stands in the program's own text.
    public init(_ name: StaticString) { self.name = name.description }

    /// How it is written: the name itself.
    public var description: String { name }

    /// Byte for byte, as the log compares: texts that only look alike (composed and decomposed accents) are different.
    public static func == (left: EventKind, right: EventKind) -> Bool { left.name.hasSameBytes(as: right.name) }

    /// In the order of their bytes.
    public static func < (left: EventKind, right: EventKind) -> Bool { left.name.precedesByBytes(right.name) }
}
