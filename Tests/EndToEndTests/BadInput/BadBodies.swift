extension BadLines {
    /// Texts of the body, and fields that it does not have.
    static let texts = BadLines(
        name: "texts of the body, and unknown fields",
        rows: [
            .whole(
                #"{"incident":"fire","kind":"updated","body":{}}"#,
                "body.summary is missing; say in one line what the event is about"),
            .whole(#"{"incident":"fire","kind":"updated","body":{"summary":""}}"#, blank("summary")),
            .whole(#"{"incident":"fire","kind":"updated","body":{"summary":" \n\u200b"}}"#, blank("summary")),
            .whole(
                #"{"incident":"fire","kind":"updated","body":{"summary":["x"]}}"#,
                "body.summary must be a string, not a list"),
            .whole(
                line("fire", String(repeating: "🚒", count: 1001)),
                "body.summary is 1,001 characters long; at most 1,000 are allowed. What is longer goes into 'detail'"),
            .body(#""title":"""#, blank("title")), .body(#""title":0"#, "body.title must be a string, not a number"),
            .body(#""detail":["x"]"#, "body.detail must be a string, not a list"),
            .body(
                #""lang":"english (us)""#,
                "body.lang cannot be 'english (us)'; write a BCP 47 language tag, such as en, ru or zh-Hant-TW"),
            .body(#""lang":"""#, "body.lang cannot be ''; write a BCP 47 language tag, …"),
            .body(
                #""sumary":"x""#,
                "body has no field 'sumary'; did you mean 'summary'? What is free goes into 'attributes'"),
            .body(#""colour":"red""#, "body has no field 'colour'. What is free goes into 'attributes'"),
            .body(#""Severity":"Minor""#, "body has no field 'Severity'; did you mean 'severity'? …"),
            .body(#""occurred":"2024""#, "body has no field 'occurred'; it stands beside the body, not in it"),
            .body(#""tags":["a:b"]"#, "body has no field 'tags'; it stands beside the body, not in it"),
            .body(#""attributes":[1]"#, "body.attributes must be an object, not a list"),
            .body(#""exercise":"yes""#, "body.exercise must be true or false, not a string"),
            .body(#""exercise":1"#, "body.exercise must be true or false, not a number"),
        ])

    /// Objects of the body, but for figures and relations.
    static let parts = BadLines(
        name: "objects of the body",
        rows: [
            .body(#""source":"TASS""#, "body.source must be an object, not a string"),
            .body(#""source":{"name":" "}"#, blank("source.name")),
            .body(#""source":{"title":"TASS"}"#, "body.source has no field 'title'…"),
            .body(#""source":{"origin":""}"#, blank("source.origin")),
            .body(
                #""source":{"url":"tass.ru"}"#,
                "body.source.url cannot be 'tass.ru': it has no scheme; write it whole, such as https://example.org/a"),
            .body(
                #""source":{"url":"javascript:alert(1)"}"#,
                "body.source.url cannot be 'javascript:alert(1)': …; link to a place instead"),
            .body(
                #""source":{"url":"https://a/\u202e"}"#,
                "body.source.url cannot be 'https://a/\\u{202E}': …invisible marks; …"),
            .body(#""source":{"grade":"B7"}"#, grade("B7")), .body(#""source":{"grade":"b2"}"#, grade("b2")),
            .body(#""source":{"grade":"2B"}"#, grade("2B")), .body(#""source":{"grade":"B"}"#, grade("B")),
            .body(#""source":{"grade":""}"#, grade("")),
            .body(#""source":{"grade":2}"#, "body.source.grade must be a string, not a number"),

            .body(#""place":[55.8,37.4]"#, "body.place must be an object, not a list"),
            .body(#""place":{"name":""}"#, blank("place.name")),
            .body(#""place":{"lat":55.8}"#, "body.place.lon is missing; a place has both…"),
            .body(#""place":{"lon":37.4}"#, "body.place.lat is missing; a place has both…"),
            .body(
                #""place":{"lat":90.1,"lon":0}"#,
                "body.place.lat cannot be '90.1'; write degrees of latitude from -90 to 90"),
            .body(
                #""place":{"lat":-1e9,"lon":0}"#,
                "body.place.lat cannot be '-1e9'; write degrees of latitude from -90 to 90"),
            .body(
                #""place":{"lat":0,"lon":-180.1}"#,
                "body.place.lon cannot be '-180.1'; write degrees of longitude from -180 to 180"),
            .body(
                #""place":{"lat":0,"lon":1e400}"#,
                "body.place.lon cannot be '1e400'; write degrees of longitude from -180 to 180"),
            .body(#""place":{"lat":"55.8","lon":"37.4"}"#, "body.place.lat must be a number, not a string"),
            .body(#""place":{"radius":-1}"#, "body.place.radius cannot be '-1'; …in metres, 0 or more"),
            .body(#""place":{"radius":"1 km"}"#, "body.place.radius must be a number, not a string"),

            .body(#""claim":{"by":"x"}"#, "body.claim.what is missing; …"),
            .body(#""claim":{"what":""}"#, blank("claim.what")),
            .body(#""claim":{"what":"motive","by":" "}"#, blank("claim.by")),
            .body(#""unit":"E39""#, "body.unit must be an object, not a string"),
            .body(#""unit":{"status":"onscene"}"#, "body.unit.id is missing; name the unit, such as E39"),
            .body(#""unit":{"id":""}"#, blank("unit.id")),
            .body(
                #""unit":{"id":"\#(String(repeating: "E", count: 65))"}"#,
                "body.unit.id is 65 bytes long; at most 64 are allowed"),
            .body(#""decision":{"grounds":"x"}"#, "body.decision.what is missing; …"),
            .body(
                #""decision":{"what":"x","options":"y"}"#,
                "body.decision.options must be a list of options, not a string"),
            .body(#""decision":{"what":"x","options":["y"," "]}"#, blank("decision.options[1]")),
            .body(#""media":{"url":"https://a/b"}"#, "body.media must be a list of links, not an object"),
            .body(#""media":[{"sha256":"00"}]"#, "body.media[0].…"),
            .body(
                #""media":[{"url":"https://a/b","sha256":"XYZ"}]"#,
                "body.media[0].sha256 cannot be 'XYZ'; …64 hexadecimal digits…"),
        ])

    private static func blank(_ field: String) -> String { "body.\(field) is blank; give it a value or leave it out" }

    private static func grade(_ text: String) -> String {
        "body.source.grade cannot be '\(text)'; write a letter from A (reliable) to F (cannot be judged) and a digit from 1 "
            + "(confirmed) to 6 (cannot be judged), such as B2"
    }
}
