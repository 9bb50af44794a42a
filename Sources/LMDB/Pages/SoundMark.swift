import Glibc
import Synchronization

/// Remembers, beside the file of an environment, that its pages were found sound, and that nobody but those who take
/// their ``Turn`` has written to it since.
///
/// LMDB believes its pages: damaged ones make it miss rows that are there, and write over pages that are in use. Walking
/// all pages first rules that out, but reads the whole file. So the mark tells when it need not be done again: it names
/// the machine's start, the file, its size and when it was last changed. It is written anew at the end of each turn, and
/// says during one that a writer is at work, who has looked. Whatever else changes the file, however slightly, makes it
/// void; so does a new start of the machine, after which the disk is read anew. A change within the same tick of the
/// file system's clock (4 ms) goes unnoticed.
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

    /// What a mark says of a file.
    private enum Claim: String {
        /// Its pages are sound as long as it is what it was.
        case sound = "sound  "
        /// A writer changes it who has found it sound.
        case inTurn = "in turn"
    }

    /// The mark of the environment in a directory.
    init(in directory: String) {
        path = "\(directory)/\(Self.fileName)"
        boot = Self.startOfMachine()
        state = Mutex(State())
    }

    deinit { state.withLock { if $0.descriptor >= 0 { close($0.descriptor) } } }

    /// Whether the file of a turn is as it was left at the end of the last one, and was sound then.
    func holds(for turn: Turn) -> Bool { says(.sound, of: turn) }

    /// Whether the file of a turn is sound: as it was left, or being written to by somebody who has looked.
    func vouches(for turn: Turn) -> Bool {
        // Whoever has its turn may just be at its end.
        for _ in 0..<2 {
            if says(.sound, of: turn) { return true }
            if says(.inTurn, of: turn), turn.isTaken { return true }
        }
        return says(.sound, of: turn)
    }

    /// Says that the file is about to be changed by one who has found it sound.
    func begin(_ turn: Turn) { write(.inTurn, of: turn) }

    /// Says that the file is sound as it stands now, in one's turn.
    func keep(for turn: Turn) { write(.sound, of: turn) }

    private func says(_ claim: Claim, of turn: Turn) -> Bool {
        guard let mark = mark(claim, of: turn) else { return false }
        return state.withLock { state in
            if claim == .sound, state.known == mark { return true }
            open(&state)
            var stored = [UInt8](repeating: 0, count: mark.count)
            let got = stored.withUnsafeMutableBytes { pread(state.descriptor, $0.baseAddress, $0.count, 0) }
            guard got == mark.count, stored == mark else { return false }
            state.known = mark
            return true
        }
    }

    private func write(_ claim: Claim, of turn: Turn) {
        guard let mark = mark(claim, of: turn) else { return }
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
        let flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        state.descriptor = Glibc.open(path, O_RDWR | O_CREAT | flags, 0o644)
        if state.descriptor < 0 { state.descriptor = Glibc.open(path, O_RDONLY | flags) }
    }

    /// What the mark of a file has to say; nil where the machine's start or the file cannot be told apart.
    private func mark(_ claim: Claim, of turn: Turn) -> [UInt8]? {
        var status = stat()
        guard !boot.isEmpty, fstat(turn.descriptor, &status) == 0 else { return nil }
        var mark = Array("blotter \(claim.rawValue)\n".utf8) + boot
        var numbers = [Int64(bitPattern: UInt64(status.st_dev)), Int64(bitPattern: UInt64(status.st_ino))]
        if claim == .sound {
            numbers += [
                Int64(status.st_size), Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
                Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec),
            ]
        } else {
            numbers += [0, 0, 0, 0, 0]
        }
        for number in numbers { withUnsafeBytes(of: number.littleEndian) { mark.append(contentsOf: $0) } }
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
