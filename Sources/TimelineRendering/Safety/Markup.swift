/// A piece of HTML or SVG that is safe because there is no other way to make one.
///
///     let entry: Markup = "<p lang=\"\(language)\">\(summary)</p>"
///
/// Only what stands in our own source is markup: a literal cannot come from anywhere else. Every text that is put into it
/// passes ``HTMLText``, so a value must stand in the content of an element or in an attribute in double quotation
/// marks.
struct Markup: ExpressibleByStringInterpolation, Equatable, Sendable {
    private(set) var text: String

    /// Nothing.
    init() { text = "" }

    init(stringLiteral literal: StaticString) { text = literal.description }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Puts one piece behind another.
    static func += (left: inout Markup, right: Markup) { left.text += right.text }

    /// True where there is nothing.
    var isEmpty: Bool { text.isEmpty }

    /// The pieces in one, with another between each two.
    static func joined(_ pieces: [Markup], by separator: Markup = "") -> Markup {
        var all = Markup()
        all.text = pieces.map(\.text).joined(separator: separator.text)
        return all
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// Text of any origin.
        mutating func appendInterpolation(_ value: String) { text += HTMLText.escaped(value) }

        /// A link: one that is live in the page.
        mutating func appendInterpolation(_ link: WebLink) { text += HTMLText.escaped(link.address) }

        /// A whole number.
        mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

        /// A length in a drawing, to a tenth.
        mutating func appendInterpolation(_ length: Double) {
            let tenths = Int64((min(max(length, -1e9), 1e9) * 10).rounded())
            let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
            text += "\(tenths < 0 ? "-" : "")\(whole)\(rest == 0 ? "" : ".\(rest)")"
        }

        /// What is safe already.
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

        /// What is safe already, where there is any.
        mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }
    }
}
