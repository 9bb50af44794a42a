import Platform

/// Text for people on standard output: through a pager where it is longer than the terminal, else as it is.
///
/// Nothing is started before the screen is full, and then the pager has the first screen while the rest is still being
/// made. Who leaves it early ends the program without a word. Where it is missing, the text comes as it is.
struct PagedOutput {
    /// The line of shell that pages; nil where nothing is to be paged.
    private let command: String?
    /// How many lines there is room for.
    private let room: Int

    /// What a pager knows of how it is meant, where its user has not said so: less ends by itself if all fits (F), shows
    /// colour (R), and leaves the text on the screen (X); the same of lv.
    private static let defaults = ["LESS": "FRX", "LV": "-c"]

    /// Takes the pager from the environment, as git does: an empty one, or `cat`, is none.
    init(_ look: LookOptions) throws(CommandFailure) {
        room = Descriptor.standardOutput.rows.map { $0 - 1 } ?? .max
        guard Descriptor.standardOutput.isTerminal, !look.noPager, room < .max else {
            command = nil
            return
        }
        var chosen: String?
        for name in ["BLOTTER_PAGER", "PAGER"] where chosen == nil && Process.environment(name) != nil {
            chosen = try EnvironmentVariable.value(of: name) ?? ""
        }
        let pager = chosen ?? "less"
        command = pager.isEmpty || pager == "cat" ? nil : pager
    }

    /// Prints what is given in pieces. It may be asked for a second time, where the pager turns out to be missing.
    func print(_ render: ((String) throws -> Void) throws -> Void) throws {
        guard let command else { return try printPlainly(render) }
        var waiting = ""
        var lines = 0
        var pager: PipedProgram?
        do {
            try render { piece in
                if let pager { return try Self.write(piece, to: pager) }
                waiting += piece
                lines += piece.utf8.count { $0 == UInt8(ascii: "\n") }
                guard lines > room else { return }
                let started = try Self.start(command)
                pager = started
                try Self.write(waiting, to: started)
            }
        } catch is PagerHasGone {
            // Its exit code tells why.
        } catch is PagerDidNotStart {
            return try printPlainly(render)
        }
        guard let pager else { return try printPlainly { try $0(waiting) } }
        // A shell says 127 of what it does not find, and 126 of what it cannot run.
        if [126, 127].contains(pager.wait()) { try printPlainly(render) }
    }

    private func printPlainly(_ render: ((String) throws -> Void) throws -> Void) throws {
        var output = ResultOutput()
        try render { try output.write($0) }
        try output.flush()
    }

    private struct PagerHasGone: Error {}
    private struct PagerDidNotStart: Error {}

    private static func start(_ command: String) throws(PagerDidNotStart) -> PipedProgram {
        do { return try PipedProgram(shell: command, defaults: defaults) } catch { throw PagerDidNotStart() }
    }

    /// Whatever keeps a pager from being written to, it is over: the text was for it alone.
    private static func write(_ text: String, to pager: PipedProgram) throws(PagerHasGone) {
        do { try pager.input.write(Array(text.utf8)) } catch { throw PagerHasGone() }
    }
}
