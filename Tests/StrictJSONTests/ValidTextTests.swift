import StrictJSON
import Testing

private let values: [(TextCase, JSONValue.Kind)] = [
    (TextCase("null"), .null),
    (TextCase("true"), .bool),
    (TextCase("false"), .bool),
    (TextCase("0"), .number),
    (TextCase("-0"), .number),
    (TextCase("-0.0e-0"), .number),
    (TextCase("1234567890"), .number),
    (TextCase("123456789012345678901234567890"), .number),
    (TextCase("0.5"), .number),
    (TextCase("0.000000000000000000000000000001"), .number),
    (TextCase("1e5"), .number),
    (TextCase("1E+05"), .number),
    (TextCase("1.25e-007"), .number),
    (TextCase("1e400"), .number),
    (TextCase("1e99999999999999999999"), .number),
    (TextCase(#""""#), .string),
    (TextCase(#""null""#), .string),
    (TextCase("[]"), .array),
    (TextCase("[[],[[]],{}]"), .array),
    (TextCase("[1,\"a\",null,true]"), .array),
    (TextCase("{}"), .object),
    (TextCase(#"{"":0}"#), .object),
    (TextCase(#"{"a":{"a":{"a":[]}}}"#), .object),
    (TextCase(" \t\r\n1 \t\r\n", "blanks around a number"), .number),
    (TextCase("\n[ \t1\r,\n2 ]\t", "blanks in an array"), .array),
    (TextCase(" { \"a\"\t:\n1\r, \"b\" : 2 } ", "blanks in an object"), .object),
]

private let strings: [(json: TextCase, string: String)] = [
    (TextCase(#""plain""#), "plain"),
    (TextCase(#""\"\\\/\b\f\n\r\t""#), "\"\\/\u{8}\u{C}\n\r\t"),
    (TextCase(#""\u0041\u00e9\u20AC""#), "A\u{E9}\u{20AC}"),
    (TextCase(#""\u0000""#), "\0"),
    (TextCase(#""\u001F\u007f""#), "\u{1F}\u{7F}"),
    (TextCase(#""\\u0041""#), "\\u0041"),
    (TextCase(#""\\\u0041""#), "\\A"),
    (TextCase(#""\uD800\uDC00""#), "\u{10000}"),
    (TextCase(#""\uD83d\uDe00!""#), "\u{1F600}!"),
    (TextCase(#""\uDBFF\uDFFF""#), "\u{10FFFF}"),
    (TextCase(#""\uFFFE\uFFFF""#), "\u{FFFE}\u{FFFF}"),
    (TextCase(#""\uFEFF""#), "\u{FEFF}"),
    (TextCase("\"\u{FEFF}\"", "a byte order mark within a string"), "\u{FEFF}"),
    (TextCase("\"\u{7F}\"", "DEL as it is"), "\u{7F}"),
    (TextCase("\"\u{80}\u{7FF}\"", "the ends of two bytes"), "\u{80}\u{7FF}"),
    (TextCase("\"\u{800}\u{D7FF}\u{E000}\u{FFFF}\"", "the ends of three bytes"), "\u{800}\u{D7FF}\u{E000}\u{FFFF}"),
    (
        TextCase("\"\u{10000}\u{3FFFF}\u{40000}\u{10FFFF}\"", "the ends of four bytes"),
        "\u{10000}\u{3FFFF}\u{40000}\u{10FFFF}"
    ),
    (TextCase("\"\u{2028}\u{2029}\"", "separators of lines and paragraphs"), "\u{2028}\u{2029}"),
    (TextCase("\"e\u{301}\"", "a combining accent"), "e\u{301}"),
    (TextCase(#""// no comment /* here */""#), "// no comment /* here */"),
    (TextCase(#""[{,:}]""#), "[{,:}]"),
]

struct ValidTextTests {
    @Test(arguments: values)
    func `a valid text is read as what it is`(text: TextCase, kind: JSONValue.Kind) throws {
        let document = try JSONDocument(parsing: text.bytes)
        #expect(document.root.kind == kind)
        #expect(document.bytes == text.bytes)
    }

    @Test(arguments: strings)
    func `a string is read without its escapes, scalar by scalar`(json: TextCase, string: String) throws {
        let found = try #require(try JSONDocument(parsing: json.bytes).root.string)
        // Not compared as strings: those are equal where they only look the same.
        #expect(Array(found.unicodeScalars) == Array(string.unicodeScalars))
    }

    @Test func `every scalar is read back, raw or escaped`() throws {
        let scalars = (0x20...0x10FFFF).lazy.filter { $0 % 61 == 0 || $0 < 0x300 }.compactMap(Unicode.Scalar.init)
        for scalar in scalars where scalar != "\"" && scalar != "\\" {
            let raw = try JSONDocument(parsing: Array("\"\(scalar)\"".utf8))
            let escapes = String(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            let escaped = try JSONDocument(parsing: Array("\"\(escapes.joined())\"".utf8))
            #expect(raw.root.string?.unicodeScalars.first == scalar)
            #expect(escaped.root.string?.unicodeScalars.first == scalar)
            #expect(!raw.root.hasEscape && escaped.root.hasEscape)
        }
    }

    @Test func `thirty-two levels are read, and what stands beside them does not count`() throws {
        let arrays = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(try JSONDocument(parsing: Array(arrays.utf8)).root.kind == .array)
        let objects = String(repeating: #"{"a":"#, count: 32) + "1" + String(repeating: "}", count: 32)
        #expect(try JSONDocument(parsing: Array("\(objects)".utf8)).root.kind == .object)
        let wide = "[" + Array(repeating: "[[]]", count: 1_000).joined(separator: ",") + "]"
        #expect(try JSONDocument(parsing: Array(wide.utf8), maximumDepth: 3).root.count == 1_000)
    }

    @Test func `the deepest text that may be asked for is read`() async throws {
        let depth = JSONDocument.greatestMaximumDepth
        let text = String(repeating: #"[{"a":"#, count: depth / 2) + "0" + String(repeating: "}]", count: depth / 2)
        // In a task of its own, whose stack is smaller than the one of the main thread.
        let kind = try await Task.detached {
            try JSONDocument(parsing: Array(text.utf8), maximumDepth: .max).root.kind
        }.value
        #expect(kind == .array)
    }
}
