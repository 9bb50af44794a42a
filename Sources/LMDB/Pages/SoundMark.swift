import Glibc
import Synchronization

/// Remembers, beside the file of an environment, that its pages were found sound, and that nobody but those who take
/// their ``Turn`` has written to it since.
///
/// LMDB believes its pages: a damaged list of free pages makes it write over pages that are in use. Walking all pages
/// before the first write rules that out, but reads the whole file. So the mark tells when it need not be done again:
/// it names the machine's start, the file, its size and when it was last changed. It is written anew at the end of each
/// turn, and whatever else changes the file, however slightly, makes it void; so does a new start of the machine, after
/// which the disk is read anew. A change within the same tick of the clock of the file system (4 ms) goes unnoticed.
///
/// It is worth nothing but the time of a walk: a missing, foreign or old one is no error, and it is never flushed.
final class SoundMark: Sendable {
    /// The name of its file, in the directory of the environment.
    static let fileName = "sound.mark"

    private let path: String
    private let boot: [UInt8]
    private let state: Mutex<State>

    private struct State {
        /// The mark's file; less than 0 where there is none to be had.
        var descriptor: Int32 = -1
        var isOpen = false
        /// What this process has last found or written there.
        var known: [UInt8] = []
    }

    /// The mark of the environment in a directory.
    init(in directory: String) {
        path = "\(directory)/\(Self.fileName)"
        boot = Self.startOfMachine()
        state = Mutex(State())
    }

    deinit { state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

    /// Whether the file behind a descriptor is as it was left at the end of the last turn, and was sound then.
    func holds(for file: Int32) -> Bool {
        guard let mark = mark(of: file) else { return false }
        return state.withLock { state in
            if state.known == mark { return true }
            open(&state)
            var stored = [UInt8](repeating: 0, count: mark.count)
            let got = stored.withUnsafeMutableBytes { pread(state.descriptor, $0.baseAddress, $0.count, 0) }
            guard got == mark.count, stored == mark else { return false }
            state.known = mark
            return true
        }
    }

    /// Says that the file is sound as it stands. Only in one's turn.
    func keep(for file: Int32) {
        guard let mark = mark(of: file) else { return }
        state.withLock { state in
            guard state.known != mark else { return }
            open(&state)
            state.known = mark
            // Where it cannot be kept, the next process walks the pages again.
            _ = mark.withUnsafeBytes { pwrite(state.descriptor, $0.baseAddress, $0.count, 0) }
        }
    }

    private func open(_ state: inout State) {
        guard !state.isOpen else { return }
        state.isOpen = true
        state.descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    }

    /// What the mark of a file has to say; nil where the machine's start or the file cannot be told apart.
    private func mark(of file: Int32) -> [UInt8]? {
        var status = stat()
        guard !boot.isEmpty, fstat(file, &status) == 0 else { return nil }
        var mark = Array("blotter sound 1\n".utf8) + boot
        for number in [
            Int64(bitPattern: UInt64(status.st_dev)), Int64(bitPattern: UInt64(status.st_ino)), Int64(status.st_size),
            Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec), Int64(status.st_ctim.tv_sec),
            Int64(status.st_ctim.tv_nsec),
        ] {
            withUnsafeBytes(of: number.littleEndian) { mark.append(contentsOf: $0) }
        }
        return mark
    }

    /// What the kernel calls this start of the machine (random(4), boot_id); nothing where it does not say.
    private static func startOfMachine() -> [UInt8] {
        let descriptor = Glibc.open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, 37))
        }
    }
}
