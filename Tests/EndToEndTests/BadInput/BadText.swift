extension BadLines {
    /// Lines that are no JSON, or not the JSON of RFC 8259 as strictly as it is read here.
    static let text = BadLines(
        name: "text that is not JSON",
        rows: [
            .whole("x", "the line is not valid JSON at byte 1: 'x' cannot begin a value"),
            .whole("# a comment", "the line is not valid JSON at byte 1: '#' cannot begin a value"),
            .whole("incident,kind,summary", "the line is not valid JSON at byte 1: 'i' cannot begin a value"),
            .whole(
                "nope",
                "the line is not valid JSON at byte 1: a word without quotation marks can only be true, false or null"),
            .whole(
                "nul",
                "the line is not valid JSON at byte 1: a word without quotation marks can only be true, false or null"),
            .whole("{", "the line is not valid JSON at byte 2: the text ends within an object"),
            .whole("{}{}", "the line is not valid JSON at byte 3: something follows after the end of the value"),
            .whole("[]", "the line must be a JSON object, not a list"),
            .whole(#""{}""#, "the line must be a JSON object, not a string"),
            .whole("-0", "the line must be a JSON object, not a number"),
            .whole("false", "the line must be a JSON object, not true or false"),
            .whole("null", "the line must be a JSON object, not null"),
            .whole(
                #"{incident:"fire"}"#,
                "the line is not valid JSON at byte 2: 'i' stands where the name of a member in quotation marks is expected"
            ),
            .whole(
                #"{"incident":"fire",}"#,
                "the line is not valid JSON at byte 20: '}' stands where the name of a member in quotation marks is expected"
            ),
            .whole(#"{"incident" "fire"}"#, "the line is not valid JSON at byte 13: expected ':'…"),
            .whole(#"{"incident":"fire" "kind":"reported"}"#, "the line is not valid JSON at byte 20: expected ','…"),
            .whole(#"{"incident":"fire"#, "the line is not valid JSON at byte 18: the text ends within a string"),
            .whole(
                "{\"incident\":\"fi\u{0}re\"}",
                "the line is not valid JSON at byte 16: a string holds a raw control character, …; write it as an escape like \\n"
            ),
            .whole("\u{0}", "the line is not valid JSON at byte 1: … cannot begin a value"),
            .whole("\u{A0}{}", "the line is not valid JSON at byte 1: … cannot begin a value"),
            .whole("{}\u{C}", "the line is not valid JSON at byte 3: something follows after the end of the value"),
            .whole(
                "\u{FEFF}{}",
                "the line is not valid JSON at byte 1: the text begins with a byte order mark; save it as UTF-8 without one"
            ),

            .attribute("01", at: 1, "a number has a zero in front; leave it out"),
            .attribute("-", at: 2, "a number needs a digit after its '-'"),
            .attribute("+1", at: 1, "'+' cannot begin a value"), .attribute(".5", at: 1, "'.' cannot begin a value"),
            .attribute("1.", at: 3, "a number needs a digit after its '.'"),
            .attribute("1e", at: 3, "a number needs a digit in its exponent"),
            .attribute("1e+", at: 4, "a number needs a digit in its exponent"),
            .attribute("0x1F", at: 2, "expected ',' or '}' after a member, found 'x'"),
            .attribute("1_000", at: 2, "expected ',' or '}' after a member, found '_'"),
            .attribute("١", at: 1, "the byte 0xD9 cannot begin a value"),
            .attribute("NaN", at: 1, "'N' cannot begin a value"),
            .attribute("Infinity", at: 1, "'I' cannot begin a value"),
            .attribute("-Infinity", at: 2, "a number needs a digit after its '-'"),
            .attribute("True", at: 1, "'T' cannot begin a value"), .attribute("'x'", at: 1, "''' cannot begin a value"),

            .attribute(#""\x41""#, at: 2, "a string holds an unknown escape, a backslash before 'x'"),
            .attribute(#""\u12""#, at: 6, "an escape \\u needs four hexadecimal digits"),
            .attribute(#""\ud83d""#, at: 2, "half of a surrogate pair stands alone"),
            .attribute(#""\ud83d\u0041""#, at: 2, "half of a surrogate pair stands alone"),
            .attribute(#""\ude92\ud83d""#, at: 2, "half of a surrogate pair stands alone"),
            .attribute("\"\t\"", at: 2, "a string holds a raw control character, …; write it as an escape like \\n"),

            .whole(
                #"{"incident":"fire","incident":"fire"}"#,
                #"the line is not valid JSON at byte 20: the name "incident" stands twice in one object"#),
            .whole(
                #"{"kind":"updated","k\u0069nd":"updated"}"#,
                #"the line is not valid JSON at byte 19: the name "kind" stands twice in one object"#),
            .attribute(#"{"":1,"":2}"#, at: 7, #"the name "" stands twice in one object"#),
            .attribute(#"[[{"b":1,"\u0062":2}]]"#, at: 10, #"the name "b" stands twice in one object"#),
            .attribute(#"{"é":1,"\u00e9":1}"#, at: 9, #"the name "é" stands twice in one object"#),
        ])

    /// Lines that break a limit, and bytes that are no text.
    static let limits = BadLines(
        name: "what is too long, too deep, or no UTF-8",
        rows: [
            .whole(
                line("fire", "x") + String(repeating: " ", count: 1024 * 1024),
                "the line is longer than 1 MiB; split what it says over several events"),
            .whole(
                line("fire", "x").replacing(
                    "\"x\"", with: "\"x\",\"detail\":\"\(String(repeating: "y", count: 262_144))\""),
                "body is 262,1… bytes long; at most 262,144 are allowed. Keep what is larger elsewhere, and link to it in 'media'"
            ),
            .attribute(nested(30), at: 30, "objects and arrays are nested deeper than 32"),
            .whole(
                String(repeating: "[", count: 100_000),
                "the line is not valid JSON at byte 33: objects and arrays are nested deeper than 32"),
            text(0xFF), text(0xC0, 0xAF), text(0xE2, 0x82), text(0xED, 0xA0, 0xBD), text(0xF4, 0x90, 0x80, 0x80),
            text(0xE9),
            BadLine(
                [0xFF, 0xFE, 0x7B, 0x00],
                "the line is not valid JSON at byte 1: the text is UTF-16; save it as UTF-8 without a byte order mark"
            ),
        ])

    /// A good line but for bytes in a string that are not UTF-8.
    private static func text(_ bytes: UInt8...) -> BadLine {
        let halves = line("fire", "a*b").utf8.split(separator: UInt8(ascii: "*"))
        return BadLine(
            Array(halves.joined(separator: bytes)),
            "the line is not valid JSON at byte 58: … not UTF-8; save the text as UTF-8")
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
}
