/// A text that is not the time, zone, duration or reference that was expected: what is wrong and what is allowed.
public struct TimeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The whole sentence. It quotes the text, shortened and with control characters made visible.
    public let problem: String

    /// An error with this sentence.
    public init(_ problem: String) { self.problem = problem }

    /// The whole sentence.
    public var description: String { problem }
}
