extension BadLines {
    /// What stands beside the body, but for the times.
    static let envelopes = BadLines(
        name: "what stands beside the body",
        rows: [
            .whole("{}", "incident is missing; name the incident, such as harbour-fire"),
            .whole(#"{"incident":null}"#, "incident is missing; name the incident, such as harbour-fire"),
            .whole(#"{"incident":["fire"]}"#, "incident must be a string, not a list"),
            .whole(#"{"incident":""}"#, "incident is empty; name an incident, such as harbour-fire"),
            .whole(#"{"incident":" "}"#, "incident ' ' must begin with a letter or a digit"),
            .whole(#"{"incident":".."}"#, "incident '..' must begin with a letter or a digit"),
            .whole(#"{"incident":"fire#1"}"#, "incident 'fire#1' may hold only the characters A-Z a-z 0-9 . _ : @ ~ -"),
            .whole(#"{"incident":"a\u001b[2J"}"#, "incident 'a\\u{1B}[2J' may hold only the characters …"),
            .whole(
                #"{"incident":"\#(String(repeating: "x", count: 129))"}"#,
                "incident is 129 bytes long; at most 128 are allowed"),
            .whole(
                #"{"incident":"fire","body":{"summary":"x"}}"#, "kind is missing; say reported, responded or updated"),
            .whole(
                #"{"incident":"fire","kind":"","body":{}}"#,
                "kind cannot be ''; allowed are reported, responded, updated"),
            .whole(#"{"incident":"fire","kind":"report"}"#, "kind cannot be 'report'; did you mean 'reported'?"),
            .whole(#"{"incident":"fire","kind":"Updated"}"#, "kind cannot be 'Updated'; did you mean 'updated'?"),
            .whole(
                #"{"incident":"fire","kind":"deleted"}"#,
                "kind cannot be 'deleted'; allowed are reported, responded, updated"),
            .whole(#"{"incident":"fire","kind":1}"#, "kind must be a string, not a number"),
            .whole(
                #"{"incident":"fire","kind":"updated"}"#,
                #"body is missing; say what happened, such as {"summary":"…"}"#),
            .whole(
                #"{"incident":"fire","kind":"updated","revision":1,"body":null}"#,
                "body is missing; an event whose body was redacted cannot be appended again"),
            .whole(#"{"incident":"fire","kind":"updated","body":"x"}"#, "body must be an object, not a string"),
            .whole(
                #"{"incident":"fire","kind":"updated","summary":"x"}"#,
                "the event has no field 'summary'; it stands in the body"),
            .beside(#""Incident":"fire""#, "the event has no field 'Incident'; did you mean 'incident'?"),
            .beside(
                #""expectRevision":2"#, "the event has no field 'expectRevision'; did you mean 'expectedRevision'?"),
            .beside(#""zzz":null"#, "the event has no field 'zzz'"),
            .beside(#""\u202e":1"#, "the event has no field '\\u{202E}'"),

            .beside(#""id":"""#, "id is blank; give it a value or leave it out"),
            .beside(#""id":"\u200b""#, "id is blank; give it a value or leave it out"),
            .beside(#""id":7"#, "id must be a string, not a number"),
            .beside(#""id":"\#(String(repeating: "é", count: 65))""#, "id is 130 bytes long; at most 128 are allowed"),
            .beside(#""by":" ""#, "by is blank; give it a value or leave it out"),
            .beside(#""by":{"name":"desk"}"#, "by must be a string, not an object"),
            .beside(#""by":"\#(String(repeating: "x", count: 129))""#, "by is 129 bytes long; at most 128 are allowed"),

            .beside(#""tags":"unit:E39""#, "tags must be a list of tags, not a string"),
            .beside(#""tags":{"unit":"E39"}"#, "tags must be a list of tags, not an object"),
            .beside(#""tags":["unit:E39",39]"#, "tags[1] must be a string, not a number"),
            .beside(#""tags":["E39"]"#, "tags[0] 'E39' must have the form key:value, such as unit:E39"),
            .beside(#""tags":[":"]"#, "tags[0] ':' must have the form key:value, such as unit:E39"),
            .beside(#""tags":["unit:"]"#, "tags[0] 'unit:' must have the form key:value, such as unit:E39"),
            .beside(#""tags":["unit:E\u001f"]"#, "tags[0] holds a control character; take it out"),
            .beside(#""tags":["unit:E\u0085"]"#, "tags[0] holds a control character; take it out"),
            .beside(
                #""tags":["unit:\#(String(repeating: "E", count: 196))"]"#,
                "tags[0] is 201 bytes long; at most 200 are allowed"),
            .beside(#""tags":["unit:E39","unit:E39"]"#, "tags[1] is 'unit:E39' again; write each tag once"),
            .beside(
                #""tags":[\#((1...17).map { "\"unit:E\($0)\"" }.joined(separator: ","))]"#,
                "tags holds more than 16 tags; at most 16 are allowed"),

            .beside(#""expectedRevision":-1"#, "expectedRevision cannot be '-1'; write a whole number, 0 or greater"),
            .beside(#""expectedRevision":2.0"#, "expectedRevision cannot be '2.0'; write a whole number, 0 or greater"),
            .beside(##""expectedRevision":"#2""##, "expectedRevision must be a whole number, not a string"),
            .beside(
                #""expectedRevision":18446744073709551616"#,
                "expectedRevision cannot be '18446744073709551616'; write a whole number, 0 or greater"),
            .beside(#""position":0"#, "position cannot be '0'; write a whole number, 1 or greater"),
            .beside(#""position":"@7""#, "position must be a whole number, not a string"),
            .beside(#""revision":0"#, "revision cannot be '0'; write a whole number, 1 or greater"),
            .beside(#""recorded":1711140000"#, "recorded must be a string, not a number"),
            .beside(
                #""recorded":"2024-03-22T20:45""#,
                "recorded cannot be read: …offset from UTC; add Z, or an offset such as +03:00"),
        ])
}
