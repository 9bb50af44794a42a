import Foundation
import Testing

/// A place where a log is said to be: how a shell makes `log` in an empty directory, and what is said of it.
struct HostileLog: CustomTestStringConvertible, Sendable {
    let name: String
    let shell: String
    /// What is said of it by whoever wants to read, behind `blotter: `.
    let says: String

    init(_ name: String, _ shell: String, _ says: String) {
        self.name = name
        self.shell = shell
        self.says = says
    }

    var testDescription: String { name }

    private static let other =
        "…/log is not a Blotter log: it holds something else; name the directory of a log, or one that is empty or new"
    private static let noDirectory = "…/log is not a Blotter log: it is no directory; name the directory of a log, or …"
    private static let noFile =
        "…/log is not a Blotter log: its data.mdb is no LMDB file; name the directory of a log, or …"

    static let all = [
        HostileLog("a file", "echo notes > log", noDirectory), HostileLog("a pipe", "mkfifo log", noDirectory),
        HostileLog("a device", "ln -s /dev/zero log", noDirectory),
        HostileLog("a directory with other things", "mkdir log; echo notes > log/notes.txt", other),
        HostileLog("a directory with a directory", "mkdir -p log/notes", other),
        HostileLog("a data.mdb of few letters", "mkdir log; echo text > log/data.mdb", "…/log/data.mdb is damaged: …"),
        HostileLog("an empty data.mdb", "mkdir log; : > log/data.mdb", "…/log/data.mdb is damaged: …"),
        HostileLog("a data.mdb of text", "mkdir log; seq 20000 > log/data.mdb", noFile),
        HostileLog("a data.mdb of zeros", "mkdir log; truncate -s 1M log/data.mdb", noFile),
        HostileLog("a data.mdb of a terabyte of zeros", "mkdir log; truncate -s 1T log/data.mdb", noFile),
        HostileLog("a data.mdb that is a directory", "mkdir -p log/data.mdb", noFile),
        HostileLog("a data.mdb that is a pipe", "mkdir log; mkfifo log/data.mdb", noFile),
        HostileLog("a data.mdb that is a device", "mkdir log; ln -s /dev/zero log/data.mdb", noFile),
        HostileLog(
            "a data.mdb that is a link to nothing", "mkdir log; ln -s nothing log/data.mdb",
            "cannot open …/log/data.mdb: No such file or directory"),
        HostileLog("a link to itself", "ln -s log log", "…log: Too many levels of symbolic links"),
    ]
}

@Suite struct `Hostile logs` {
    @Test(arguments: HostileLog.all)
    func `are refused with exit code 74, and stay as they are`(_ log: HostileLog) throws {
        let program = try Program()
        let enter = "cd '\(program.directory.path)'"
        try program.shell("\(enter); \(log.shell)")
        // LMDB puts its lock.mdb beside whatever it is to open.
        let look = "\(enter); find log ! -name lock.mdb ! -type d -printf '%p %y %s %l %T@\\n'"
        let before = try program.shell(look).output
        for command in ["replay", "stats", "replay --follow"] {
            let outcome = try program.refuse(shell: "blotter \(command)")
            #expect(outcome.status == 74, "\(command): \(outcome.errors)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.errorLines.first?.follows("blotter: \(log.says)") == true, "\(command): \(outcome.errors)")
        }
        for command in ["report fire x", "append < /dev/null"] {
            let outcome = try program.refuse(shell: "blotter \(command)")
            #expect(outcome.status == 74, "\(command): \(outcome.errors)")
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.errorLines.first?.follows("blotter: \(log.says)") == true,
                "\(outcome.errors)")
        }
        for command in ["verify", "rebuild --indexes"] {
            let outcome = try program.refuse(shell: "blotter \(command)")
            #expect(outcome.status == 74, "\(command): \(outcome.errors)")
            #expect(outcome.errorLines.count == 1)
        }
        #expect(try program.shell(look).output == before)
    }
}
