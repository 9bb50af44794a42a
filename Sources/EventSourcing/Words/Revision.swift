/// The place of an event in its stream: 1, 2, 3 … without gaps. 0 means that the stream does not exist yet.
///
/// Written `#3`. A revision is never a ``Position``; mixing the two does not compile.
public struct Revision: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself.
    public let rawValue: UInt64

    /// A revision with the given number.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A revision with the given number.
    public init(_ number: UInt64) { self.rawValue = number }

    /// The revision of a stream that has no event yet: 0.
    public static let none = Revision(0)

    /// The revision that the next event of the stream gets. The last number that there is has none and stays.
    public var next: Revision { Revision(rawValue == .max ? rawValue : rawValue + 1) }

    /// How it is written for people: `#3`.
    public var description: String { "#\(rawValue)" }

    /// What comes earlier in the stream comes first.
    public static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }
}
