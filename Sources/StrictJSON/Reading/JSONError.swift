/// Why a text is not JSON: where, and what is wrong there.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The byte at which it is wrong, counted from 0: of a name that stands twice, where the second one begins.
    public let offset: Int
    /// What is wrong, and where it helps what to do.
    public let problem: String

    /// Names a byte and its problem.
    public init(offset: Int, problem: String) {
        self.offset = offset
        self.problem = problem
    }

    /// The whole sentence; it counts bytes from 1, as people do.
    public var description: String { "not valid JSON at byte \(offset + 1): \(problem)" }
}
