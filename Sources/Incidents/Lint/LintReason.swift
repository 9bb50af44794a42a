public import EventSourcing

/// Why a question is asked: one sentence, whose lengths of time and entries are kept as such, so that every format writes
/// them in its own way.
///
///     let reason: LintReason = "published \(length: 7_200_000_000) before it occurred, see \(entry)"
public struct LintReason: Equatable, Sendable, ExpressibleByStringInterpolation {
    /// A part of the sentence.
    public enum Part: Equatable, Sendable {
        /// Plain text. It may hold what people wrote, so it is as hostile as any.
        case text(String)
        /// A length of time in microseconds.
        case length(Int64)
        /// Another entry.
        case entry(Reference)
    }

    /// The parts in order.
    public let parts: [Part]

    /// A sentence of one part.
    public init(stringLiteral text: String) { parts = [.text(text)] }

    /// A sentence of several parts.
    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Takes the parts as they stand in the source.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var parts: [Part] = []

        /// An empty sentence.
        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        /// Adds the program's own words.
        public mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { parts.append(.text(text)) }
        }

        /// Adds a text.
        public mutating func appendInterpolation(_ text: String) { parts.append(.text(text)) }

        /// Adds a number.
        public mutating func appendInterpolation(_ number: Int64) { parts.append(.text(String(number))) }

        /// Adds a length of time in microseconds.
        public mutating func appendInterpolation(length: Int64) { parts.append(.length(length)) }

        /// Adds another entry.
        public mutating func appendInterpolation(_ entry: Reference) { parts.append(.entry(entry)) }
    }

    /// The entries that the sentence names.
    public var entries: [Reference] {
        parts.compactMap { part in
            if case .entry(let reference) = part { reference } else { nil }
        }
    }
}
