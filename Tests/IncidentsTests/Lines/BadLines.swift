/// Lines that are refused: the whole line, the field that the error names, and a part of what it says.
let badLines: [(line: String, field: String, part: String)] = [
    ("", "", "the line is not valid JSON at byte 1"),
    ("{", "", "the line is not valid JSON at byte 2"),
    ("[]", "", "the line must be a JSON object, not a list"),
    ("5", "", "not a number"),
    ("null", "", "not null"),
    ("\u{FEFF}{}", "", "byte order mark"),
    ("{} {}", "", "something follows"),
    (#"{'incident':"fire"}"#, "", "in quotation marks"),
    (#"{"incident":"fire","incident":"fire"}"#, "", "stands twice"),
    (#"{"incident":"fire","incid\u0065nt":"fire"}"#, "", "stands twice"),
    (line(#""attributes":{"a":[{"b":1,"\u0062":2}]}"#), "", "stands twice"),
    (line(#""attributes":{"a":"\ud800"}"#), "", "surrogate"),
    (line("\"attributes\":{\"a\":\"\t\"}"), "", "raw control character"),
    (line(#""attributes":{"a":01}"#), "", "zero in front"),
    (line(#""attributes":{"a":1.}"#), "", "digit after its '.'"),
    (line(#""attributes":{"a":+1}"#), "", "cannot begin a value"),
    (line(#""attributes":{"a":NaN}"#), "", "cannot begin a value"),
    (line(#""attributes":{"a":\#(nested(30))}"#), "", "nested deeper than 32"),

    ("{}", "incident", "is missing"),
    (#"{"incident":null,"kind":"reported","body":{"summary":"x"}}"#, "incident", "is missing; name the incident"),
    (#"{"incident":5}"#, "incident", "must be a string, not a number"),
    (#"{"incident":""}"#, "incident", "is empty"),
    (#"{"incident":"-x"}"#, "incident", "must begin with a letter or a digit"),
    (#"{"incident":"a b"}"#, "incident", "may hold only"),
    (#"{"incident":"köln"}"#, "incident", "may hold only"),
    (#"{"incident":"\#(String(repeating: "x", count: 129))"}"#, "incident", "is 129 bytes long; at most 128"),
    (#"{"incident":"fire","body":{"summary":"x"}}"#, "kind", "say reported, responded or updated"),
    (#"{"incident":"fire","kind":"Reported","body":{"summary":"x"}}"#, "kind", "did you mean 'reported'?"),
    (
        #"{"incident":"fire","kind":"deleted","body":{"summary":"x"}}"#, "kind",
        "allowed are reported, responded, updated"
    ),
    (#"{"incident":"fire","kind":1,"body":{"summary":"x"}}"#, "kind", "must be a string"),
    (#"{"incident":"fire","kind":"reported"}"#, "body", "is missing; say what happened"),
    (#"{"incident":"fire","kind":"reported","position":1,"body":null}"#, "body", "was redacted"),
    (#"{"incident":"fire","kind":"reported","body":[]}"#, "body", "must be an object, not a list"),
    (#"{"incident":"fire","kind":"reported","body":"x"}"#, "body", "must be an object"),
    (#"{"incident":"fire","kind":"reported","body":{}}"#, "body.summary", "is missing"),
    (#"{"incident":"fire","kind":"reported","body":{"summary":null}}"#, "body.summary", "is missing"),
    (#"{"incident":"fire","kind":"reported","body":{"summary":""}}"#, "body.summary", "is blank"),
    (#"{"incident":"fire","kind":"reported","body":{"summary":"\n\u00a0\u2060"}}"#, "body.summary", "is blank"),
    (
        #"{"incident":"fire","kind":"reported","body":{"summary":"\#(String(repeating: "ж", count: 1001))"}}"#,
        "body.summary", "is 1,001 characters long; at most 1,000"
    ),
    (line(#""detail":"\#(String(repeating: "x", count: 256 * 1024))""#), "body", "at most 262,144 are allowed"),
    (line("") + String(repeating: " ", count: 1024 * 1024), "", "at most 1,048,576 are allowed"),

    (line(envelope: #""when":"now""#), "", "the event has no field 'when'"),
    (line(envelope: #""summary":"x""#), "", "the event has no field 'summary'; it stands in the body"),
    (line(#""occurred":"2024""#), "body", "has no field 'occurred'; it stands beside the body, not in it"),
    (line(envelope: #""occured":"2024""#), "", "did you mean 'occurred'?"),
    (line(envelope: #""id":5"#), "id", "must be a string"),
    (line(envelope: #""id":" ""#), "id", "is blank"),
    (line(envelope: #""id":"\#(String(repeating: "x", count: 129))""#), "id", "at most 128"),
    (line(envelope: #""by":"""#), "by", "is blank"),
    (line(envelope: #""by":["desk"]"#), "by", "must be a string, not a list"),
    (line(envelope: #""by":"\#(String(repeating: "x", count: 129))""#), "by", "at most 128"),
    (line(envelope: #""tags":"unit:E39""#), "tags", "must be a list of tags"),
    (line(envelope: #""tags":[5]"#), "tags[0]", "must be a string"),
    (line(envelope: #""tags":["a:b",null]"#), "tags[1]", "not null"),
    (line(envelope: #""tags":["loose"]"#), "tags[0]", "key:value"),
    (line(envelope: #""tags":[":x"]"#), "tags[0]", "key:value"),
    (line(envelope: #""tags":["x:"]"#), "tags[0]", "key:value"),
    (line(envelope: #""tags":["a:\u0007"]"#), "tags[0]", "control character"),
    (line(envelope: #""tags":["a:\#(String(repeating: "x", count: 199))"]"#), "tags[0]", "at most 200"),
    (line(envelope: #""tags":["a:b","c:d","a:b"]"#), "tags[2]", "write each tag once"),
    (
        line(envelope: #""tags":[\#((1...17).map { #""a:\#($0)""# }.joined(separator: ","))]"#), "tags",
        "holds more than 16 tags"
    ),

    (line(envelope: #""published":5"#), "published", "must be a string"),
    (line(envelope: #""published":"yesterday""#), "published", "cannot be read"),
    (line(envelope: #""published":"2024-03-22T20:45""#), "published", "offset"),
    (line(envelope: #""published":"2024-03-22~""#), "published", "sign of doubt"),
    (line(envelope: #""published":"2024..2025""#), "published", "is not one moment"),
    (line(envelope: ##""published":"{\"after\":\"#1\",\"offset\":\"PT1M\"}""##), "published", "is not one moment"),
    (line(envelope: #""occurred":5"#), "occurred", "must be a string such as"),
    (line(envelope: #""occurred":[]"#), "occurred", "or an object such as"),
    (line(envelope: #""occurred":"""#), "occurred", "cannot be read"),
    (line(envelope: #""occurred":"sometime""#), "occurred", "cannot be read"),
    (line(envelope: #""occurred":"2024-13""#), "occurred", "cannot be read"),
    (line(envelope: #""occurred":"2024-02-30""#), "occurred", "cannot be read"),
    (line(envelope: #""occurred":"2024-03-22T20:45""#), "occurred", "offset"),
    (line(envelope: #""occurred":"..""#), "occurred", "no end at all"),
    (line(envelope: #""occurred":"2025..2024""#), "occurred", "ends before it begins"),
    (line(envelope: ##""occurred":"{\"after\":\"#1\",\"offset\":\"PT1M\"}""##), "occurred", "within a string"),
    (line(envelope: #""occurred":"2024..\#(String(repeating: "2", count: 507))""#), "occurred", "at most 512"),
    (line(envelope: #""occurred":{}"#), "occurred", "needs"),
    (line(envelope: ##""occurred":{"after":"#1"}"##), "occurred", "'offset'"),
    (line(envelope: #""occurred":{"offset":"PT5M"}"#), "occurred", "'after' or 'before'"),
    (line(envelope: #""occurred":{"after":"1","offset":"PT5M"}"#), "occurred", "does not name an event"),
    (line(envelope: ##""occurred":{"after":"#1","before":"#2","offset":"PT5M"}"##), "occurred", "both"),
    (line(envelope: ##""occurred":{"after":"#1","offset":"5m"}"##), "occurred", "must begin with P"),
    (
        line(envelope: ##""occurred":{"after":"#1","offset":"PT5M","bound":"roughly"}"##), "occurred",
        "; allowed are exactly, about"
    ),
    (line(envelope: ##""occurred":{"after":"#1","offset":"PT5M","unit":"min"}"##), "occurred", "has no field 'unit'"),
    (line(envelope: ##""occurred":{"after":"#1","offset":5}"##), "occurred", "must be a string"),
    (
        line(envelope: ##""occurred":{"after":"#1",\##(String(repeating: " ", count: 500))"offset":"PT5M"}"##),
        "occurred",
        "at most 512"
    ),
    (line(envelope: #""expectedRevision":-1"#), "expectedRevision", "0 or greater"),
    (line(envelope: #""expectedRevision":"3""#), "expectedRevision", "must be a whole number"),
    (line(envelope: #""expectedRevision":1.5"#), "expectedRevision", "cannot be '1.5'"),
    (line(envelope: #""expectedRevision":18446744073709551616"#), "expectedRevision", "cannot be"),
    (line(envelope: #""position":0"#), "position", "1 or greater"),
    (line(envelope: #""revision":"1""#), "revision", "must be a whole number"),
    (line(envelope: #""recorded":"x""#), "recorded", "cannot be read"),
]

/// A good line but for what is put in: members of the body behind the summary, or of the envelope.
func line(_ body: String = "", envelope: String = "") -> String {
    #"{"incident":"fire","kind":"reported"\#(envelope.isEmpty ? "" : "," + envelope),"body":{"summary":"x"\#(body.isEmpty ? "" : "," + body)}}"#
}

/// Lists within lists, so many deep.
func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
}
