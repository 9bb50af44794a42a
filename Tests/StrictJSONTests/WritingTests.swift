import StrictJSON
import Testing

/// Scalars that a terminal would obey or nobody could see, and how the visible style writes them.
private let hidden: [(scalar: Unicode.Scalar, escape: String)] = [
    ("\u{0}", #"\u0000"#), ("\u{7}", #"\u0007"#), ("\u{8}", #"\u0008"#), ("\u{1B}", #"\u001B"#), ("\n", #"\n"#),
    ("\r", #"\r"#), ("\t", #"\t"#), ("\u{7F}", #"\u007F"#), ("\u{85}", #"\u0085"#), ("\u{9B}", #"\u009B"#),
    ("\u{AD}", #"\u00AD"#), ("\u{61C}", #"\u061C"#), ("\u{200B}", #"\u200B"#), ("\u{200D}", #"\u200D"#),
    ("\u{200E}", #"\u200E"#), ("\u{200F}", #"\u200F"#), ("\u{2028}", #"\u2028"#), ("\u{2029}", #"\u2029"#),
    ("\u{202A}", #"\u202A"#), ("\u{202B}", #"\u202B"#), ("\u{202C}", #"\u202C"#), ("\u{202D}", #"\u202D"#),
    ("\u{202E}", #"\u202E"#), ("\u{2060}", #"\u2060"#), ("\u{2066}", #"\u2066"#), ("\u{2067}", #"\u2067"#),
    ("\u{2068}", #"\u2068"#), ("\u{2069}", #"\u2069"#), ("\u{E000}", #"\uE000"#), ("\u{FEFF}", #"\uFEFF"#),
    ("\u{FFFE}", #"\uFFFE"#), ("\u{E0001}", #"\uDB40\uDC01"#), ("\u{E0041}", #"\uDB40\uDC41"#),
    ("\u{10FFFF}", #"\uDBFF\uDFFF"#),
]

private let doubles: [(number: Double, text: String)] = [
    (0, "0"), (-0.0, "0"), (5, "5"), (-2.5, "-2.5"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e300, "1e+300"),
    (.leastNonzeroMagnitude, "5e-324"), (9_007_199_254_740_991, "9007199254740991"), (0x1p63, "9.223372036854776e+18"),
    (-0x1p63, "-9.223372036854776e+18"), (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
]

struct WritingTests {
    @Test func `a writer puts the commas`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("incident")
        writer.string("harbour-fire")
        writer.key("list")
        writer.beginArray()
        writer.integer(-1)
        writer.integer(UInt64.max)
        writer.number("1e400")
        writer.double(0.5)
        writer.bool(true)
        writer.bool(false)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.raw(Array(#"{"a": [1]}"#.utf8))
        writer.endArray()
        writer.key("")
        writer.null()
        writer.endObject()
        let expected =
            #"{"incident":"harbour-fire","list":[-1,18446744073709551615,1e400,0.5,true,false,null,{},[],{"a": [1]}],"#
            + #""":null}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: doubles)
    func `a double is written so that it reads the same`(number: Double, text: String) throws {
        var writer = JSONWriter()
        writer.double(number)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        #expect(try JSONDocument(parsing: writer.bytes).root.double == (number.isFinite ? number : nil))
    }

    @Test func `the minimal style escapes only what it must`() {
        let text = "\"\\/\u{0}\u{1F} \u{7F}\u{9B}\u{E9}\u{200B}\u{202E}\u{1F600}"
        var bytes: [UInt8] = []
        bytes.appendJSONString(text, style: .minimal)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "\"\\\"\\\\/\\u0000\\u001F \u{7F}\u{9B}\u{E9}\u{200B}\u{202E}\u{1F600}\"")
    }

    @Test func `what must be escaped is escaped wherever it stands`() throws {
        let runs = ["", "a", "é", "\u{1F600}b", String(repeating: "long and plain ", count: 40)]
        let escapes = ["\"": #"\""#, "\\": #"\\"#, "\n": #"\n"#, "\u{1F}": #"\u001F"#, "\"\n": #"\"\n"#]
        for (text, escape) in escapes {
            for run in runs {
                for other in runs {
                    var bytes: [UInt8] = []
                    bytes.appendJSONString(run + text + other + text)
                    #expect(String(decoding: bytes, as: UTF8.self) == "\"\(run)\(escape)\(other)\(escape)\"")
                }
            }
        }
    }

    @Test(arguments: hidden)
    func `the visible style escapes what nobody could see`(scalar: Unicode.Scalar, escape: String) {
        var bytes: [UInt8] = []
        bytes.appendJSONString("a\(scalar)b", style: .visible)
        #expect(String(decoding: bytes, as: UTF8.self) == "\"a\(escape)b\"")
        guard scalar.value >= 0x20 else { return }
        var raw: [UInt8] = []
        raw.appendJSON(Array("[\"a\(scalar)b\"]".utf8), style: .visible)
        #expect(String(decoding: raw, as: UTF8.self) == "[\"a\(escape)b\"]")
    }

    @Test func `the visible style leaves what can be read`() {
        let text = "Пожар у входа — «зал» \u{E9}e\u{301} 東京 \u{1F600} ½"
        for style in [JSONStringStyle.minimal, .visible] {
            var bytes: [UInt8] = []
            bytes.appendJSONString(text, style: style)
            #expect(String(decoding: bytes, as: UTF8.self) == "\"\(text)\"")
        }
    }

    @Test func `JSON that is there already keeps its bytes, or becomes visible`() {
        let json = Array("{\n\t\"a\\u001b\\\"\": \"\u{202E}\\n\u{7F}\"\r\n}".utf8)
        var minimal: [UInt8] = [0x20]
        minimal.appendJSON(json, style: .minimal)
        #expect(minimal == [0x20] + json)
        var visible: [UInt8] = []
        visible.appendJSON(json, style: .visible)
        #expect(String(decoding: visible, as: UTF8.self) == #"{  "a\u001b\"": "\u202E\n\u007F"  }"#)
        // Any collection will do, not only an array.
        var lazily: [UInt8] = []
        lazily.appendJSON(json.lazy.map { $0 }, style: .visible)
        #expect(lazily == visible)
    }

    @Test(arguments: [1, 2, 3, 1_971, 20_240_322] as [UInt64], [JSONStringStyle.minimal, .visible])
    func `whatever is written is read back, and the visible style shows all of it`(
        seed: UInt64, style: JSONStringStyle
    ) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<80 {
            let value = generator.value()
            var writer = JSONWriter(style: style)
            writer.write(value)
            var raw = JSONWriter(style: style)
            raw.raw(generator.json(of: value))
            for bytes in [writer.bytes, raw.bytes] {
                let found = try JSONDocument(parsing: bytes).root.difference(from: value)
                #expect(found == nil, "seed \(seed), round \(round)")
                guard style == .visible else { continue }
                let isVisible = String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy(\.isVisible)
                #expect(isVisible, "seed \(seed), round \(round)")
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ value: RandomValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .number(let text): number(text)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { write(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(named: member.name)
                write(member.value)
            }
            endObject()
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is neither a control nor a format character (the bidirectional marks are), nor a separator of lines.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: !properties.isBidiControl
        }
    }
}
