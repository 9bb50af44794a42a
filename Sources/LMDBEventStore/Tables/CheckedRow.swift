import Checksums
import LMDB

/// A row of one of the small tables: some numbers, followed by a checksum over the key and them.
struct CheckedRow {
    /// The numbers.
    let numbers: [UInt64]

    init(_ numbers: [UInt64]) { self.numbers = numbers }

    /// How many bytes a row of so many numbers has.
    static func size(of count: Int) -> Int { 8 * count + 8 }

    /// Reads a row of so many numbers.
    ///
    /// - Throws: damage where the row is not what was written for this key.
    init(_ value: RawSpan, key: RawSpan, table: String, count: Int) throws(LMDBError) {
        let size = 8 * count
        guard value.byteCount == Self.size(of: count), let covered = value.part(at: 0, count: size),
            value.littleEndian(at: size) == XXH3.hash(covered, seed: XXH3.hash(key))
        else {
            throw .damaged("The log is damaged: a row of its table '\(table)' does not match its checksum.")
        }
        numbers = (0..<count).map { value.littleEndian(at: 8 * $0) ?? 0 }
    }

    /// The bytes to put under a key.
    func bytes(key: RawSpan) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.size(of: numbers.count))
        for number in numbers { bytes.appendNumber(number) }
        bytes.appendNumber(XXH3.hash(bytes, seed: XXH3.hash(key)))
        return bytes
    }
}

/// What the log knows of a stream: in which order it first appeared, and how far it has come.
struct StreamRow {
    var ordinal: UInt64
    var revision: UInt64

    init(ordinal: UInt64, revision: UInt64) {
        self.ordinal = ordinal
        self.revision = revision
    }

    init(_ value: RawSpan, key: RawSpan) throws(LMDBError) {
        let row = try CheckedRow(value, key: key, table: "streams", count: 2)
        self.init(ordinal: row.numbers[0], revision: row.numbers[1])
    }

    var row: CheckedRow { CheckedRow([ordinal, revision]) }
}

/// What makes a log this log: the version of its format, when it was made, and the secret by which event ids are
/// hashed, so that nobody can choose ids that share a hash.
struct LogIdentity: Sendable {
    /// The version that this program gives to a new log. It reads all up to it. The version says how the keys of the
    /// indexes are written (``IndexKeys``) and whether the newest events may lack in them (``LogTail``, from 3 on), and a
    /// log goes on as it has begun; each record says its own layout.
    static let currentFormat: UInt64 = 3
    static let key = Array("log".utf8)

    let format: UInt64
    let created: Int64
    let hashKey: UInt64
    let name: (UInt64, UInt64)

    init(format: UInt64 = currentFormat, created: Int64, hashKey: UInt64, name: (UInt64, UInt64)) {
        self.format = format
        self.created = created
        self.hashKey = hashKey
        self.name = name
    }

    /// A new log's.
    static func minted(created: Int64) throws(LMDBError) -> LogIdentity {
        var random = RandomBytes()
        return LogIdentity(
            created: created, hashKey: try random.nextInteger(),
            name: (try random.nextInteger(), try random.nextInteger()))
    }

    /// Reads the identity. The version comes first in every format; where it is a newer one, nothing else is read.
    init(_ value: RawSpan) throws(LMDBError) {
        let format = value.littleEndian(at: 0, as: UInt64.self) ?? 0
        guard format <= Self.currentFormat else {
            self.init(format: format, created: 0, hashKey: 0, name: (0, 0))
            return
        }
        let row = try CheckedRow(value, key: Self.key.rawBytes, table: "meta", count: 5).numbers
        self.init(format: row[0], created: Int64(bitPattern: row[1]), hashKey: row[2], name: (row[3], row[4]))
    }

    var row: CheckedRow { CheckedRow([format, UInt64(bitPattern: created), hashKey, name.0, name.1]) }
}
