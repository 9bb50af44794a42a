import StrictJSON
import Testing

private let wholes: [Refusal] = [
    Refusal("", 0, "there is no value", about: "nothing"),
    Refusal(" \r\n\t", 4, "there is no value", about: "blanks"),
    Refusal("\u{FEFF}{}", 0, "byte order mark", about: "a byte order mark"),
    Refusal("\u{FEFF}", 0, "byte order mark", about: "a byte order mark and nothing else"),
    Refusal(bytes: [0xEF, 0xBB], 0, "0xEF cannot begin", about: "half a byte order mark"),
    Refusal(
        bytes: [0xFF, 0xFE, 0x5B, 0, 0x5D, 0], 0, "is UTF-16; save it as UTF-8",
        about: "UTF-16, little end first, marked"),
    Refusal(
        bytes: [0xFE, 0xFF, 0, 0x5B, 0, 0x5D], 0, "is UTF-16; save it as UTF-8", about: "UTF-16, big end first, marked"),
    Refusal(bytes: [0x5B, 0, 0x5D, 0], 1, "0x00 cannot begin", about: "UTF-16, little end first"),
    Refusal(bytes: [0, 0x5B, 0, 0x5D], 0, "0x00 cannot begin", about: "UTF-16, big end first"),
    Refusal("1 2", 2, "something follows"),
    Refusal("[]]", 2, "something follows"),
    Refusal("{}{}", 2, "something follows"),
    Refusal("null,", 4, "something follows"),
    Refusal(#""a"b"#, 3, "something follows"),
    Refusal("[1]\0", 3, "something follows", about: "a zero byte behind the value"),
    Refusal("1\u{A0}", 1, "something follows", about: "a no-break space behind the value"),
    Refusal("\u{2028}1", 0, "0xE2 cannot begin", about: "a line separator before the value"),
    Refusal("\u{B}1", 0, "0x0B cannot begin", about: "a vertical tab"),
    Refusal("\u{C}1", 0, "0x0C cannot begin", about: "a form feed"),
    Refusal("/* a */ 1", 0, "'/' cannot begin"),
    Refusal("1 // a", 2, "something follows"),
    Refusal("[1] # a", 4, "something follows"),
]

private let literals: [Refusal] = [
    Refusal("nul", 0, "a word without quotation marks can only be true, false or null"),
    Refusal("nulL", 0, "a word without quotation marks can only be true, false or null"),
    Refusal("nil", 0, "a word without quotation marks can only be true, false or null"),
    Refusal("tru", 0, "a word without quotation marks can only be true, false or null"),
    Refusal("[t]", 1, "a word without quotation marks can only be true, false or null"),
    Refusal(
        "fals\0", 0, "a word without quotation marks can only be true, false or null",
        about: "false with a zero byte for its end"),
    Refusal("truetrue", 4, "something follows"),
    Refusal("True", 0, "'T' cannot begin"),
    Refusal("NaN", 0, "'N' cannot begin"),
    Refusal("Infinity", 0, "'I' cannot begin"),
    Refusal("undefined", 0, "'u' cannot begin"),
    Refusal("a", 0, "'a' cannot begin"),
]

private let numbers: [Refusal] = [
    Refusal("+1", 0, "'+' cannot begin"),
    Refusal(".5", 0, "'.' cannot begin"),
    Refusal("-", 1, "digit after its '-'"),
    Refusal("--1", 1, "digit after its '-'"),
    Refusal("- 1", 1, "digit after its '-'"),
    Refusal("-.5", 1, "digit after its '-'"),
    Refusal("-a", 1, "digit after its '-'"),
    Refusal("[-]", 2, "digit after its '-'"),
    Refusal("-Infinity", 1, "digit after its '-'"),
    Refusal("01", 0, "zero in front"),
    Refusal("00", 0, "zero in front"),
    Refusal("-01", 0, "zero in front"),
    Refusal("[1,012]", 3, "zero in front"),
    Refusal("1.", 2, "digit after its '.'"),
    Refusal("1.e3", 2, "digit after its '.'"),
    Refusal("[0.]", 3, "digit after its '.'"),
    Refusal("1.-5", 2, "digit after its '.'"),
    Refusal("1e", 2, "digit in its exponent"),
    Refusal("1E+", 3, "digit in its exponent"),
    Refusal("1e-", 3, "digit in its exponent"),
    Refusal("1e+-1", 3, "digit in its exponent"),
    Refusal("1e.5", 2, "digit in its exponent"),
    Refusal("1e1.5", 3, "something follows"),
    Refusal("1e5e5", 3, "something follows"),
    Refusal("1.2.3", 3, "something follows"),
    Refusal("0x1F", 1, "something follows"),
    Refusal("1_000", 1, "something follows"),
    Refusal("1,000", 1, "something follows"),
    Refusal("1 e3", 2, "something follows"),
    Refusal("1a", 1, "something follows"),
    Refusal("\u{FF11}", 0, "0xEF cannot begin", about: "a full-width digit"),
    Refusal("\u{661}", 0, "0xD9 cannot begin", about: "an Arabic-Indic digit"),
]

private let strings: [Refusal] = [
    Refusal("\"", 1, "ends within a string"),
    Refusal("\"abc", 4, "ends within a string"),
    Refusal(#""\""#, 3, "ends within a string"),
    Refusal(#""\"#, 2, "ends within a string"),
    Refusal("'a'", 0, "''' cannot begin"),
    Refusal("\u{201C}a\u{201D}", 0, "0xE2 cannot begin", about: "curly quotation marks"),
    Refusal(#""\x41""#, 1, "unknown escape, a backslash before 'x'"),
    Refusal(#""ab\a""#, 3, "unknown escape"),
    Refusal(#""\U0041""#, 1, "unknown escape"),
    Refusal(#""\'""#, 1, "unknown escape"),
    Refusal(#""\0""#, 1, "unknown escape"),
    Refusal(
        "\"\\\n\"", 1, "unknown escape, a backslash before the byte 0x0A", about: "a backslash before a line break"),
    Refusal(
        "\"\\\u{E9}\"", 1, "unknown escape, a backslash before the byte 0xC3", about: "a backslash before an accent"),
    Refusal(#""\u""#, 3, "four hexadecimal digits"),
    Refusal(#""\u12""#, 5, "four hexadecimal digits"),
    Refusal(#""\u12"#, 5, "four hexadecimal digits"),
    Refusal(#""\u123G""#, 6, "four hexadecimal digits"),
    Refusal(#""\u 041""#, 3, "four hexadecimal digits"),
    Refusal(#""\u+041""#, 3, "four hexadecimal digits"),
    Refusal(#""\u{41}""#, 3, "four hexadecimal digits"),
    Refusal(#""\uD800""#, 1, "surrogate pair"),
    Refusal(#""\uDC00""#, 1, "surrogate pair"),
    Refusal(#""\uDFFF\uD800""#, 1, "surrogate pair"),
    Refusal(#""ab\uDBFF\uDBFF""#, 3, "surrogate pair"),
    Refusal(#""\uD800\u0041""#, 1, "surrogate pair"),
    Refusal(#""\uD800\n""#, 1, "surrogate pair"),
    Refusal(#""\uD800x""#, 1, "surrogate pair"),
    Refusal(#""\uD800\"#, 1, "surrogate pair"),
    Refusal(#""\uD800\u12""#, 11, "four hexadecimal digits"),
    Refusal(#"{"\uD800":1}"#, 2, "surrogate pair"),
]

private let encodings: [Refusal] = [
    .notUTF8(0x80, about: "a continuation by itself"),
    .notUTF8(0xBF, about: "the last continuation by itself"),
    .notUTF8(0xC0, 0x80, about: "an overlong zero"),
    .notUTF8(0xC0, 0xA2, about: "an overlong quotation mark"),
    .notUTF8(0xC1, 0xBF, about: "an overlong DEL"),
    .notUTF8(0xE0, 0x80, 0x80, about: "an overlong zero of three bytes"),
    .notUTF8(0xE0, 0x9F, 0xBF, about: "the last overlong form of three bytes"),
    .notUTF8(0xF0, 0x80, 0x80, 0x80, about: "an overlong zero of four bytes"),
    .notUTF8(0xF0, 0x8F, 0xBF, 0xBF, about: "the last overlong form of four bytes"),
    .notUTF8(0xED, 0xA0, 0x80, about: "the first surrogate"),
    .notUTF8(0xED, 0xBF, 0xBF, about: "the last surrogate"),
    .notUTF8(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, about: "a pair of surrogates (CESU-8)"),
    .notUTF8(0xF4, 0x90, 0x80, 0x80, about: "the first beyond U+10FFFF"),
    .notUTF8(0xF5, 0x80, 0x80, 0x80, about: "far beyond U+10FFFF"),
    .notUTF8(0xF8, 0x88, 0x80, 0x80, 0x80, about: "a form of five bytes"),
    .notUTF8(0xFC, 0x84, 0x80, 0x80, 0x80, 0x80, about: "a form of six bytes"),
    .notUTF8(0xFE, about: "0xFE"),
    .notUTF8(0xFF, about: "0xFF"),
    .notUTF8(0xC3, about: "one byte of two"),
    .notUTF8(0xC3, 0x28, about: "one byte of two, then a bracket"),
    .notUTF8(0xC3, 0xC3, 0xA9, about: "one byte of two, then a whole one"),
    .notUTF8(0xE2, 0x82, about: "two bytes of three"),
    .notUTF8(0xE2, 0x28, 0xA1, about: "a bad second byte of three"),
    .notUTF8(0xE2, 0x82, 0x28, about: "a bad third byte of three"),
    .notUTF8(0xF0, 0x9F, 0x98, about: "three bytes of four"),
    .notUTF8(0xF0, 0x28, 0x8C, 0xBC, about: "a bad second byte of four"),
    .notUTF8(0xF0, 0x9F, 0x28, 0xBC, about: "a bad third byte of four"),
    .notUTF8(0xF0, 0x9F, 0x98, 0x28, about: "a bad fourth byte of four"),
    .notUTF8(0xE9, about: "an accent in Latin-1"),
    Refusal(bytes: [0x22, 0xF0, 0x9F], 1, "not UTF-8", about: "the text ends within a character"),
    Refusal(bytes: [0x22, 0xC3, 0xA9, 0x80, 0x22], 3, "not UTF-8", about: "one continuation too many"),
    Refusal(bytes: Array(#"{"ab"#.utf8) + [0xFF] + Array(#"":1}"#.utf8), 4, "not UTF-8", about: "within a name"),
]

private let structures: [Refusal] = [
    Refusal("[", 1, "ends where a value is expected"),
    Refusal("[1", 2, "ends where ',' or ']' after an element is expected"),
    Refusal("[1,", 3, "ends where a value is expected"),
    Refusal("[1,]", 3, "']' cannot begin"),
    Refusal("[,1]", 1, "',' cannot begin"),
    Refusal("[1,,2]", 3, "',' cannot begin"),
    Refusal("[1 2]", 3, "expected ',' or ']' after an element, found '2'"),
    Refusal("[1;2]", 2, "expected ',' or ']' after an element, found ';'"),
    Refusal("[1}", 2, "found '}'"),
    Refusal("[1\0]", 2, "found the byte 0x00", about: "a zero byte in an array"),
    Refusal("]", 0, "']' cannot begin"),
    Refusal("[[]", 3, "ends where ',' or ']'"),
    Refusal("{", 1, "ends within an object"),
    Refusal(#"{"a""#, 4, "ends where ':'"),
    Refusal(#"{"a":"#, 5, "ends where a value is expected"),
    Refusal(#"{"a":1"#, 6, "ends where ',' or '}' after a member is expected"),
    Refusal(#"{"a":1,"#, 7, "ends within an object"),
    Refusal(#"{"a":1,}"#, 7, "'}' stands where the name"),
    Refusal("{,}", 1, "',' stands where the name"),
    Refusal("{]", 1, "']' stands where the name"),
    Refusal("{a:1}", 1, "'a' stands where the name"),
    Refusal("{'a':1}", 1, "''' stands where the name"),
    Refusal("{1:1}", 1, "'1' stands where the name"),
    Refusal("{null:1}", 1, "'n' stands where the name"),
    Refusal(#"{"a"}"#, 4, "expected ':' after the name of a member, found '}'"),
    Refusal(#"{"a" 1}"#, 5, "expected ':'"),
    Refusal(#"{"a"=1}"#, 4, "expected ':'"),
    Refusal(#"{"a",1}"#, 4, "expected ':'"),
    Refusal(#"{"a":}"#, 5, "'}' cannot begin"),
    Refusal(#"{"a"::1}"#, 5, "':' cannot begin"),
    Refusal(#"{"a":1 "b":2}"#, 7, "expected ',' or '}' after a member, found '\"'"),
    Refusal(#"{"a":1]"#, 6, "found ']'"),
    Refusal(#"["a":1]"#, 4, "found ':'"),
    Refusal("}", 0, "'}' cannot begin"),
]

struct InvalidTextTests {
    @Test(arguments: [wholes, literals, numbers, strings, encodings, structures].joined())
    func `an invalid text is refused at the byte that is wrong`(refusal: Refusal) {
        expect(refusal)
    }

    @Test func `a raw control character in a string is refused`() {
        for control in 0..<0x20 as Range<UInt8> {
            let bytes = [0x22, 0x61, control, 0x22]
            expect(Refusal(bytes: bytes, 2, "raw control character", about: "control \(control)"))
        }
    }

    @Test func `one level too many is refused where it begins`() {
        let arrays = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
        expect(Refusal(arrays, 32, "deeper than 32"))
        let objects = String(repeating: #"{"a":"#, count: 33) + "1" + String(repeating: "}", count: 33)
        expect(Refusal(objects, 32 * 5, "deeper than 32"))
        expect(Refusal(String(repeating: "[", count: 1_000_000), 32, "deeper than 32", about: "a million brackets"))
    }

    @Test func `the depth that may be asked for has an end`() {
        #expect(throws: JSONError(offset: 0, problem: "objects and arrays are nested deeper than 0")) {
            try JSONDocument(parsing: Array("[]".utf8), maximumDepth: 0)
        }
        #expect(throws: JSONError(offset: 512, problem: "objects and arrays are nested deeper than 512")) {
            try JSONDocument(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 100_000), maximumDepth: .max)
        }
        #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("{}".utf8), maximumDepth: .min) }
    }

    @Test func `an error is one sentence that counts from one`() {
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array("[1,]".utf8)) }
        #expect(error?.description == "not valid JSON at byte 4: ']' cannot begin a value")
    }

    private func expect(_ refusal: Refusal) {
        let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: refusal.text.bytes) }
        guard let error else { return }
        #expect(error.offset == refusal.offset, "\(error)")
        #expect(error.problem.contains(refusal.problem), "\(error)")
    }
}
