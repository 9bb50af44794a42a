extension BadCalls {
    /// A call of `update` with flags of which one is bad event data.
    static func update(_ flags: [String], _ says: String) -> BadCall {
        BadCall(65, ["update", "fire", "x"] + flags, says)
    }

    private static let forms =
        "write a time such as 20:45, 'yesterday 14:00', '2024-03-22 20:45', 2024-03-22T20:45+03:00, now or -10m, and after "
        + "it ~ (about), ? (unsure) or % (both) where needed"

    /// `--at` and `--published`.
    static let times = BadCalls(
        name: "times of entries",
        rows: [
            update(["--at", ""], "--at cannot be read: the time is empty; \(forms)"),
            update(
                ["--at", "tomorrow"], "--at cannot be read: 'tomorrow' is not a time that Blotter can read; \(forms)"),
            update(["--at", "+10m"], "--at cannot be read: '+10m' is not a time …"),
            update(["--at", "8pm"], "--at cannot be read: '8pm' is not a time …"),
            update(["--at", "20:45\n"], "--at cannot be read: '20:45\\u{A}' is not a time …"),
            update(
                ["--at", "-5y"],
                "--at cannot be read: '-5y' is not a time ago; write such as -90s, -10m, -2h, -1d or -1h30m"),
            update(["--at", "--by"], "--at cannot be read: '--by' is not a time ago; …"),
            update(
                ["--at", "-999999w"], "--at cannot be read: … reaches back beyond the year 0000; write a shorter one"),
            update(["--at", "25:00"], "--at cannot be read: the time '25:00' names hour 25; hours go from 00 to 23"),
            update(
                ["--at", "20:60"], "--at cannot be read: the time '20:60' names minute 60; minutes go from 00 to 59"),
            update(["--at", "2024-02-30"], "--at cannot be read: … names day 30; 2024-02 has the days 01 to 29"),
            update(["--at", "~"], "--at cannot be read: the sign '~' stands without a time; write such as ~20:45, …"),
            update(
                ["--at", "~~20:45"], "--at cannot be read: … carries more than one sign; write one ~, such as ~20:45"),
            update(
                ["--at", "~20:45?"],
                "--at cannot be read: … carries a sign in front and another behind; write one of them"),
            update(
                ["--at", "21:00..20:00"],
                "--at cannot be read: the interval '21:00..20:00' ends before it begins; write the earlier time first, or "
                    + "'yesterday 21:00..20:00' where it goes over midnight"),
            update(
                ["--at", ".."],
                "--at cannot be read: the interval '..' has no end at all; write A..B, ..B or A.., or leave the time out"
            ),
            update(["--at", "{"], "--at cannot be read: the time '{' is not valid JSON at byte 2: …"),
            update(["--at", ##"{"after":"#1"}"##], "--at cannot be read: a relative time needs an 'offset'; …"),
            update(
                ["--at", ##"{"after":"#9","offset":"PT5M"}"##],
                "--at leads nowhere: fire#9 does not exist: fire ends at #2; …"),
            update(
                ["--at", "2024-03-31 02:30", "--zone", "Europe/Berlin"],
                "--at cannot be read: the time '2024-03-31 02:30' does not exist in Europe/Berlin: …; write the time that is meant, …"
            ),
            update(
                ["--published", "20:45..20:50"], "--published cannot be read: '20:45..20:50' is not one moment; write …"
            ),
            update(
                ["--published", "~20:45"], "--published cannot be read: … a sign of doubt, which has no meaning here; …"
            ),
            update(["--published", "soon"], "--published cannot be read: 'soon' is not a time …"),
        ])

    /// Flags that become fields of the body.
    static let fields = BadCalls(
        name: "fields of entries",
        rows: [
            update(["--title", ""], blank("--title")), update(["--source", "\t"], blank("--source")),
            update(["--origin", ""], blank("--origin")), update(["--place", ""], blank("--place")),
            update(["--unit", ""], blank("--unit")),
            update(["--unit", String(repeating: "E", count: 65)], "--unit is 65 bytes long; at most 64 are allowed"),
            update(
                ["--source-kind", "paper"],
                "--source-kind cannot be 'paper'; allowed are official, agency, outlet, eyewitness, video, social, sensor"
            ),
            update(["--source-kind", "Agency"], "--source-kind cannot be 'Agency'; did you mean 'agency'?"),
            update(["--grade", "B7"], "--grade cannot be 'B7'; write a letter from A (reliable) …, such as B2"),
            update(["--grade", ""], "--grade cannot be ''; write a letter from A (reliable) …, such as B2"),
            update(
                ["--url", "example.org"], "--url cannot be 'example.org': it has no scheme; write it whole, such as …"),
            update(["--url", "https://a b"], "--url cannot be 'https://a b': a link holds no blanks, …"),
            update(["--lat", "1"], "--lon is missing; a place has both 'lat' and 'lon', or neither"),
            update(["--lon", "1"], "--lat is missing; a place has both 'lat' and 'lon', or neither"),
            update(
                ["--lat", "-90.5", "--lon", "0"], "--lat cannot be '-90.5'; write degrees of latitude from -90 to 90"),
            update(
                ["--lat", "0", "--lon", "181"], "--lon cannot be '181'; write degrees of longitude from -180 to 180"),
            update(
                ["--lat", "5,5", "--lon", "0"],
                "--lat cannot be '5,5'; write degrees as a number, such as 55.826 or -0.1276"),
            update(["--lat", "", "--lon", "0"], "--lat cannot be ''; write degrees as a number, …"),
            update(["--lat", "nan", "--lon", "0"], "--lat cannot be 'nan'; write degrees as a number, …"),
            update(["--lat", "55°N", "--lon", "0"], "--lat cannot be '55°N'; write degrees as a number, …"),
            update(["--figure", "killed"], figure("killed", ";")),
            update(["--figure", "killed="], figure("killed=", ";")),
            update(["--figure", "=5"], figure("=5", ": nothing says what is counted;")),
            update(["--figure", "killed=-5"], figure("killed=-5", ";")),
            update(["--figure", "killed=4O"], figure("killed=4O", ";")),
            update(["--figure", "killed=40-60"], figure("killed=40-60", ";")),
            update(["--figure", "killed=.."], figure("killed=..", ";")),
            update(["--figure", "killed=60..40"], figure("killed=60..40", ": the lower number comes first;")),
            update(["--figure", "killed=9223372036854775808"], figure("killed=9223372036854775808", ";")),
            update(["--figure", "injured=5", "--figure", "x"], figure("x", ";")),
            update(
                ["--status", "burning"],
                "--status cannot be 'burning'; allowed are open, active, contained, resolved, closed, reopened"),
            update(["--status", "onscene"], "--status cannot be 'onscene', which is how a unit stands…--unit…"),
            update(
                ["--unit", "E1", "--status", "flying"],
                "--status cannot be 'flying'; allowed are for the unit dispatched, …, for the incident open, …, reopened"
            ),
            update(["--severity", "severe"], "--severity cannot be 'severe'; did you mean 'Severe'?"),
            update(
                ["--severity", ""], "--severity cannot be ''; allowed are Extreme, Severe, Moderate, Minor, Unknown"),
        ])

    /// What is said of a flag whose value is blank.
    static func blank(_ flag: String) -> String { "\(flag) is blank; give it a value or leave it out" }

    private static func figure(_ value: String, _ reason: String) -> String {
        "--figure cannot be '\(value)'\(reason) write such as killed=40, killed=40..60, killed=..60, killed=40.. or "
            + "killed=dozens"
    }
}
