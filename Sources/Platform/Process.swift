import Glibc

/// What the operating system tells this process about itself.
public enum Process {
    /// The value of an environment variable; nil where it is not set.
    public static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The names of all environment variables.
    public static var environmentNames: [String] { variables.map { String($0.prefix { $0 != "=" }) } }

    /// All environment variables, each as `NAME=value`.
    static var variables: [String] {
        var variables: [String] = []
        var next = environ
        while let variable = next.pointee {
            variables.append(String(cString: variable))
            next += 1
        }
        return variables
    }

    /// Whether the value of an environment variable is UTF-8, or there is none. Where it is not, ``environment(_:)`` has
    /// other text in its place.
    public static func hasReadableEnvironment(_ name: String) -> Bool {
        getenv(name).map { String(validatingCString: $0) != nil } ?? true
    }

    /// Whether every argument of this process is UTF-8. Where one is not, `CommandLine.arguments` has other text in its
    /// place.
    public static var hasReadableArguments: Bool {
        for index in 0..<Int(CommandLine.argc) {
            if let argument = CommandLine.unsafeArgv[index], String(validatingCString: argument) == nil { return false }
        }
        return true
    }

    /// The name of the user who runs this process, as the user database knows it; nil where it knows none.
    ///
    /// - Throws: where the database cannot be read.
    public static func loginName() throws(SystemError) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var text = [CChar](repeating: 0, count: 4096)
        // The entry points into the text, which must therefore stay in place until the name is copied.
        let (code, name) = text.withUnsafeMutableBufferPointer { text -> (Int32, String?) in
            guard let start = text.baseAddress else { return (ENOMEM, nil) }
            let code = getpwuid_r(getuid(), &entry, start, text.count, &found)
            guard code == 0, found != nil, let name = entry.pw_name else { return (code, nil) }
            return (0, String(cString: name))
        }
        // getpwuid_r(3): these stand for a user who is not in the database.
        guard [0, ENOENT, ESRCH, EBADF, EPERM].contains(code) else {
            throw SystemError(
                code: code, operation: "look up who runs this program; say it with --by, or mend the cause")
        }
        return name
    }

    /// Microseconds since 1970-01-01T00:00:00Z by the clock of the day (`CLOCK_REALTIME`).
    public static var microsecondsSinceEpoch: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// Nanoseconds by a clock that never goes back (`CLOCK_MONOTONIC`).
    public static var monotonicNanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// From now on, writing to a pipe whose reader has gone, or past the limit of a file's size, is an error of that
    /// write instead of the end of the process.
    public static func ignoreWriteSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Lets this process have so many descriptors open, or as many of them as the system lets anybody have.
    ///
    /// What a shell allows at first, 1,024 as a rule, is for programs that wait with select(2), which knows no more.
    public static func allowDescriptors(_ count: Int) {
        var limit = rlimit()
        let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(descriptors, &limit) == 0, limit.rlim_cur < count else { return }
        limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
        setrlimit(descriptors, &limit)
    }

    /// Keeps this thread waiting until another one ends the process.
    public static func waitForExit() -> Never {
        while true { pause() }
    }

    /// Ends the process with an exit code.
    public static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
