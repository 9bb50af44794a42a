import Glibc

/// A small file that only its owner may read, and that is replaced as a whole: whoever reads it sees what it was or what
/// it has become, also after a loss of power.
public struct PrivateFile: Sendable {
    /// Where it is.
    public let path: String

    /// The file at a path.
    public init(_ path: String) { self.path = path }

    /// By what one state of the file is told from another; nil where there is none.
    public struct Mark: Equatable, Sendable {
        private let inode: UInt
        private let size: Int
        private let seconds: Int
        private let nanoseconds: Int
        /// When anything else of it was changed, such as who may write to it.
        private let changedSeconds: Int
        private let changedNanoseconds: Int

        fileprivate init(_ status: stat) {
            inode = UInt(status.st_ino)
            size = Int(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
            changedSeconds = status.st_ctim.tv_sec
            changedNanoseconds = status.st_ctim.tv_nsec
        }
    }

    /// The mark of the file as it is now: one call of the system, cheap enough for every request.
    public var mark: Mark? {
        var status = stat()
        return stat(path, &status) == 0 ? Mark(status) : nil
    }

    /// Whether others than its owner may write to it; false where there is none.
    public var isWritableByOthers: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o022 != 0
    }

    /// Everything in the file, up to a limit; nil where there is no such file.
    public func read(atMost limit: Int = 16 << 20) throws(SystemError) -> [UInt8]? {
        let file: Descriptor
        do throws(SystemError) { file = try .open(reading: path) } catch {
            if error.isNotFound { return nil }
            throw error
        }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = try file.read(into: &buffer)
            guard count > 0 else { return all }
            all += buffer.prefix(count)
            guard all.count <= limit else { throw SystemError(code: EFBIG, operation: "read \(path)") }
        }
    }

    /// Makes the file anew from what it is. Who does the same in another process waits until it is done.
    ///
    /// - Parameter change: takes what is in the file, nil where there is none, and gives what is to be in it.
    public func update<Failure: Error>(
        _ change: ([UInt8]?) throws(Failure) -> [UInt8]
    ) throws -> Void {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw SystemError.last("open \(folder)") }
        // Closing it lets go of the lock too.
        defer { close(directory) }
        while flock(directory, LOCK_EX) != 0 {
            guard errno == EINTR else { throw SystemError.last("lock \(folder)") }
        }
        let bytes = try change(read())
        let aside = "\(path).new"
        // What a process left that was stopped in the middle.
        unlink(aside)
        let number = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard number >= 0 else { throw SystemError.last("make \(aside)") }
        do {
            defer { close(number) }
            try Self.write(bytes, to: number, aside)
            guard fsync(number) == 0 else { throw SystemError.last("write \(aside)") }
        } catch {
            unlink(aside)
            throw error
        }
        guard rename(aside, path) == 0 else { throw SystemError.last("rename \(aside)") }
        guard fsync(directory) == 0 else { throw SystemError.last("write \(folder)") }
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func write(_ bytes: [UInt8], to number: Int32, _ path: String) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw SystemError.last("write \(path)")
            }
        }
    }
}
