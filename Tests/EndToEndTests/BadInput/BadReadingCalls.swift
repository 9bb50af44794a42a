extension BadCalls {
    static let timeline = BadCalls(
        name: "timeline",
        rows: looks("timeline") + [
            .usage(["timeline", "fire", "--limit", "5"], "unknown option '--limit'"),
            BadCall(
                64, ["timeline", "fire", "--from", "20:45~"], "--from: the moment '20:45~' carries a sign of doubt, …"),
            BadCall(64, ["timeline", "fire", "--from", ""], "--from: the time is empty; …"),
            BadCall(64, ["timeline", "fire", "--to", "..2024"], "--to: '..2024' is not one moment; write …"),
            BadCall(
                64, ["timeline", "fire", "--from", "2025", "--to", "2024"],
                "--to lies before --from; give the earlier time to --from"),
        ])

    static let snapshot = BadCalls(
        name: "snapshot",
        rows: looks("snapshot") + [
            .usage(["snapshot", "fire", "--from", "2024"], "unknown option '--from'…")
        ])

    /// What commands have in common that show one incident.
    private static func looks(_ command: String) -> [BadCall] {
        [
            .usage([command], "missing expected argument '<incident>'"),
            .usage([command, "fire", "flood"], "unexpected argument 'flood'"),
            BadCall(64, [command, ""], "incident is empty; name an incident, such as harbour-fire"),
            BadCall(64, [command, "fire#1"], "incident 'fire#1' may hold only the characters A-Z a-z 0-9 . _ : @ ~ -"),
            BadCall(
                64, [command, String(repeating: "x", count: 129)], "incident is 129 bytes long; at most 128 are allowed"
            ),
            BadCall(66, [command, "flod"], "there is no incident 'flod'; did you mean flood?"),
            BadCall(66, [command, "quake"], "there is no incident 'quake'; `blotter incidents` lists what there is"),
            .usage(
                [command, "fire", "--as-of"],
                "missing value for '--as-of <time>'; one that begins with a hyphen is written …"),
            BadCall(
                64, [command, "fire", "--as-of", "2024-13"],
                "--as-of: the time '2024-13' names month 13; months go from 01 to 12"),
            BadCall(64, [command, "fire", "--as-of", "-1"], "--as-of: '-1' is not a time ago; write such as -90s, …"),
            BadCall(
                64, [command, "fire", "--as-of", "20:45?"],
                "--as-of: … carries a sign of doubt, which has no meaning here; …"),
            BadCall(
                64, [command, "fire", "--as-of", ##"{"after":"#1","offset":"PT5M"}"##],
                "--as-of: … is not one moment; write …"),
            BadCall(
                66, [command, "fire", "--as-of", "#3"], "--as-of: fire#3 does not exist: fire ends at #2"),
            BadCall(66, [command, "fire", "--as-of", "flod#1"], "there is no incident 'flod'; did you mean flood?"),
            BadCall(66, [command, "fire", "--as-of", "@4"], "--as-of: @4 does not exist: the log ends at @3"),
            BadCall(64, [command, "fire", "--as-of", "#"], "--as-of: '#' does not name an event; write #3 for …"),
            BadCall(64, [command, "fire", "--as-of", "#0"], "--as-of: '#0' does not name an event; write #3 for …"),
            BadCall(
                64, [command, "fire", "--as-of", "@0"],
                "--as-of: '@0' does not name a position of the log; write such as @1234"),
            BadCall(64, [command, "fire", "--as-of", "@1x"], "--as-of: '@1x' does not name a position …"),
            .usage(
                [command, "fire", "--clock", "occurred"],
                "the value 'occurred' is invalid for '--clock <clock>'; write 'recorded' or 'published'"),
            .usage(
                [command, "fire", "--width", "wide"],
                "the value 'wide' is invalid for '--width <columns>'; write a whole number such as 100"),
            .usage([command, "fire", "--width", "19"], "--width must lie between 20 and 1000; it is 19"),
            .usage([command, "fire", "--width", "-100"], "--width must lie between 20 and 1000; it is -100"),
            .usage(
                [command, "fire", "--color", "red"],
                "the value 'red' is invalid for '--color <color>'; write 'auto', 'always' or 'never'"),
            .usage(
                [command, "fire", "--format", "pdf"],
                "the value 'pdf' is invalid for '--format <format>'; write 'text', 'markdown', 'html', 'json' or …"),
            BadCall(64, [command, "fire", "--zone", "Mars/Base"], "--zone: 'Mars/Base' is no zone of this machine; …"),
            BadCall(
                66, [command, "fire", "--log", "/nowhere"],
                "there is no log at /nowhere; append something to make one, or …"),
        ]
    }

    static let lint = BadCalls(
        name: "lint",
        rows: [
            .usage(["lint"], "name an incident, or ask about all of them with --all"),
            .usage(["lint", "--all", "fire"], "--all means every incident; leave out 'fire'"),
            BadCall(64, ["lint", ""], "incident is empty; name an incident, such as harbour-fire"),
            BadCall(66, ["lint", "fire", "flod"], "there is no incident 'flod'; did you mean flood?"),
            BadCall(
                64, ["lint", "fire", "--only", "figure-fel"],
                "--only: 'figure-fel' is no question; did you mean 'figure-fell'?"),
            BadCall(
                64, ["lint", "fire", "--only", ""], "--only: '' is no question; `blotter lint --codes` lists them"),
            BadCall(
                64, ["lint", "fire", "--except", "figure-fell,"],
                "--except: '' is no question; `blotter lint --codes` lists them"),
            BadCall(
                64, ["lint", "fire", "--except", "gossip"],
                "--except: 'gossip' is no question; `blotter lint --codes` lists them"),
            BadCall(
                64, ["lint", "fire", "--silence", "6"],
                "--silence: '6' is not a length of time; write such as 90s, 10m, 2h, 1d or 1h30m"),
            BadCall(64, ["lint", "fire", "--silence", "-6h"], "--silence: '-6h' is not a length of time; write …"),
            BadCall(64, ["lint", "fire", "--late", ""], "--late: '' is not a length of time; write …"),
            BadCall(
                64, ["lint", "fire", "--unverified", "1m1h"], "--unverified: '1m1h' is not a length of time; write …"),
            .usage(["lint", "fire", "--silence", "1h", "--silence", "2h"], "--silence is given twice; give it once"),
            .usage(
                ["lint", "fire", "--format", "csv"],
                "the value 'csv' is invalid for '--format <format>'; write 'text' or 'json'"),
            BadCall(
                64, ["lint", "fire", "--as-of", "2024-13"],
                "--as-of: the time '2024-13' names month 13; months go from 01 to 12"),
            BadCall(64, ["lint", "--all", "--as-of", "#3"], "--as-of: '#3' does not say in which incident; …"),
            BadCall(66, ["lint", "--all", "--log", "/nowhere"], "there is no log at /nowhere; …"),
        ])

    static let incidents = BadCalls(
        name: "incidents",
        rows: [
            .usage(["incidents", "fire"], "unexpected argument 'fire'"),
            .usage(
                ["incidents", "--status", "onscene"],
                "the value 'onscene' is invalid for '--status <status>'; write one of open, active, contained, resolved, closed, reopened"
            ),
            .usage(["incidents", "--limit", "0"], "--limit must be at least 1; it is 0"),
            .usage(
                ["incidents", "--limit", "1.5"],
                "the value '1.5' is invalid for '--limit <n>'; write a whole number such as 100"),
            .usage(["incidents", "--tag", "a:b", "--tag", "c:d"], "--tag is given twice; give it once"),
            .usage(
                ["incidents", "--tag", "a:b", "--audience", "public"],
                "tags are the desk's, and the public is not told them; leave out --tag or --audience"),
            BadCall(64, ["incidents", "--tag", ""], "--tag '' must have the form key:value, such as unit:E39"),
            BadCall(
                64, ["incidents", "--as-of", "#1"],
                "--as-of: '#1' does not say in which incident; write such as harbour-fire#1, or @1234"),
            BadCall(66, ["incidents", "--as-of", "fire#9"], "--as-of: fire#9 does not exist: fire ends at #2"),
            BadCall(64, ["incidents", "--since", "soon"], "--since: 'soon' is not a time that Blotter can read; …"),
            BadCall(64, ["incidents", "--zone", "-1"], "--zone: '-1' is no zone of this machine; …"),
        ])

    static let replay = BadCalls(
        name: "replay",
        rows: [
            .usage(["replay", "fire"], "unexpected argument 'fire'"),
            .usage(
                ["replay", "--kind", "reported,updated"],
                "the value 'reported,updated' is invalid for '--kind <kind>'; write 'reported', 'responded' or 'updated'"
            ),
            .usage(
                ["replay", "--format", "json"],
                "the value 'json' is invalid for '--format <format>'; write 'jsonl' or 'text'"),
            .usage(["replay", "--limit", "-1"], "--limit must be at least 1; it is -1"),
            .usage(
                ["replay", "--limit", "9223372036854775808"],
                "the value '9223372036854775808' is invalid for '--limit <n>'; …"),
            .usage(["replay", "--follow", "--reverse"], "--follow goes forward without end; leave out --reverse"),
            .usage(["replay", "--follow", "--as-of", "now"], "--follow goes forward without end; leave out --as-of"),
            .usage(["replay", "--after", "1", "--after", "2"], "--after is given twice; give it once"),
            .usage(
                ["replay", "--text"], "missing value for '--text <word>'; one that begins with a hyphen is written …"),
            BadCall(64, ["replay", "--after", ""], "--after: '' is no position; give a number such as 1234"),
            BadCall(64, ["replay", "--after", "-1"], "--after: '-1' is no position; give a number such as 1234"),
            BadCall(64, ["replay", "--after", "+1"], "--after: '+1' is no position; give a number such as 1234"),
            BadCall(64, ["replay", "--after", "@"], "--after: '@' is no position; give a number such as 1234"),
            BadCall(64, ["replay", "--after", "#1"], "--after: '#1' is no position; give a number such as 1234"),
            BadCall(
                64, ["replay", "--after", "18446744073709551616"], "--after: '18446744073709551616' is no position; …"),
            BadCall(64, ["replay", "--tag", "E39"], "--tag 'E39' must have the form key:value, such as unit:E39"),
            BadCall(64, ["replay", "--incident", ""], "incident is empty; name an incident, such as harbour-fire"),
            BadCall(66, ["replay", "--incident", "fire", "--incident", "quake"], "there is no incident 'quake'; …"),
            BadCall(64, ["replay", "--as-of", "#1"], "--as-of: '#1' does not say in which incident; …"),
            BadCall(66, ["replay", "--as-of", "@99"], "--as-of: @99 does not exist: the log ends at @3"),
            BadCall(64, ["replay", "--as-of", ".."], "--as-of: '..' is not one moment; write …"),
            BadCall(
                64, ["replay", "--since", "~2024"], "--since: … carries a sign of doubt, which has no meaning here; …"),
        ])

    /// The commands that are about the log as a whole.
    static let keeping = BadCalls(
        name: "stats, verify and rebuild",
        rows: ["stats", "verify"].flatMap { command -> [BadCall] in
            [
                .usage([command, "x"], "unexpected argument 'x'"),
                .usage([command, "--zone", "UTC"], "unknown option '--zone'"),
                .usage(
                    [command, "--format", "csv"],
                    "the value 'csv' is invalid for '--format <format>'; write 'text' or 'json'"),
                .usage(
                    [command, "--log"], "missing value for '--log <dir>'; one that begins with a hyphen is written …"),
                BadCall(66, [command, "--log", "/nowhere"], "there is no log at /nowhere; …"),
                BadCall(64, [command, "--log", ""], "--log is empty; name a directory"),
            ]
        } + [
            BadCall(66, ["rebuild", "--log", "/nowhere"], "there is no log at /nowhere; …"),
            .usage(["rebuild", "--indexes", "x"], "unexpected argument 'x'"),
            BadCall(66, ["rebuild", "--indexes", "--log", "/nowhere"], "there is no log at /nowhere; …"),
        ])
}
