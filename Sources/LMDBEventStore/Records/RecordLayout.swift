import LMDB

/// Where everything stands in a record of version 1. All numbers are little-endian.
///
/// A record is a header of fixed size, the envelope (stream, id, by, words of `occurred`, tags, references), and the
/// body. It stands alone: every index can be made anew from the records.
///
/// | offset | bytes | content |
/// |---|---|---|
/// | 0 | 8 | XXH3 of all that follows up to the end of the envelope |
/// | 8 | 1 | version of the layout |
/// | 9 | 1 | precision of `occurred` |
/// | 10 | 1 | form, known ends and signs of `occurred` |
/// | 11 | 1 | number of references |
/// | 12 | 2 | flags |
/// | 14 | 2 | number of the kind |
/// | 16 | 2 | version of the body |
/// | 18 | 2 | offset of `occurred` from UTC in minutes; −32768 where it has none |
/// | 20 | 8 | position |
/// | 28 | 8 | revision |
/// | 36 | 8 | ordinal of the stream |
/// | 44 | 8 | recorded, microseconds since 1970 in UTC |
/// | 52 | 8 | published |
/// | 60 | 8 | earliest |
/// | 68 | 8 | latest |
/// | 76 | 1 | length of the stream's id |
/// | 77 | 1 | length of the event's id |
/// | 78 | 1 | length of `by` |
/// | 79 | 1 | number of tags |
/// | 80 | 2 | length of the words |
/// | 82 | 2 | zero |
/// | 84 | 4 | length of the envelope |
/// | 88 | 4 | length of the body |
/// | 92 | 16 | salt |
/// | 108 | 32 | commitment: SHA-256 over salt and body |
/// | 140 | 8 | XXH3 of the body |
/// | 148 | | envelope: stream, id, by, words; tags, each after one byte of length; references, each one byte of length, the stream, and 8 bytes of revision |
/// | | | body |
enum RecordLayout {
    static let version: UInt8 = 1
    static let headerSize = 148

    static let checksum = 0
    static let versionOffset = 8
    static let precision = 9
    static let timeBits = 10
    static let referenceCount = 11
    static let flags = 12
    static let kind = 14
    static let bodyVersion = 16
    static let offsetMinutes = 18
    static let position = 20
    static let revision = 28
    static let ordinal = 36
    static let recorded = 44
    static let published = 52
    static let earliest = 60
    static let latest = 68
    static let streamLength = 76
    static let idLength = 77
    static let authorLength = 78
    static let tagCount = 79
    static let wordsLength = 80
    static let envelopeLength = 84
    static let bodyLength = 88
    static let salt = 92
    static let saltSize = 16
    static let commitment = 108
    static let bodyChecksum = 140

    /// The bits of ``timeBits``.
    enum TimeBits {
        static let form: UInt8 = 0b11
        static let hasEarliest: UInt8 = 1 << 2
        static let hasLatest: UInt8 = 1 << 3
        static let isApproximate: UInt8 = 1 << 4
        static let isUncertain: UInt8 = 1 << 5
    }

    /// What stands for "no offset".
    static let noOffset = Int16.min
}

extension RecordLayout {
    /// The id of the event in a record; empty where that is cut short.
    @_lifetime(copy record)
    static func id(of record: RawSpan) -> RawSpan {
        let start = headerSize + Int(record.littleEndian(at: streamLength, as: UInt8.self) ?? 0)
        let count = Int(record.littleEndian(at: idLength, as: UInt8.self) ?? 0)
        guard let id = record.part(at: start, count: count) else { return record.extracting(first: 0) }
        return id
    }
}
