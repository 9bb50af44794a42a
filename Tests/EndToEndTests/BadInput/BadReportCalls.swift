extension BadCalls {
    static let diff = BadCalls(
        name: "diff",
        rows: [
            .usage(["diff"], "missing expected argument '<incident>'"),
            .usage(["diff", "fire"], "missing expected argument '<time>'"),
            .usage(["diff", "--all"], "missing expected argument '<time>'"),
            .usage(["diff", "fire", "20:00", "21:00", "22:00"], "unexpected argument '22:00'"),
            .usage(["diff", "--all", "20:00", "21:00", "22:00"], "unexpected argument '22:00'"),
            .usage(["diff", "fire", "now", "--formt", "json"], "unknown option '--formt'; did you mean '--format'?"),
            .usage(["diff", "fire", "now", "--foo=1"], "unknown option '--foo'"),
            .usage(["diff", "fire", "now", "-x"], "unknown option '-x'"),
            .usage(["diff", "--all", "now", "--limit", "0"], "--limit must be at least 1; it is 0"),
            .usage(["diff", "fire", "now", "--limit", "1"], "--limit goes with --all; leave it out"),
            .usage(
                ["diff", "fire", "now", "--format", "csv"],
                "the value 'csv' is invalid for '--format <format>'; write 'text', 'markdown' or 'json'"),
            .usage(["diff", "fire", "now", "--clock", "occurred"], "the value 'occurred' is invalid for …"),
            BadCall(
                64, ["diff", "fire#1", "now"], "incident 'fire#1' may hold only the characters A-Z a-z 0-9 . _ : @ ~ -"),
            BadCall(66, ["diff", "flod", "now"], "there is no incident 'flod'; did you mean flood?"),
            BadCall(64, ["diff", "fire", "soon"], "the earlier moment: 'soon' is not a time that Blotter can read; …"),
            BadCall(64, ["diff", "fire", "-1"], "the earlier moment: '-1' is not a time ago; …"),
            BadCall(64, ["diff", "fire", "-2h", "20:45~"], "the later moment: … carries a sign of doubt, …"),
            BadCall(66, ["diff", "fire", "#3"], "the earlier moment: fire#3 does not exist: fire ends at #2"),
            BadCall(66, ["diff", "fire", "#1", "@9"], "the later moment: @9 does not exist: the log ends at @3"),
            BadCall(64, ["diff", "--all", "#1"], "the earlier moment: '#1' does not say in which incident; …"),
            BadCall(64, ["diff", "fire", "#2", "#1"], "'#2' does not lie before '#1'; give the earlier moment first"),
            BadCall(
                64, ["diff", "--all", "2024", "2023"],
                "'2024' does not lie before '2023'; give the earlier moment first"),
            BadCall(66, ["diff", "--all", "now", "--log", "/nowhere"], "there is no log at /nowhere; …"),
        ])

    static let why = BadCalls(
        name: "why",
        rows: [
            .usage(["why"], "missing expected argument '<incident#n>'"),
            .usage(["why", "fire#1", "fire#2"], "unexpected argument 'fire#2'"),
            BadCall(
                64, ["why", "fire"], "the entry: 'fire' does not name an entry; write such as harbour-fire#6, or @1234"),
            BadCall(
                64, ["why", "#1"],
                "the entry: '#1' does not say in which incident; write such as harbour-fire#1, or @1234"),
            BadCall(64, ["why", "fire#0"], "the entry: 'fire#0' does not name an event; …"),
            BadCall(64, ["why", "@0"], "the entry: '@0' does not name a position of the log; write such as @1234"),
            BadCall(66, ["why", "fire#3"], "the entry: fire#3 does not exist: fire ends at #2"),
            BadCall(66, ["why", "flod#1"], "there is no incident 'flod'; did you mean flood?"),
            BadCall(66, ["why", "@4"], "the entry: @4 does not exist: the log ends at @3"),
            BadCall(
                66, ["why", "fire#2", "--as-of", "#1"], "fire#2 was not yet recorded then; ask as of a later moment"),
            BadCall(
                66, ["why", "fire#2", "--as-of", "2024", "--clock", "published"],
                "fire#2 was not yet published then; ask as of a later moment"),
            BadCall(66, ["why", "fire#2", "--as-of", "#9"], "--as-of: fire#9 does not exist: fire ends at #2"),
        ])

    static let merging = BadCalls(
        name: "merging",
        rows: [
            update(["--merges-into", "fire"], "--merges-into names the incident of the event itself; …"),
            update(
                ["--merges-into", "flood#1"], "--merges-into cannot be 'flood#1': mergesInto names a whole incident, …"),
            update(["--merges-into", "quake"], "--merges-into leads nowhere: quake does not exist: …"),
            update(["--belongs-to", "quake"], "--belongs-to leads nowhere: quake does not exist: …"),
            update(["--belongs-to", ""], "--belongs-to cannot be '': belongsTo names a whole incident, …"),
        ])
}
