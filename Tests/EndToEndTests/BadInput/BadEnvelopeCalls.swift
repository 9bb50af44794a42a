extension BadCalls {
    /// Flags that say what an entry does to others.
    static let relations = BadCalls(
        name: "relations of entries",
        rows: [
            update(["--corrects", "#1"], "--reason is missing; whoever corrects an event must say why"),
            update(["--retracts", "#1"], "--reason is missing; whoever retracts an event must say why"),
            update(["--disputes", "#1"], "--reason is missing; whoever disputes an event must say why"),
            update(["--disputes", "#1", "--reason", " "], blank("--reason")),
            update(["--reason", "x"], "--reason is given, but not what it is the reason for…"),
            update(["--revises", "1"], "--revises is not an event: '1' does not name an event; write #3 for …"),
            update(["--confirms", ""], "--confirms is not an event: '' does not name an event; write #3 for …"),
            update(
                ["--responds-to", "#0"], "--responds-to is not an event: '#0' does not name an event; write #3 for …"),
            update(["--revises", "#9"], "--revises leads nowhere: fire#9 does not exist: fire ends at #2; …"),
            update(
                ["--confirms", "#1", "--responds-to", "quake#1"],
                "--responds-to leads nowhere: quake#1 does not exist: there is no incident 'quake'; …"),
            update(["--corrects", "#3", "--reason", "myself"], "--corrects leads nowhere: fire#3 does not exist: …"),
            update(
                ["--corrects", "#1", "--reason", "x", "--at", ##"{"after":"#2","offset":"PT5M"}"##],
                "--at would close a circle: it hangs on #2…"),
        ])

    /// Flags of the envelope.
    static let envelope = BadCalls(
        name: "the envelope of entries",
        rows: [
            update(["--tag", ""], "--tag '' must have the form key:value, such as unit:E39"),
            update(["--tag", "a:b", "--tag", "E39"], "--tag 'E39' must have the form key:value, such as unit:E39"),
            update(["--tag", "a:b\n"], "--tag holds a control character; take it out"),
            update(
                ["--tag", "a:\(String(repeating: "b", count: 199))"], "--tag is 201 bytes long; at most 200 are allowed"
            ),
            update((1...17).flatMap { ["--tag", "a:\($0)"] }, "--tag holds more than 16 tags; at most 16 are allowed"),
            update(["--id", ""], blank("--id")),
            update(["--id", String(repeating: "x", count: 129)], "--id is 129 bytes long; at most 128 are allowed"),
            update(["--by", ""], blank("--by")),
            update(["--by", String(repeating: "x", count: 129)], "--by is 129 bytes long; at most 128 are allowed"),
            BadCall(
                64, ["update", "fire", "x", "--expect", "-1"],
                "--expect cannot be '-1'; write the number of the last entry …"),
            BadCall(
                64, ["update", "fire", "x", "--expect", "fire#2"], "--expect cannot be 'fire#2'; write the number …"),
            BadCall(
                75, ["update", "fire", "x", "--expect", "1"], "fire is at #2 now, not at the expected revision 1; …"),
            BadCall(
                75, ["update", "fire", "x", "--expect", "#3"],
                "fire is at #2 now, not at the expected revision 3, which it has not reached; …"),
            BadCall(
                75, ["update", "quake", "x", "--expect", "1"],
                "quake does not exist yet, not at the expected revision 1; …"),
            BadCall(
                75, ["report", "flood", "Water falls", "--id", "first"],
                "flood already has an event with the id 'first' and other content, at #1; give the new event an id of its own"
            ),
            BadCall(66, ["report", "floods", "x", "--existing"], "there is no incident 'floods'; did you mean flood?"),
            BadCall(
                64, ["report", "fire", "x", "--zone", ""],
                "--zone: '' is no zone of this machine; give an offset such as +03:00, …"),
            BadCall(
                64, ["report", "fire", "x", "--zone", "../../etc/passwd"], "--zone: '../../etc/passwd' is no zone …"),
            BadCall(64, ["report", "fire", "x", "--zone", "+24:00"], "--zone: '+24:00' is no zone of this machine; …"),
            BadCall(64, ["report", "fire", "x", "--log", ""], "--log is empty; name a directory"),
        ])

    /// Arguments of the commands that write an entry.
    static let entries = BadCalls(
        name: "arguments of entries",
        rows: ["report", "respond", "update"].flatMap(shapes) + values("report"))

    /// What each of the commands says for itself.
    private static func shapes(_ command: String) -> [BadCall] {
        [
            .usage([command], "missing expected argument '<incident>'"),
            .usage([command, "fire"], "missing expected argument '<summary>'"),
            .usage([command, "fire", "x", "y"], "unexpected argument 'y'"),
            .usage(
                [command, "fire", "-5 degrees"],
                "missing expected argument '<summary>'; if '-5 degrees' is meant, write -- in front of it, behind all options"
            ),
            .usage([command, "fire", "x", "--corect", "#1"], "unknown option '--corect'…"),
        ]
    }

    /// What they have in common.
    private static func values(_ command: String) -> [BadCall] {
        [
            .usage(
                [command, "fire", "x", "--source"],
                "missing value for '--source <name>'; one that begins with a hyphen is written …"),
            .usage(
                [command, "fire", "x", "--source", "--grade", "B2"],
                "missing value for '--source <name>'; one that begins with a hyphen is written …"),
            .usage(
                [command, "fire", "x", "--at"],
                "missing value for '--at <time>'; one that begins with a hyphen is written …"),
            .usage(
                [command, "fire", "x", "--public=yes"], "the option '--public' does not take any value, but 'yes' …"
            ),
            .usage(
                [command, "fire", "x", "--format", "csv"],
                "the value 'csv' is invalid for '--format <format>'; write 'text' or 'json'"),
            .usage(
                [command, "fire", "x", "--corrects", "#1", "--corrects", "#2", "--reason", "x"],
                "--corrects is given twice; give it once"),
            BadCall(65, [command, "fire", ""], "the summary is blank; give it a value or leave it out"),
            BadCall(65, [command, "fire", "\u{200B}"], "the summary is blank; give it a value or leave it out"),
            BadCall(
                65, [command, "fire", String(repeating: "x", count: 1001)],
                "the summary is 1,001 characters long; at most 1,000 are allowed. What is longer goes into 'detail'"
            ),
            BadCall(65, [command, "", "x"], "incident is empty; name an incident, such as harbour-fire"),
            BadCall(
                65, [command, "köln", "x"], "incident 'köln' may hold only the characters A-Z a-z 0-9 . _ : @ ~ -"),
            BadCall(
                65,
                [
                    command, "fire", "x", "--detail", String(repeating: "x", count: 100_000) + "\u{1B}", "--title",
                    "",
                ], "--title is blank; …"),
        ]
    }
}
