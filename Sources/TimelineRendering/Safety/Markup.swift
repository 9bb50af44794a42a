/// A piece of HTML or SVG that is safe because there is no other way to make one.
///
///     let entry: Markup = "<p lang=\"\(language)\">\(summary)</p>"
///
/// Only what stands in our own source is markup: a literal cannot come from anywhere else. Every text that is put into it
/// passes ``HTMLText``, so a value must stand in the content of an element or in an attribute in double quotation
/// marks.
package struct Markup: ExpressibleByStringInterpolation, Equatable, Sendable {
    package private(set) var text: String

    /// Nothing.
    package init() { text = "" }

    package init(stringLiteral literal: StaticString) { text = literal.description }

    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Puts one piece behind another.
    package static func += (left: inout Markup, right: Markup) { left.text += right.text }

    /// True where there is nothing.
    package var isEmpty: Bool { text.isEmpty }

    /// The pieces in one, with another between each two.
    package static func joined(_ pieces: [Markup], by separator: Markup = "") -> Markup {
        var all = Markup()
        all.text = pieces.map(\.text).joined(separator: separator.text)
        return all
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        package mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// Text of any origin.
        package mutating func appendInterpolation(_ value: String) { text += HTMLText.escaped(value) }

        /// Text of any origin on several lines, where these are kept, as in a `textarea`.
        package mutating func appendInterpolation(lines value: String) { text += HTMLText.escapedLines(value) }

        /// A link: one that is live in the page.
        package mutating func appendInterpolation(_ link: WebLink) { text += HTMLText.escaped(link.address) }

        /// A whole number.
        package mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

        /// A length in a drawing, to a tenth.
        package mutating func appendInterpolation(_ length: Double) {
            let tenths = Int64((min(max(length, -1e9), 1e9) * 10).rounded())
            let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
            text += "\(tenths < 0 ? "-" : "")\(whole)\(rest == 0 ? "" : ".\(rest)")"
        }

        /// What is safe already.
        package mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        /// What is safe already, where there is any.
        package mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }
    }
}
