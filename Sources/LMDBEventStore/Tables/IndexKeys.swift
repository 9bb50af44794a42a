import LMDB

/// How the keys of `stream-events` and `event-ids` are written: an ordinal, and behind it a revision or the hash of an id.
///
/// Logs of format 1 have two numbers of eight bytes each, greatest byte first. Since then numbers are as long as they have
/// to be, and still sort as numbers do, and of a hash five bytes are kept: within one stream hardly any two are the same
/// (of a million ids one pair, as likely as not), and where they are, records tell them apart. An entry of an index is half
/// as long by that.
///
/// | number | bytes | bits |
/// |---|---|---|
/// | up to 2^7 − 1 | 1 | `0…` and 7 of the number |
/// | up to 2^14 − 1 | 2 | `10…` and 14 |
/// | up to 2^21 − 1 | 3 | `110…` and 21 |
/// | … | | |
/// | up to 2^49 − 1 | 7 | `1111110…` and 49 |
enum IndexKeys: Sendable {
    /// Sixteen bytes.
    case wide
    /// As many bytes as are needed, at most fourteen.
    case narrow

    /// The keys that a log of this format has.
    init(format: UInt64) { self = format == 1 ? .wide : .narrow }

    private static let hashSize = 5

    /// As much of the hash of an id as a key keeps.
    func kept(ofHash hash: UInt64) -> UInt64 {
        switch self {
        case .wide: hash
        case .narrow: hash >> UInt64(64 - 8 * Self.hashSize)
        }
    }

    /// The key of an event of a stream.
    func key(_ ordinal: UInt64, revision: UInt64) -> ShortKey {
        var key = ShortKey()
        switch self {
        case .wide:
            key.append(ordinal, size: 8)
            key.append(revision, size: 8)
        case .narrow:
            key.append(rising: ordinal)
            key.append(rising: revision)
        }
        return key
    }

    /// The key of the ids of a stream that share a hash.
    func key(_ ordinal: UInt64, hash: UInt64) -> ShortKey {
        var key = ShortKey()
        switch self {
        case .wide:
            key.append(ordinal, size: 8)
            key.append(hash, size: 8)
        case .narrow:
            key.append(rising: ordinal)
            key.append(kept(ofHash: hash), size: Self.hashSize)
        }
        return key
    }

    /// The ordinal and the revision of a key; nil where it is not written as one.
    func revision(of key: RawSpan) -> (ordinal: UInt64, revision: UInt64)? {
        guard self == .narrow else { return wideNumbers(of: key) }
        guard let first = key.rising(at: 0), let second = key.rising(at: first.size),
            first.size + second.size == key.byteCount
        else { return nil }
        return (first.number, second.number)
    }

    /// The ordinal and the kept part of the hash of a key; nil where it is not written as one.
    func hash(of key: RawSpan) -> (ordinal: UInt64, hash: UInt64)? {
        guard self == .narrow else { return wideNumbers(of: key) }
        guard let first = key.rising(at: 0), key.byteCount == first.size + Self.hashSize else { return nil }
        var hash: UInt64 = 0
        for place in first.size..<key.byteCount { hash = hash << 8 | UInt64(key.bytes[place]) }
        return (first.number, hash)
    }

    private func wideNumbers(of key: RawSpan) -> (UInt64, UInt64)? {
        guard key.byteCount == 16, let first: UInt64 = key.bigEndian(at: 0), let second: UInt64 = key.bigEndian(at: 8)
        else { return nil }
        return (first, second)
    }
}

extension ShortKey {
    /// Appends a number in as many bytes as it needs, of which the first tells how many. Numbers of a record are below
    /// 2^48 (``RecordLayout``).
    fileprivate mutating func append(rising number: UInt64) {
        let bits = UInt64.bitWidth - number.leadingZeroBitCount
        let size = Swift.min(7, Swift.max(1, (bits + 6) / 7))
        let mark = ((1 as UInt64) << UInt64(size - 1) - 1) << UInt64(7 * size + 1)
        append(mark | number & ((1 as UInt64) << UInt64(7 * size) - 1), size: size)
    }
}

extension RawSpan {
    /// The number at an offset that was written in as many bytes as it needed; nil where none was.
    fileprivate func rising(at offset: Int) -> (number: UInt64, size: Int)? {
        guard offset < byteCount else { return nil }
        let size = (~bytes[offset]).leadingZeroBitCount + 1
        guard size <= 7, offset + size <= byteCount else { return nil }
        var number: UInt64 = 0
        for place in offset..<(offset + size) { number = number << 8 | UInt64(bytes[place]) }
        number &= (1 as UInt64) << UInt64(7 * size) - 1
        // The same number in more bytes than it needs would be a second key for it.
        guard size == 1 || number >> UInt64(7 * (size - 1)) > 0 else { return nil }
        return (number, size)
    }
}
