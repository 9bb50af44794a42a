/// The place of an event in the whole log: 1, 2, 3 … without gaps. 0 is the place before the first event.
///
/// Written `@1234`. A position is never a ``Revision``; mixing the two does not compile.
public struct Position: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number itself.
    public let rawValue: UInt64

    /// A position with the given number.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// A position with the given number.
    public init(_ number: UInt64) { self.rawValue = number }

    /// The place before the first event of a log: 0.
    public static let beforeFirst = Position(0)

    /// The next place. The last number that there is has none and stays; no log can hold so many events.
    public var next: Position { Position(rawValue == .max ? rawValue : rawValue + 1) }

    /// How it is written for people: `@1234`.
    public var description: String { "@\(rawValue)" }

    /// What comes earlier in the log comes first.
    public static func < (left: Position, right: Position) -> Bool { left.rawValue < right.rawValue }
}
