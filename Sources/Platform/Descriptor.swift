import Glibc

/// An open file, pipe or terminal. Closed when the last holder lets go of it, except for the standard ones.
public final class Descriptor: Sendable {
    private let number: Int32
    private let name: String
    private let closes: Bool

    init(_ number: Int32, name: String, closes: Bool) {
        self.number = number
        self.name = name
        self.closes = closes
    }

    deinit { if closes { close(number) } }

    /// Standard input.
    public static let standardInput = Descriptor(STDIN_FILENO, name: "standard input", closes: false)
    /// Standard output.
    public static let standardOutput = Descriptor(STDOUT_FILENO, name: "standard output", closes: false)
    /// Standard error.
    public static let standardError = Descriptor(STDERR_FILENO, name: "standard error", closes: false)

    /// Puts something in the place of each standard descriptor that this process was started without (`>&-`), so that no
    /// file that is opened later takes its number, and gets what was meant for it. What stands there can be neither read
    /// nor written in the direction that counts: that fails as it would without it.
    public static func holdStandardPlaces() {
        for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)] {
            // open(2): "the lowest-numbered file descriptor not currently open", and those below are open by now.
            if fcntl(number, F_GETFD) < 0, errno == EBADF { _ = Glibc.open("/dev/null", mode) }
        }
    }

    /// Looks whether a file can be opened for reading, without opening it: a pipe is opened once only.
    ///
    /// - Returns: its size in bytes; nil where it has none, as a pipe.
    public static func examine(reading path: String) throws(SystemError) -> Int? {
        let name = path.isEmpty ? "''" : path
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else { throw .last("open \(name)") }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemError(code: EISDIR, operation: "read \(path)") }
        return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Opens a file for reading. A directory is refused.
    public static func open(reading path: String) throws(SystemError) -> Descriptor {
        let name = path.isEmpty ? "''" : path
        var number: Int32
        repeat { number = Glibc.open(path, O_RDONLY | O_CLOEXEC) } while number < 0 && errno == EINTR
        guard number >= 0 else { throw .last("open \(name)") }
        let descriptor = Descriptor(number, name: name, closes: true)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last("look at \(name)") }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemError(code: EISDIR, operation: "read \(path)") }
        return descriptor
    }

    /// Reads what is there, at most as many bytes as `buffer` has, waiting until something is.
    ///
    /// - Returns: how many bytes were read into the front of `buffer`; 0 at the end.
    public func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(number, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            if errno == EAGAIN { wait(for: POLLIN) } else if errno != EINTR { throw failure("read \(name)") }
        }
    }

    /// Writes all of the bytes.
    public func write(_ bytes: some Collection<UInt8>) throws(SystemError) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { _ in }
        if done == nil { return try write(Array(bytes)) }
        let failure: SystemError? =
            bytes.withContiguousStorageIfAvailable { buffer in
                var written = 0
                while written < buffer.count {
                    let count = Glibc.write(number, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                    if count >= 0 {
                        written += count
                    } else if errno == EAGAIN {
                        wait(for: POLLOUT)
                    } else if errno != EINTR {
                        return self.failure("write to \(name)")
                    }
                }
                return nil
            } ?? nil
        if let failure { throw failure }
    }

    /// The error of the last call. A standard descriptor that is none means that this program was started without it.
    private func failure(_ operation: String) -> SystemError {
        var error = SystemError.last(operation)
        if error.code == EBADF, !closes { error.reason = "it is closed" }
        return error
    }

    /// Waits until it can be read or written again. Another program that holds the same pipe or terminal may have made it
    /// non-blocking for all.
    private func wait(for events: Int32) {
        var request = pollfd(fd: number, events: Int16(events), revents: 0)
        _ = poll(&request, 1, -1)
    }

    /// Whether there is something to read, or the end, within so many milliseconds (0: now).
    public func isReadable(within milliseconds: Int32) -> Bool {
        var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) > 0
    }

    /// Whether it is a pipe whose reader has gone, or a terminal that was hung up.
    public var readerHasGone: Bool {
        // Nothing is asked for. "POLLERR is also set for a file descriptor referring to the write end of a pipe when the
        // read end has been closed." (poll(2))
        var request = pollfd(fd: number, events: 0, revents: 0)
        return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLERR | POLLHUP) != 0
    }

    /// Where it is a pipe, gives it room for so many bytes, if the system lets it: who writes much is then seldom kept
    /// waiting until the reader has had its turn on the processor. Where it cannot be, the pipe stays as it was.
    public func widenPipe(to size: Int32) {
        // F_SETPIPE_SZ, which the module of the C library does not show: F_LINUX_SPECIFIC_BASE + 7 (linux/fcntl.h).
        // "An unprivileged process can adjust the pipe capacity to any value between the system page size and the limit
        // defined in /proc/sys/fs/pipe-max-size" (fcntl(2)), which is 1,048,576 unless somebody has changed it.
        _ = fcntl(number, 1024 + 7, size)
    }

    /// Whether it is a terminal.
    public var isTerminal: Bool { isatty(number) == 1 }

    /// How many columns the terminal has; nil where it is none or does not say.
    public var columns: Int? {
        var size = winsize()
        guard ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// How many lines the terminal has; nil where it is none or does not say.
    public var rows: Int? {
        var size = winsize()
        guard ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }

    /// How many bytes the file has; nil for pipes and terminals.
    public var size: Int? {
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }
}
