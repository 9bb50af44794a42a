/// A piece of Markdown that is safe because there is no other way to make one.
///
///     let line: Markdown = "- **\(time)** \(summary)"
///
/// Only what stands in our own source is Markdown: a literal cannot come from anywhere else. Every text that is put into
/// it passes ``MarkdownText``.
struct Markdown: ExpressibleByStringInterpolation, Equatable, Sendable {
    private(set) var text: String

    /// Nothing.
    init() { text = "" }

    init(stringLiteral literal: StaticString) { text = literal.description }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Text of any origin.
    init(_ value: String) { text = MarkdownText.line(value) }

    /// A block in which every sign of texts of any origin is shown as it is. The fence around it is longer than any row of
    /// the sign that it is made of.
    init(verbatim lines: [String]) {
        let lines = lines.map(SafeText.line)
        let longest = lines.reduce(2) { longest, line in
            line.split { $0 != "`" }.reduce(longest) { max($0, $1.utf8.count) }
        }
        let fence = String(repeating: "`", count: longest + 1)
        text = ([fence] + lines + [fence]).joined(separator: "\n")
    }

    /// A live link, with text of any origin to show for it.
    init(_ value: String, link: WebLink?) {
        let shown = MarkdownText.line(value)
        guard let link, !shown.isEmpty else {
            text = shown
            return
        }
        // Of what an address may hold, only this means something in Markdown.
        text =
            "[\(shown)](\(link.address.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;")))"
    }

    /// Puts one piece behind another.
    static func += (left: inout Markdown, right: Markdown) { left.text += right.text }

    /// True where there is nothing.
    var isEmpty: Bool { text.isEmpty }

    /// The pieces that hold anything in one, with another between each two.
    static func joined(_ pieces: [Markdown], by separator: Markdown) -> Markdown {
        var all = Markdown()
        all.text = pieces.filter { !$0.isEmpty }.map(\.text).joined(separator: separator.text)
        return all
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

        /// Text of any origin.
        mutating func appendInterpolation(_ value: String) { text += MarkdownText.line(value) }

        /// A whole number.
        mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

        /// What is safe already.
        mutating func appendInterpolation(_ markdown: Markdown) { text += markdown.text }
    }
}
