/// What a store did otherwise than it promised, in a sentence.
public struct BrokenPromise: Error, CustomStringConvertible, Sendable {
    /// The sentence.
    public let description: String

    /// Says what was promised and what came.
    public init(_ description: String) { self.description = description }
}

/// Holds a store to something.
func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) throws(BrokenPromise) {
    guard holds else { throw BrokenPromise(sentence()) }
}

/// Holds a store to a value.
func expect<Value: Equatable>(
    _ actual: Value, is expected: Value, _ what: @autoclosure () -> String
) throws(BrokenPromise) {
    guard actual == expected else { throw BrokenPromise("\(what()): \(actual) instead of \(expected)") }
}
