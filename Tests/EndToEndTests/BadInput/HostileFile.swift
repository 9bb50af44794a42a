import Testing

/// What `append` is given to read: how a shell makes `$F` in an empty directory, what the exit code is, and all that is
/// said on standard error, in which `$F` stands for the file and `…` for anything. One good line counts as appended.
struct HostileFile: CustomTestStringConvertible, Sendable {
    let name: String
    let shell: String
    let status: Int32
    let says: [String]
    var appended = 0

    init(_ name: String, _ shell: String, _ status: Int32, _ says: [String], appended: Int = 0) {
        self.name = name
        self.shell = shell
        self.status = status
        self.says = says
        self.appended = appended
    }

    var testDescription: String { name }

    private static let tooLong = "$F:1: the line is longer than 1 MiB; split what it says over several events"

    /// `$L` is a good line; `blotter append "$F"` runs behind each of them.
    static let all = [
        HostileFile("an empty file", #": > "$F""#, 0, []),
        HostileFile("only blank lines", #"printf '\n \r\n\t\n\n' > "$F""#, 0, []),
        HostileFile("/dev/null", #"ln -s /dev/null "$F""#, 0, []),
        HostileFile("no line break at the end", #"printf '%s' "$L" > "$F""#, 0, [], appended: 1),
        HostileFile("line ends of Windows", #"printf '%s\r\n%s\r\n' "$L" "$L" > "$F""#, 0, [], appended: 2),
        HostileFile(
            "line ends of the old Macintosh", #"printf '%s\r%s\r' "$L" "$L" > "$F""#, 65,
            ["$F:1: the line is not valid JSON at byte 62: something follows after the end of the value"]),
        HostileFile(
            "the byte order mark of UTF-8", #"printf '\xef\xbb\xbf%s\n%s\n' "$L" "$L" > "$F""#, 65,
            [
                "$F:1: the line is not valid JSON at byte 1: the text begins with a byte order mark; save it as UTF-8 without one"
            ],
            appended: 1),
        HostileFile(
            "UTF-16 with its mark", #"(printf '\xff\xfe'; printf '%s\n' "$L" | iconv -t UTF-16LE) > "$F""#, 65,
            [
                "$F:1: the line is not valid JSON at byte 1: the text is UTF-16; save it as UTF-8 without a byte order mark",
                "$F:2: the line is not valid JSON at byte 1: the byte 0x00 cannot begin a value",
            ]),
        HostileFile(
            "UTF-16 without its mark", #"printf '%s' "$L" | iconv -t UTF-16BE > "$F""#, 65,
            ["$F:1: the line is not valid JSON at byte 1: the byte 0x00 cannot begin a value"]),
        HostileFile(
            "a compressed file", #"printf '%s' "$L" | gzip -n > "$F""#, 65,
            ["$F:1: the line is not valid JSON at byte 1: the byte 0x1F cannot begin a value"]),
        HostileFile(
            "a document that goes over lines", #"printf '{\n "incident":"fire"\n}\n' > "$F""#, 65,
            [
                "$F:1: the line is not valid JSON at byte 2: the text ends within an object",
                "$F:2: the line is not valid JSON at byte 12: something follows after the end of the value",
                "$F:3: the line is not valid JSON at byte 1: '}' cannot begin a value",
            ]),
        HostileFile(
            "a program", #"head -c 3000 "$BLOTTER" > "$F""#, 65,
            ["$F:1: the line is not valid JSON at byte 1: the byte 0x7F cannot begin a value", "…"]),
        HostileFile("a gigabyte of zeros", #"truncate -s 1G "$F""#, 65, [tooLong]),
        HostileFile(
            "a gigabyte of zeros before a good line", #"truncate -s 1G "$F"; printf '\n%s\n' "$L" >> "$F""#, 65,
            [tooLong],
            appended: 1),
        HostileFile("/dev/zero for a while", #"mkfifo "$F"; head -c 20000000 /dev/zero > "$F" &"#, 65, [tooLong]),
        HostileFile("a pipe that is closed at once", #"mkfifo "$F"; (: > "$F") &"#, 0, []),
        HostileFile(
            "a pipe that is closed within a line", #"mkfifo "$F"; printf '%s\n%s' "$L" "${L:0:30}" > "$F" &"#, 65,
            ["$F:2: the line is not valid JSON at byte 31: …"], appended: 1),
        HostileFile(
            "a pipe whose writer is killed",
            #"mkfifo "$F"; (printf '%s\n{' "$L"; kill -9 $BASHPID) > "$F" 2> /dev/null & disown"#, 65,
            ["$F:2: the line is not valid JSON at byte 2: the text ends within an object"], appended: 1),
        HostileFile("a directory", #"mkdir "$F""#, 66, ["blotter: cannot read $F: Is a directory"]),
        HostileFile("no such file", "true", 66, ["blotter: cannot open $F: No such file or directory"]),
        HostileFile(
            "a link to nothing", #"ln -s nothing "$F""#, 66, ["blotter: cannot open $F: No such file or directory"]),
        HostileFile(
            "a link to itself", #"ln -s self "$F"; ln -s "${F##*/}" self"#, 74,
            ["blotter: cannot open $F: Too many levels of symbolic links"]),
        HostileFile(
            "a file below a file", #": > below; F=$PWD/below/x"#, 66,
            ["blotter: cannot open …/below/x: Not a directory"]),
    ]
}
