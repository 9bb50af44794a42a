/// What a fuzzer attacks: one of the languages in which Blotter takes bytes from outside.
///
/// Each has a check that takes any bytes. A trap of the program is a finding, and so is what the check throws.
///
/// ```swift
/// try FuzzTarget.json.check(Array(#"{"a":1}"#.utf8))
/// ```
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// `StrictJSON` against a slow reader.
    case json
    /// The time language of `Chronology` against a slow calendar; zones and their files.
    case time
    /// The records of `LMDBEventStore`: read from any bytes, written, read back, damaged.
    case record
    /// Whole lines of `Incidents`: read, written as `replay` does, read again.
    case line

    /// Tries some bytes.
    ///
    /// - Throws: a sentence about what should not be.
    public func check(_ bytes: [UInt8]) throws(Disagreement) {
        switch self {
        case .json: try JSONCheck.check(bytes)
        case .time: try TimeCheck.check(bytes)
        case .record: try RecordCheck.check(bytes)
        case .line: try LineCheck.check(bytes)
        }
    }
}

/// What should not be: two readers that do not agree, or something written that does not come back.
public struct Disagreement: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String
}

/// Demands what must hold.
func require(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws(Disagreement) {
    guard holds else { throw Disagreement(description: otherwise()) }
}

/// The value, which must be there.
func require<Value>(_ value: Value?, _ otherwise: @autoclosure () -> String) throws(Disagreement) -> Value {
    guard let value else { throw Disagreement(description: otherwise()) }
    return value
}

/// Bytes as a finding quotes them.
func shown(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self).debugDescription }
