import CLMDB
import Glibc

/// What LMDB or the operating system answered instead of doing what it was asked: the code, what was being done, and
/// where.
public struct LMDBError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The code: negative numbers are LMDB's (lmdb.h, "Return Codes"), positive ones are errno's.
    public let code: Int32
    /// What was being done, such as `commit a transaction`; for damage that was found by others, the whole sentence.
    public let operation: String
    /// The integer key of the value that was read, where one key is to blame.
    public let key: UInt64?
    private let isSentence: Bool

    /// An error with LMDB's or the system's code, and what was being done.
    public init(code: Int32, operation: String) {
        self.init(code: code, operation: operation, key: nil, isSentence: false)
    }

    private init(code: Int32, operation: String, key: UInt64?, isSentence: Bool) {
        self.code = code
        self.operation = operation
        self.key = key
        self.isSentence = isSentence
    }

    /// What was read is not what was written: for those who check values that LMDB itself keeps without a checksum.
    ///
    /// - Parameters:
    ///   - sentence: what is damaged, as a whole sentence.
    ///   - key: the integer key of the damaged value, if it has one.
    public static func damaged(_ sentence: String, key: UInt64? = nil) -> LMDBError {
        LMDBError(code: MDB_CORRUPTED, operation: sentence, key: key, isSentence: true)
    }

    /// The same error, whose sentence also says where.
    public func located(at path: String) -> LMDBError {
        isSentence || operation.contains(path)
            ? self : LMDBError(code: code, operation: "\(operation) in \(path)/data.mdb")
    }

    /// The code of a file that is not LMDB's.
    static let foreign = MDB_INVALID

    /// The environment was closed before it was used.
    static let closed = LMDBError(code: EBADF, operation: "use an environment that has been closed")

    /// An error of the last system call on this thread.
    static func last(_ operation: String) -> LMDBError { LMDBError(code: errno, operation: operation) }

    /// Throws unless LMDB says that all went well.
    static func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(LMDBError) {
        guard code == MDB_SUCCESS else { throw LMDBError(code: code, operation: operation()) }
    }

    /// The file holds something else than what was written to it.
    public var isDamage: Bool { code == MDB_CORRUPTED || code == MDB_PAGE_NOTFOUND }
    /// The file is no LMDB file, or one of another version of LMDB's format.
    public var isForeignFile: Bool { code == MDB_INVALID || code == MDB_VERSION_MISMATCH }
    /// The file or the named database does not exist.
    public var isNotFound: Bool { code == ENOENT || code == ENOTDIR || code == MDB_NOTFOUND }
    /// The named database has other properties than were asked for.
    public var isIncompatible: Bool { code == MDB_INCOMPATIBLE }
    /// Something stands there already.
    public var isExisting: Bool { code == EEXIST || code == ENOTEMPTY || code == MDB_KEYEXIST }
    /// The user may not do this.
    public var isDenied: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// Somebody else has it.
    public var isBusy: Bool { code == EBUSY }

    var isPanic: Bool { code == MDB_PANIC }
    var isMapFull: Bool { code == MDB_MAP_FULL }
    var isMapResized: Bool { code == MDB_MAP_RESIZED }

    /// The whole sentence: what was tried and why it failed, or what is damaged.
    public var description: String {
        if isSentence { return operation }
        let reason = mdb_strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return "cannot \(operation): \(reason)"
    }
}
