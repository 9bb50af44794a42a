extension BadCalls {
    /// Without a command, or with none that there is.
    static let root = BadCalls(
        name: "commands",
        rows: [
            .usage(["--nope"], "unknown option '--nope'"), .usage(["-x"], "unknown option '-x'"),
            .usage(["--log", "x", "report"], "unknown option '--log'"),
        ])

    static let retract = BadCalls(
        name: "retract",
        rows: [
            .usage(["retract"], "missing expected argument '<incident#n>'"),
            .usage(["retract", "fire#1"], "missing expected argument '--reason <text>'"),
            .usage(
                ["retract", "fire#1", "--reason"],
                "missing value for '--reason <text>'; one that begins with a hyphen is written …"),
            .usage(["retract", "fire#1", "fire#2", "--reason", "x"], "unexpected argument 'fire#2'"),
            .usage(["retract", "fire#1", "--reason", "x", "--at", "now"], "unknown option '--at'…"),
            .usage(["retract", "fire#1", "--reason", "x", "--reason", "y"], "--reason is given twice; give it once"),
            BadCall(65, ["retract", "fire#1", "--reason", ""], "--reason is blank; give it a value or leave it out"),
            BadCall(65, ["retract", "fire", "--reason", "x"], name("fire")),
            BadCall(65, ["retract", "@1", "--reason", "x"], name("@1")),
            BadCall(65, ["retract", "fire#0", "--reason", "x"], name("fire#0")),
            BadCall(65, ["retract", "", "--reason", "x"], name("")),
            BadCall(
                65, ["retract", "#1", "--reason", "x"],
                "the entry cannot be '#1': it does not say in which incident; write such as harbour-fire#6"),
            BadCall(
                65, ["retract", "fire#9", "--reason", "x"],
                "the entry cannot be fire#9, which does not exist: fire ends at #2"),
            BadCall(
                66, ["retract", "quake#1", "--reason", "x"],
                "there is no incident 'quake'; `blotter incidents` lists what there is"),
            BadCall(
                65, ["retract", "fire#1", "--reason", "x", "--id", ""], "--id is blank; give it a value or leave it out"
            ),
            BadCall(
                65, ["retract", "fire#1", "--reason", "x", "--by", ""], "--by is blank; give it a value or leave it out"
            ),
            BadCall(
                64, ["retract", "fire#1", "--reason", "x", "--expect", "-1"],
                "--expect cannot be '-1'; write the number …"),
            BadCall(
                75, ["retract", "fire#1", "--reason", "x", "--expect", "9"],
                "fire is at #2 now, not at the expected revision 9, which it has not reached; …"),
            BadCall(
                75, ["retract", "flood#1", "--reason", "x", "--id", "first"],
                "flood already has an event with the id 'first' …"),
        ])

    static let append = BadCalls(
        name: "append",
        rows: [
            .usage(["append", "--nope"], "unknown option '--nope'"),
            .usage(["append", "--atomic=yes"], "the option '--atomic' does not take any value, but 'yes' …"),
            .usage(
                ["append", "--format", "jsonl"],
                "the value 'jsonl' is invalid for '--format <format>'; write 'text' or 'json'"),
            .usage(["append", "--by", "x", "--by", "y"], "--by is given twice; give it once"),
            .usage(["append", "--by"], "missing value for '--by <who>'; one that begins with a hyphen is written …"),
            BadCall(65, ["append", "--by", " "], "--by is blank; give it a value or leave it out"),
            BadCall(64, ["append", "--log", ""], "--log is empty; name a directory"),
            BadCall(66, ["append", "nowhere.jsonl"], "cannot open nowhere.jsonl: No such file or directory"),
            BadCall(
                66, ["append", "/dev/null", "nowhere.jsonl"], "cannot open nowhere.jsonl: No such file or directory"),
            BadCall(66, ["append", "/dev/null/x"], "cannot open /dev/null/x: Not a directory"),
            BadCall(66, ["append", "/"], "cannot read /: Is a directory"),
            BadCall(66, ["append", ""], "cannot open '': No such file or directory"),
            BadCall(74, ["append", String(repeating: "x", count: 300)], "cannot open xxx…: File name too long"),
        ])

    private static func name(_ entry: String) -> String {
        "the entry cannot be '\(entry)': it does not name an entry; write its incident and its number, such as harbour-fire#6"
    }
}
