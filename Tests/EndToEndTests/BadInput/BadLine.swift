import Foundation
import Testing

/// A line that must not be appended, and what is said about it behind its place; `…` stands for anything.
struct BadLine {
    let given: [UInt8]
    let says: String

    init(_ given: [UInt8], _ says: String) {
        self.given = given
        self.says = says
    }

    /// The whole line.
    static func whole(_ text: String, _ says: String) -> BadLine { BadLine(Array(text.utf8), says) }

    /// A good line but for some members beside the body.
    static func beside(_ members: String, _ says: String) -> BadLine {
        whole(#"{"incident":"fire","kind":"updated",\#(members),"body":{"summary":"x"}}"#, says)
    }

    /// A good line but for some members of the body.
    static func body(_ members: String, _ says: String) -> BadLine {
        whole(#"{"incident":"fire","kind":"updated","body":{"summary":"x",\#(members)}}"#, says)
    }

    /// A good line but for its `occurred`.
    static func occurred(_ json: String, _ says: String) -> BadLine {
        beside(#""occurred":\#(json)"#, "occurred \(says)")
    }

    /// A good line but for some JSON where anything would be kept; it is wrong at a byte counted from there.
    static func attribute(_ json: String, at byte: Int, _ says: String) -> BadLine {
        let start = #"{"incident":"fire","kind":"updated","body":{"summary":"x","attributes":{"a":"#
        return whole("\(start)\(json)}}}", "the line is not valid JSON at byte \(start.utf8.count + byte): \(says)")
    }
}

/// Bad lines that are refused for like reasons, so that they can share one file and one run of the program.
struct BadLines: CustomTestStringConvertible, Sendable {
    let name: String
    var status: Int32 = 65
    /// Whether a line can be told to be bad by itself. If not, of a batch that is appended as a whole the first is named.
    var areBadThemselves = true
    let rows: [BadLine]

    var testDescription: String { name }

    /// All of them.
    static let all = [
        text, limits, envelopes, points, relativeTimes, published, texts, parts, choices, figures, relations, targets,
        circles,
        conflicts,
    ]
}

extension BadLine: Sendable {}
