/// Bad event data: which field it is, and what is wrong with it. Exit code 65.
public struct InvalidEvent: Error, Equatable, Sendable, CustomStringConvertible {
    /// The field as a path from the top of the line, such as `body.source.grade`; empty for the line as a whole.
    public let field: String
    /// What is wrong and what to do, as the rest of a sentence that begins with the field.
    public let problem: String

    /// Names the field and its problem.
    public init(field: String, problem: String) {
        self.field = field
        self.problem = problem
    }

    /// The whole sentence.
    public var description: String { field.isEmpty ? problem : "\(field) \(problem)" }
}
