extension BadLines {
    /// Figures, which must agree with themselves.
    static let figures = BadLines(
        name: "figures",
        rows: [
            .body(#""figures":{"killed":40}"#, "body.figures must be a list of figures, not an object"),
            .body(#""figures":[40]"#, "body.figures[0] must be an object, not a number"),
            .figure(#""best":40"#, ".measure is missing; …"), .figure(#""measure":"""#, ".measure is blank; …"),
            .figure(#""measure":"killed""#, " tells no number; …"),
            .figure(#""measure":"killed","best":-1"#, ".best cannot be '-1'; write a whole number from 0 to …"),
            .figure(#""measure":"killed","best":1.5"#, ".best cannot be '1.5'; write a whole number from 0 to …"),
            .figure(#""measure":"killed","best":"40""#, ".best must be a whole number, not a string"),
            .figure(#""measure":"killed","low":1e400"#, ".low cannot be '1e400'; write a whole number from 0 to …"),
            .figure(#""measure":"killed","high":9223372036854775808"#, ".high cannot be '9223372036854775808'; …"),
            .figure(#""measure":"killed","low":60,"high":40"#, ".low is 60, more than 'high', 40…"),
            .figure(#""measure":"killed","low":41,"best":40"#, ".low is 41, more than 'best', 40…"),
            .figure(#""measure":"killed","best":41,"high":40"#, ".best is 41, more than 'high', 40…"),
            .figure(#""measure":"killed","words":" ""#, ".words is blank; …"),
            .figure(#""measure":"killed","count":40"#, " has no field 'count'…"),
        ])

    /// Relations that are wrong in themselves.
    static let relations = BadLines(
        name: "relations",
        rows: [
            .body(##""relation":"corrects #1""##, "body.relation must be an object, not a string"),
            .body(
                #""relation":{}"#,
                "body.relation.type is missing; say one of corrects, revises, retracts, confirms, disputes, respondsTo, "
                    + "duplicates, belongsTo, mergesInto"),
            .relation("fixes", "#1", ".type cannot be 'fixes'; allowed are corrects, revises, retracts, confirms, …"),
            .relation("Corrects", "#1", ".type cannot be 'Corrects'; did you mean 'corrects'?"),
            .body(
                #""relation":{"type":"revises"}"#,
                "body.relation.target is missing; name the event, such as #3 or other-id#3"),
            .body(#""relation":{"type":"mergesInto"}"#, "body.relation.target is missing; name the incident"),
            .body(#""relation":{"type":"revises","target":1}"#, "body.relation.target must be a string, not a number"),
            .relation(
                "revises", "1", ".target is not an event: '1' does not name an event; write #3 for …, or other-id#3"),
            .relation("revises", "@1", ".target is not an event: '@1' does not name an event; …"),
            .relation("revises", "fire", ".target is not an event: 'fire' does not name an event; …"),
            .relation("revises", "#0", ".target is not an event: '#0' does not name an event; …"),
            .relation("revises", "#01", ".target is not an event: '#01' does not name an event; …"),
            .relation("revises", "#-1", ".target is not an event: '#-1' does not name an event; …"),
            .relation("revises", "a b#1", ".target is not an event: …: the incident id may hold …"),
            .relation(
                "belongsTo", "flood#1", ".target cannot be 'flood#1': belongsTo names a whole incident, such as …"),
            .relation(
                "mergesInto", "fire", ".target names the incident of the event itself; mergesInto names another one"),
            .relation("corrects", "#1", ".reason is missing; whoever corrects an event must say why"),
            .relation("retracts", "#1", ".reason is missing; whoever retracts an event must say why"),
            .relation("disputes", "#1", ".reason is missing; whoever disputes an event must say why"),
            .body(##""relation":{"type":"corrects","target":"#1","reason":" "}"##, "body.relation.reason is blank; …"),
            .body(
                ##""relation":{"type":"revises","target":"#1","why":"x"}"##,
                "body.relation has no field 'why'; allowed are type, target, reason"),
            .body(
                ##""relation":[{"type":"revises","target":"#1"},{"type":"revises","target":"fire#1"}]"##,
                "body.relation[1] says the same as [0]: revises fire#1; say it once"),
            .body(
                #""relation":[\#((1...9).map { ##"{"type":"confirms","target":"#\##($0)"}"## }.joined(separator: ","))]"#,
                "body.relation holds more than 8 relations; at most 8 are allowed"),
        ])

    /// What only the log can know to be wrong.
    static let targets = BadLines(
        name: "targets that do not exist", areBadThemselves: false,
        rows: [
            .relation(
                "revises", "#3",
                ".target leads nowhere: fire#3 does not exist: fire ends at #2; only earlier events can be referred to"),
            .relation("revises", "flood#2", ".target leads nowhere: flood#2 does not exist: flood ends at #1; …"),
            .relation(
                "revises", "#18446744073709551615", ".target leads nowhere: … does not exist: fire ends at #2; …"),
            .relation(
                "respondsTo", "quake#1",
                ".target leads nowhere: quake#1 does not exist: there is no incident 'quake'; …"),
            .relation(
                "belongsTo", "quake", ".target leads nowhere: quake does not exist: there is no incident 'quake'; …"),
            .body(
                ##""relation":[{"type":"confirms","target":"#1"},{"type":"confirms","target":"#9"}]"##,
                "body.relation[1].target leads nowhere: fire#9 does not exist: …"),
            .body(##""relation":[{"type":"confirms","target":"#9"}]"##, "body.relation[0].target leads nowhere: …"),
            .occurred(##"{"after":"#3","offset":"PT5M"}"##, "leads nowhere: fire#3 does not exist: fire ends at #2; …"),
            .occurred(
                ##"{"before":"quake#1","offset":"PT5M"}"##,
                "leads nowhere: quake#1 does not exist: there is no incident 'quake'; …"),
        ])

    /// Corrections that would close a circle of times, which are looked for before the log is asked to append.
    static let circles = BadLines(
        name: "circles", areBadThemselves: false,
        rows: [
            .correction(
                "#1", after: "#1", "hangs on #1, whose time this event corrects; give the correction a time of its own"),
            .correction("#1", after: "#2", "hangs on #2…; give the correction a time of its own"),
        ])

    /// What is in conflict with what others have written.
    static let conflicts = BadLines(
        name: "conflicts", status: 75, areBadThemselves: false,
        rows: [
            .beside(
                #""expectedRevision":1"#,
                "fire is at #2 now, not at the expected revision 1; read what is new, then try again"),
            .beside(#""expectedRevision":0"#, "fire is at #2 now, not at the expected revision 0; …"),
            .beside(
                #""expectedRevision":3"#,
                "fire is at #2 now, not at the expected revision 3, which it has not reached; …"),
            .whole(
                line("quake", "x", #","expectedRevision":1"#),
                "quake does not exist yet, not at the expected revision 1; …"),
            .whole(
                line("flood", "Water falls", #","id":"first""#),
                "flood already has an event with the id 'first' and other content, at #1; give the new event an id of its own"
            ),
            .whole(
                line("flood", "Water rises", #","id":"first""#, kind: "updated"),
                "flood already has an event with the id 'first' …"),
            .whole(
                line("flood", "Water rises", #","id":"first","tags":["a:b"]"#),
                "flood already has an event with the id 'first' …"),
            .whole(
                line("flood", "Water rises", #","id":"first","occurred":"2024""#),
                "flood already has an event with the id 'first' …"),
            .whole(
                line("flood", "Water rises", #","id":"first","by":"other""#),
                "flood already has an event with the id 'first' …"),
        ])
}

extension BadLine {
    fileprivate static func figure(_ members: String, _ says: String) -> BadLine {
        body(#""figures":[{\#(members)}]"#, "body.figures[0]\(says)")
    }

    fileprivate static func relation(_ type: String, _ target: String, _ says: String) -> BadLine {
        body(#""relation":{"type":"\#(type)","target":"\#(target)"}"#, "body.relation\(says)")
    }

    fileprivate static func correction(_ target: String, after anchor: String, _ says: String) -> BadLine {
        whole(
            ##"{"incident":"fire","kind":"updated","occurred":{"after":"\##(anchor)","offset":"PT1M"},"body":{"summary":"x","relation":{"type":"corrects","target":"\##(target)","reason":"r"}}}"##,
            "occurred would close a circle: it \(says)")
    }
}
