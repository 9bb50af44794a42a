import Glibc

/// Another program that reads what this one writes to it, on the same terminal: a pager.
///
/// While it runs, the signals of the keyboard are its own business: a pager that shows the beginning must not lose who
/// writes the rest, and the terminal, because its user broke off a search.
public final class PipedProgram {
    /// Where its standard input comes from.
    public let input: Descriptor
    private let process: pid_t
    private var isInputOpen = true

    /// Starts a line of shell.
    ///
    /// - Parameters:
    ///   - command: the line, as `sh -c` takes it.
    ///   - defaults: variables of its environment, where they are not set already.
    public init(shell command: String, defaults: [String: String]) throws(SystemError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .last("make a pipe to \(command)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        for signal in Self.keyboard { Glibc.signal(signal, SIG_IGN) }
        let (code, process) = Self.spawn(command, input: ends[0], environment: Self.environment(with: defaults))
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            for signal in Self.keyboard { Glibc.signal(signal, SIG_DFL) }
            throw SystemError(code: code, operation: "start \(command)")
        }
        self.process = process
        input = Descriptor(ends[1], name: command, closes: false)
        inputNumber = ends[1]
    }

    private let inputNumber: Int32

    /// Ends its input and waits until it has ended.
    ///
    /// - Returns: its exit code, as a shell tells it: 127 where there was no such program.
    public func wait() -> Int32 {
        if isInputOpen { close(inputNumber) }
        isInputOpen = false
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        for signal in Self.keyboard { Glibc.signal(signal, SIG_DFL) }
        // wait(2), WIFEXITED and WEXITSTATUS, which are macros.
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    private static let keyboard = [SIGINT, SIGQUIT]

    private static func spawn(_ command: String, input: Int32, environment: [String]) -> (code: Int32, process: pid_t) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        // What this process ignores, and the threads of its tests block, its children must not.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in keyboard + [SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var process: pid_t = 0
        let arguments = (["sh", "-c", command] as [String]).map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
        return (code, process)
    }

    private static func environment(with defaults: [String: String]) -> [String] {
        var all = Process.variables
        for (name, value) in defaults where getenv(name) == nil { all.append("\(name)=\(value)") }
        return all
    }
}
