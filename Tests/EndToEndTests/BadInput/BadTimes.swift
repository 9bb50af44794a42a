extension BadLines {
    private static let forms =
        "write a year, month, date or time such as 2024, 2024-03, 2024-03-22 or 2024-03-22T20:45+03:00, and after it ~ "
        + "(about), ? (unsure) or % (both) where needed"
    private static let durations = "such as PT75M, P1DT2H, P2W or PT1.5S"

    /// `occurred` as a string.
    static let points = BadLines(
        name: "occurred as a string",
        rows: [
            .occurred("2024", "must be a string such as … or an object such as …, not a number"),
            .occurred("true", "must be a string such as … or an object such as …, not true or false"),
            .occurred(#"["2024"]"#, "must be a string such as … or an object such as …, not a list"),
            .occurred(#""""#, "cannot be read: the time is empty; \(forms)"),
            .occurred(#""soon""#, "cannot be read: 'soon' is not a time that Blotter can read; \(forms)"),
            .occurred(#""now""#, "cannot be read: 'now' is not a time …"),
            .occurred(#""20:45""#, "cannot be read: '20:45' is not a time …"),
            .occurred(#""-10m""#, "cannot be read: '-10m' is not a time …"),
            .occurred(#""22.03.2024""#, "cannot be read: '22.03.2024' is not a time …"),
            .occurred(#""03/22/2024""#, "cannot be read: '03/22/2024' is not a time …"),
            .occurred(#""20240322T2045Z""#, "cannot be read: '20240322T2045Z' is not a time …"),
            .occurred(#"" 2024""#, "cannot be read: ' 2024' is not a time …"),
            .occurred(#""24""#, "cannot be read: '24' is not a time …"),
            .occurred(#""12024""#, "cannot be read: '12024' is not a time …"),
            .occurred(#""-0001""#, "cannot be read: '-0001' is not a time …"),
            .occurred(#""2024-W12""#, "cannot be read: the time '2024-W12' needs two digits for the month, such as 03"),
            .occurred(#""2024-00""#, "cannot be read: the time '2024-00' names month 00; months go from 01 to 12"),
            .occurred(#""2024-13""#, "cannot be read: the time '2024-13' names month 13; months go from 01 to 12"),
            .occurred(
                #""2023-02-29""#, "cannot be read: the time '2023-02-29' names day 29; 2023-02 has the days 01 to 28"),
            .occurred(
                #""2024-03-22T20:45""#,
                "cannot be read: the time '2024-03-22T20:45' needs its offset from UTC; add Z, or an offset such as +03:00"
            ),
            .occurred(#""2024-03-22 20:45Z""#, "cannot be read: '2024-03-22 20:45Z' is not a time …"),
            .occurred(
                #""2024-03-22TZ""#,
                "cannot be read: the time '2024-03-22TZ' needs a time of day of two digits each, such as 09:05 or 20:45:10"
            ),
            .occurred(#""2024-03-22T24:00Z""#, "cannot be read: … names hour 24; write 00:00 of the next day"),
            .occurred(#""2024-03-22T25:00Z""#, "cannot be read: … names hour 25; hours go from 00 to 23"),
            .occurred(#""2024-03-22T20:60Z""#, "cannot be read: … names minute 60; minutes go from 00 to 59"),
            .occurred(#""2024-03-22T20:45:61Z""#, "cannot be read: … names second 61; seconds go from 00 to 59"),
            .occurred(#""2024-03-22T20:45:60Z""#, "cannot be read: … names second 60, which only a leap second has…"),
            .occurred(
                #""2024-03-22T20:45:10.0123456789Z""#,
                "cannot be read: … has 10 digits of a second's fraction; 1 to 9 are allowed"),
            .occurred(
                #""2024-03-22T20:45+3""#,
                "cannot be read: … needs its offset from UTC as hours and minutes, such as +03:00"),
            .occurred(#""2024-03-22T20:45+24:00""#, "cannot be read: … has an offset of 24:00; offsets go up to 23:59"),
            .occurred(#""2024-03-22T20:45 MSK""#, "cannot be read: '2024-03-22T20:45 MSK' is not a time …"),
            .occurred(#""2024-03:00""#, "cannot be read: the time '2024-03:00' is unclear: …"),
            .occurred(#""0000-01-01T00:00+00:01""#, "cannot be read: … reaches beyond the years 0000 to 9999 in UTC…"),
            .occurred(#""2024~?""#, "cannot be read: the time '2024~?' carries more than one sign; write one of …"),
            .occurred(#""~2024""#, "cannot be read: '~2024' is not a time …"),
            .occurred(
                #""..""#,
                "cannot be read: the interval '..' has no end at all; write A..B, ..B or A.., or leave the time out"),
            .occurred(
                #""2025..2024""#,
                "cannot be read: the interval '2025..2024' ends before it begins; write the earlier time first"),
            .occurred(#""2024..2025..2026""#, "cannot be read: '2025..2026' is not a time …"),
            .occurred(#""2024/2025""#, "cannot be read: '2024/2025' is not a time …"),
            .occurred(
                ##""{\"after\":\"#1\",\"offset\":\"PT5M\"}""##,
                "is an object within a string; write the object itself, …"),
            .occurred("\"..\(String(repeating: "2", count: 511))\"", "is 513 bytes long; at most 512 are allowed"),
        ])

    /// `occurred` as an object, relative to another event.
    static let relativeTimes = BadLines(
        name: "occurred as an object",
        rows: [
            .occurred(
                "{}", "cannot be read: a relative time needs an 'offset'; say how far it lies from its anchor, …"),
            .occurred(##"{"after":"#1"}"##, "cannot be read: a relative time needs an 'offset'; …"),
            .occurred(
                #"{"offset":"PT5M"}"#,
                "cannot be read: a relative time needs 'after' or 'before'; name the event on which it hangs, …"),
            .occurred(
                ##"{"after":"#1","before":"#2","offset":"PT5M"}"##,
                "cannot be read: a relative time cannot be both 'after' and 'before'; keep one …"),
            .occurred(
                ##"{"after":"#1","ofset":"PT5M"}"##,
                "cannot be read: a relative time has no field 'ofset'; did you mean 'offset'?"),
            .occurred(
                ##"{"after":1,"offset":"PT5M"}"##,
                "cannot be read: the field 'after' of a relative time must be a string, …"),
            .occurred(
                ##"{"after":"#1","offset":300}"##,
                "cannot be read: the field 'offset' of a relative time must be a string, …"),
            .occurred(
                ##"{"after":"1","offset":"PT5M"}"##,
                "cannot be read: '1' does not name an event; write #3 for …, or other-id#3"),
            .occurred(##"{"after":"#0","offset":"PT5M"}"##, "cannot be read: '#0' does not name an event; …"),
            .occurred(
                ##"{"after":"-#1","offset":"PT5M"}"##,
                "cannot be read: '-#1' does not name an event: the incident id may hold …"),
            .occurred(
                ##"{"after":"#18446744073709551616","offset":"PT5M"}"##, "cannot be read: … does not name an event; …"),
            .occurred(
                ##"{"after":"#1","offset":""}"##, "cannot be read: the duration '' must begin with P, \(durations)"),
            .occurred(
                ##"{"after":"#1","offset":"5m"}"##, "cannot be read: the duration '5m' must begin with P, \(durations)"),
            .occurred(
                ##"{"after":"#1","offset":"-PT5M"}"##,
                "cannot be read: … must begin with P, \(durations); for a time before, say before"),
            .occurred(
                ##"{"after":"#1","offset":"P"}"##, "cannot be read: the duration 'P' names no length, \(durations)"),
            .occurred(##"{"after":"#1","offset":"PT"}"##, "cannot be read: the duration 'PT' ends after its T; …"),
            .occurred(
                ##"{"after":"#1","offset":"P1M"}"##,
                "cannot be read: … counts in months or years, whose length varies; give weeks, …"),
            .occurred(
                ##"{"after":"#1","offset":"PT5"}"##,
                "cannot be read: the duration 'PT5' must name weeks W and days D, then …"),
            .occurred(
                ##"{"after":"#1","offset":"PT1.5H5M"}"##,
                "cannot be read: … may have a fraction only in its smallest unit, \(durations)"),
            .occurred(
                ##"{"after":"#1","offset":"PT99999999999999999M"}"##,
                "cannot be read: … needs a number of at most 15 digits before each unit, …"),
            .occurred(
                ##"{"after":"#1","offset":"P999999999D"}"##,
                "cannot be read: … is longer than 10,000 years; name a shorter one"),
            .occurred(
                ##"{"after":"#1","offset":"PT5M","bound":"atleast"}"##,
                "cannot be read: … cannot be 'atleast'; did you mean 'atLeast'?"),
            .occurred(
                ##"{"after":"#1","offset":"PT5M","bound":"roughly"}"##,
                "cannot be read: … cannot be 'roughly'; allowed are exactly, about, atLeast, atMost"),
            .occurred(
                ##"{"after":"#1",\##(String(repeating: " ", count: 512))"offset":"PT5M"}"##,
                "is 542 bytes long; at most 512 are allowed"),
        ])

    /// `published`, which is one moment.
    static let published = BadLines(
        name: "published",
        rows: [
            .beside(#""published":1711140000"#, "published must be a string, not a number"),
            .beside(##""published":{"after":"#1","offset":"PT5M"}"##, "published must be a string, not an object"),
            .beside(#""published":"""#, "published cannot be read: the time is empty; \(forms)"),
            .beside(#""published":"today""#, "published cannot be read: 'today' is not a time …"),
            .beside(#""published":"2024-03-22T20:45""#, "published cannot be read: … needs its offset from UTC; …"),
            .beside(
                #""published":"2024-03-22?""#,
                "published cannot be read: the sign of doubt behind '2024-03-22?' has no meaning here; leave it out"),
            .beside(
                #""published":"2024..""#,
                "published cannot be read: '2024..' is not one moment; write a time such as 2024-03-22T20:45+03:00"),
        ])
}
