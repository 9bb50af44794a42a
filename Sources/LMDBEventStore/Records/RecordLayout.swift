import LMDB

/// Where everything stands in a record of version 2, the one that is written. All numbers are little-endian.
///
/// A record is a header of fixed size, the envelope (stream, id, by, words of `occurred`, tags, references), and the
/// body. It stands alone: every index can be made anew from the records. What follows from other numbers is left out.
///
/// | offset | bytes | content |
/// |---|---|---|
/// | 0 | 8 | XXH3 of all that follows up to the end of the envelope, sealed with the position |
/// | 8 | 1 | version of the layout |
/// | 9 | 1 | precision of `occurred` |
/// | 10 | 1 | form, known ends and signs of `occurred`; what is left out |
/// | 11 | 1 | number of references |
/// | 12 | 2 | flags |
/// | 14 | 2 | number of the kind |
/// | 16 | 2 | version of the body |
/// | 18 | 2 | offset of `occurred` from UTC in minutes; −32768 where it has none |
/// | 20 | 6 | ordinal of the stream |
/// | 26 | 6 | revision |
/// | 32 | 8 | recorded, microseconds since 1970 in UTC |
/// | 40 | 8 | earliest |
/// | 48 | 2 | length of the envelope |
/// | 50 | 1 | length of the stream's id |
/// | 51 | 1 | length of the event's id; 0 where that is a UUID, kept as its 16 bytes |
/// | 52 | 1 | length of `by` |
/// | 53 | 1 | number of tags |
/// | 54 | 2 | length of the words |
/// | 56 | 16 | salt |
/// | 72 | 32 | commitment: SHA-256 over salt and body |
/// | 104 | 8 | XXH3 of the body |
/// | 112 | | envelope: published in 8 bytes, where it is not when it was recorded; latest in 8 bytes, where it does not follow; stream, id, by, words; tags, each after one byte of length; references, each one byte of length, the stream, and 8 bytes of revision |
/// | | | body |
///
/// The position is the key of the record. ``FirstRecordLayout`` tells how version 1 differs, which is read too.
enum RecordLayout {
    static let version: UInt8 = 2
    static let headerSize = 112

    static let checksum = 0
    static let versionOffset = 8
    static let precision = 9
    static let timeBits = 10
    static let referenceCount = 11
    static let flags = 12
    static let kind = 14
    static let bodyVersion = 16
    static let offsetMinutes = 18
    static let ordinal = 20
    static let revision = 26
    static let recorded = 32
    static let earliest = 40
    static let envelopeLength = 48
    static let streamLength = 50
    static let idLength = 51
    static let authorLength = 52
    static let tagCount = 53
    static let wordsLength = 54
    static let salt = 56
    static let saltSize = 16
    static let commitment = 72
    static let bodyChecksum = 104

    /// A UUID, kept as its bytes.
    static let uuidSize = 16

    /// The bits of ``timeBits``.
    enum TimeBits {
        static let form: UInt8 = 0b11
        static let hasEarliest: UInt8 = 1 << 2
        static let hasLatest: UInt8 = 1 << 3
        static let isApproximate: UInt8 = 1 << 4
        static let isUncertain: UInt8 = 1 << 5
        /// The words are the usual ones for the other numbers (``UsualWords``); they and `latest` are left out.
        static let hasUsualWords: UInt8 = 1 << 6
        /// It was published when it was recorded.
        static let isPublishedWhenRecorded: UInt8 = 1 << 7
    }

    /// What stands for "no offset".
    static let noOffset = Int16.min

    /// What the checksum over header and envelope is combined with, so that a record is sound at its own position only:
    /// a different number for each, from which the position can be found again.
    static func seal(_ position: UInt64) -> UInt64 { position &* 0x9E37_79B9_7F4A_7C15 }

    /// The position that has this seal.
    static func position(sealedAs seal: UInt64) -> UInt64 { seal &* 0xF1DE_83E1_9937_733D }

    /// Where the name of the stream begins in a record: behind the numbers of the envelope that it does not leave out.
    static func textsStart(of record: RawSpan) -> Int {
        let bits: UInt8 = record.littleEndian(at: timeBits) ?? 0
        var start = headerSize
        if bits & TimeBits.isPublishedWhenRecorded == 0 { start += 8 }
        if bits & TimeBits.hasLatest != 0, bits & TimeBits.hasUsualWords == 0 { start += 8 }
        return start
    }

    /// Where the id stands in a record.
    static func idStart(of record: RawSpan) -> Int {
        textsStart(of: record) + Int(record.littleEndian(at: streamLength, as: UInt8.self) ?? 0)
    }
}

/// Where version 1 of the layout keeps what ``RecordLayout`` keeps elsewhere, or leaves out. Logs begun before have such
/// records, and each is read as it is.
///
/// | offset | bytes | content |
/// |---|---|---|
/// | 20 | 8 | position |
/// | 28 | 8 | revision |
/// | 36 | 8 | ordinal of the stream |
/// | 44 | 8 | recorded |
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
/// | 108 | 32 | commitment |
/// | 140 | 8 | XXH3 of the body |
/// | 148 | | envelope from the stream on |
enum FirstRecordLayout {
    static let version: UInt8 = 1
    static let headerSize = 148

    static let position = 20
    static let revision = 28
    static let ordinal = 36
    static let recorded = 44
    static let published = 52
    static let earliest = 60
    static let latest = 68
    static let envelopeLength = 84
    static let bodyLength = 88
    /// How much further than in version 2 the lengths of the texts and the number of tags stand, in the same order.
    static let lengthsShift = 76 - RecordLayout.streamLength
    /// How much further salt, commitment and the checksum of the body stand, in the same order.
    static let bodyShift = 92 - RecordLayout.salt
}
