import Chronology
import EventSourcing

/// The parameters of a query or the fields of a form, in their order. A name that nobody asks for is a mistake that is
/// told, not passed over: a filter with a typing error would show what nobody wanted to see.
struct QueryItems: Sendable {
    /// The names and values, decoded.
    let pairs: [(name: String, value: String)]

    /// Reads `a=b&c=d`.
    init(_ text: some StringProtocol) throws(Problem) {
        var pairs: [(name: String, value: String)] = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decoded(halves[0], plusIsSpace: true),
                let value = halves.count == 1 ? "" : PercentCoding.decoded(halves[1], plusIsSpace: true)
            else { throw Problem(.badQuery, "the query is not UTF-8 in percent-encoding (RFC 3986)") }
            pairs.append((name, value))
        }
        self.pairs = pairs
    }

    /// Refuses parameters that nobody asks for.
    func check(only names: [String]) throws(Problem) {
        for pair in pairs where !names.contains(pair.name) {
            throw Problem(
                .badQuery, "there is no parameter '\(pair.name)' here\(NearWord.advice(pair.name, among: names))",
                field: pair.name)
        }
    }

    /// The value of a parameter that is given once at most.
    func value(_ name: String) throws(Problem) -> String? {
        let values = pairs.filter { $0.name == name }
        guard values.count <= 1 else { throw Problem(.badQuery, "\(name) is given twice; give it once", field: name) }
        return values.first?.value
    }

    /// The values of a parameter that may be given again.
    func values(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// A value that is one of few words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type = Choice.self
    ) throws(Problem) -> Choice? where Choice.RawValue == String {
        guard let text = try value(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let allowed = Choice.allCases.map(\.rawValue)
            throw Problem(.badQuery, "\(name) cannot be '\(text)'\(NearWord.advice(text, among: allowed))", field: name)
        }
        return choice
    }

    /// A whole number within a range.
    func number(_ name: String, in range: ClosedRange<UInt64>) throws(Problem) -> UInt64? {
        guard let text = try value(name) else { return nil }
        guard let number = UInt64(digits: text), range.contains(number) else {
            let most = range.upperBound == .max ? "" : " to \(range.upperBound)"
            throw Problem(
                .badQuery, "\(name) cannot be '\(text)'; give a whole number from \(range.lowerBound)\(most)",
                field: name)
        }
        return number
    }
}
