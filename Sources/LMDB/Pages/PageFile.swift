import Glibc

/// The file of an environment as it lies on the disk, read page by page, without LMDB and without a map: whatever stands
/// in it, reading it cannot fault.
final class PageFile {
    let path: String
    /// Bytes of the file.
    let size: Int
    /// Bytes of a page; LMDB's smallest until the meta pages have been read.
    private(set) var pageSize = 4096
    private let descriptor: Int32
    /// What was read ahead, and where it begins.
    private var ahead: [UInt8] = []
    private var aheadStart = 0
    /// Where the page ends that was read last.
    private var lastEnd = 0

    /// As much is read at once where pages are read in order: 64 KiB, which costs little more than a page.
    private static let aheadLength = 64 * 1024

    /// Opens a file to read it, whose pages have a known size.
    convenience init(_ path: String, pageSize: Int) throws(LMDBError) {
        try self.init(path)
        self.pageSize = pageSize
    }

    /// Opens a file to read it.
    init(_ path: String) throws(LMDBError) {
        self.path = path
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last("open \(path)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = LMDBError.last("look at \(path)")
            close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw LMDBError(code: LMDBError.foreign, operation: "read \(path)")
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes of a page, or of several that belong together; nil where the file ends before them.
    func page(_ number: UInt64, count: Int = 1) throws(LMDBError) -> [UInt8]? {
        guard let first = Int(exactly: number), count > 0, first < size / pageSize, count <= size / pageSize - first
        else { return nil }
        let (offset, length) = (first * pageSize, count * pageSize)
        defer { lastEnd = offset + length }
        if offset == lastEnd, length < Self.aheadLength,
            offset < aheadStart || offset + length > aheadStart + ahead.count
        {
            ahead = try bytes(at: offset, count: min(Self.aheadLength, size - offset)) ?? []
            aheadStart = offset
        }
        if offset >= aheadStart, offset + length <= aheadStart + ahead.count {
            return Array(ahead[(offset - aheadStart)..<(offset - aheadStart + length)])
        }
        return try bytes(at: offset, count: length)
    }

    /// Both meta pages, of which either may hold nothing of sense. From now on pages have the size that they name.
    func metaPages() throws(LMDBError) -> [MetaPage] {
        let first = try bytes(at: 0, count: 4096).flatMap { MetaPage($0.rawBytes, number: 0) }
        // The second one begins where the first page ends. Where the first says nothing of sense, any size is tried.
        let sizes = first.map { [$0.pageSize] } ?? (9...16).map { 1 << $0 }
        for size in sizes {
            guard let second = try bytes(at: size, count: 512).flatMap({ MetaPage($0.rawBytes, number: 1) }),
                second.pageSize == size
            else { continue }
            pageSize = size
            return first.map { [$0, second] } ?? [second]
        }
        if let first { pageSize = first.pageSize }
        return first.map { [$0] } ?? []
    }

    private func bytes(at offset: Int, count: Int) throws(LMDBError) -> [UInt8]? {
        guard offset <= size, count <= size - offset else { return nil }
        var failure: LMDBError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let start = buffer.baseAddress.map { $0 + filled }
                let got = pread(descriptor, start, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = .last("read \(path)") }
                guard got > 0 else { return }
                filled += got
            }
        }
        if let failure { throw failure }
        return bytes.count == count ? bytes : nil
    }
}
