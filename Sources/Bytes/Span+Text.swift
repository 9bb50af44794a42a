/// Looking at text without decoding it, eight bytes at a time.
extension Span<UInt8> {
    /// Whether all bytes are visible ASCII or blanks, and none is a quotation mark or a backslash: such a text stands in
    /// JSON as it is, and holds no control.
    public var isPlainText: Bool {
        holdsOnly { Self.oddBytes($0) == 0 }
    }

    /// Whether all bytes are visible ASCII or blanks.
    public var isVisibleASCII: Bool { holdsOnly { Self.unseenBytes($0) == 0 } }

    /// Up to where a part of the bytes is such a text. The part must lie within them.
    public func endOfPlainText(from start: Int, to end: Int) -> Int { first(from: start, to: end, Self.oddBytes) }

    /// Up to where the bytes from one on stand in a string of JSON as they are: up to the first quotation mark, backslash
    /// or control below U+0020.
    public func endOfUnescaped(from start: Int) -> Int { first(from: start, to: count, Self.specialBytes) }

    /// The first of a part of the bytes that is found among eight of them, else the end. Of what is found the least byte
    /// must be right; blanks are never found.
    @inline(__always)
    private func first(from start: Int, to end: Int, _ find: (UInt64) -> UInt64) -> Int {
        precondition(start >= 0 && start <= end && end <= count)
        return withUnsafeBytes { bytes in
            var offset = start
            while offset + 8 <= end {
                let found = find(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                // Borrows reach upwards only, so the lowest of them is right, which is the first byte.
                guard found == 0 else { return offset + found.trailingZeroBitCount / 8 }
                offset += 8
            }
            guard offset < end else { return end }
            // The last ones together with some that were found sound before, or with blanks.
            var last = Self.each(0x20)
            if end - start >= 8 {
                offset = end - 8
                last = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            } else {
                for index in (offset..<end).reversed() { last = last << 8 | UInt64(bytes[index]) }
            }
            return min(offset + find(last).trailingZeroBitCount / 8, end)
        }
    }

    /// Some bytes, eight at most, as one number: the first is its least byte, and what is missing is 0. They must lie within.
    public func number(at start: Int, count length: Int) -> UInt64 {
        precondition(start >= 0 && length >= 0 && length <= 8 && start + length <= count)
        return withUnsafeBytes { bytes in
            guard let first = bytes.baseAddress, length > 0 else { return 0 }
            guard length < 8 else { return UInt64(bytesAt: first + start) }
            return UInt64(lastBytesAt: first + start, count: length, follows: start + length >= 8)
        }
    }

    /// A short text from one byte on, up to a quotation mark: as two numbers, the first byte the least one of the first
    /// number, and what is missing is 0. Nil where it has more than 15 bytes, where one of them is not visible ASCII or a
    /// blank, where a backslash stands in it, or where the bytes from there on are fewer than 16.
    @inlinable @inline(__always)
    public func shortText(from start: Int, to end: Int) -> (low: UInt64, high: UInt64, count: Int)? {
        guard start >= 0, end <= count, start <= end &- 16 else { return nil }
        let low = UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self))
        var found = Self.oddBytes(low)
        if found != 0 {
            let length = found.trailingZeroBitCount / 8
            guard self[unchecked: start &+ length] == UInt8(ascii: "\"") else { return nil }
            return (low & (1 &<< UInt64(8 &* length) &- 1), 0, length)
        }
        let high = UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ 8, as: UInt64.self))
        found = Self.oddBytes(high)
        let length = found.trailingZeroBitCount / 8
        guard found != 0, self[unchecked: start &+ 8 &+ length] == UInt8(ascii: "\"") else { return nil }
        return (low, high & (1 &<< UInt64(8 &* length) &- 1), 8 &+ length)
    }

    /// Whether all bytes are ASCII.
    public var isASCII: Bool { holdsOnly { $0 & Self.highBits == 0 } }

    /// Whether all bytes are ASCII and none is a backslash: what JSON like this says stands in it letter by letter.
    public var isPlainJSON: Bool {
        holdsOnly { word in (word | Self.zeroBytes(word ^ Self.each(UInt8(ascii: "\\")))) & Self.highBits == 0 }
    }

    /// Whether these bytes stand in it, capital letters of ASCII taken for small ones. Costs about a nanosecond a byte.
    ///
    /// - Parameter wanted: without capital letters of ASCII; not empty.
    public func holds(ignoringCase wanted: [UInt8]) -> Bool {
        withUnsafeBytes { bytes in
            wanted.withUnsafeBytes { wanted in
                guard let first = wanted.first, wanted.count <= bytes.count else { return false }
                for start in 0...(bytes.count - wanted.count) where Self.small(bytes[start]) == first {
                    var length = 1
                    while length < wanted.count, Self.small(bytes[start + length]) == wanted[length] { length += 1 }
                    if length == wanted.count { return true }
                }
                return false
            }
        }
    }

    @inline(__always)
    private static func small(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }

    /// Not zero where one of the eight bytes is not visible ASCII or a blank, or is a quotation mark or a backslash.
    @inlinable @inline(__always)
    static func oddBytes(_ word: UInt64) -> UInt64 {
        unseenBytes(word) | zeroBytes(word ^ each(UInt8(ascii: "\""))) | zeroBytes(word ^ each(UInt8(ascii: "\\")))
    }

    /// Not zero where one of the eight bytes is not visible ASCII or a blank.
    @inlinable @inline(__always)
    static func unseenBytes(_ word: UInt64) -> UInt64 {
        word & highBits | controls(word) | zeroBytes(word ^ each(0x7F))
    }

    /// Not zero where one of the eight bytes is a quotation mark, a backslash or a control below U+0020.
    @inline(__always)
    static func specialBytes(_ word: UInt64) -> UInt64 {
        controls(word) | zeroBytes(word ^ each(UInt8(ascii: "\""))) | zeroBytes(word ^ each(UInt8(ascii: "\\")))
    }

    /// Not zero where one of the eight bytes is a control below U+0020: such a byte borrows from its high bit.
    @inlinable @inline(__always)
    static func controls(_ word: UInt64) -> UInt64 { (word &- each(0x20)) & ~word & highBits }

    @inlinable @inline(__always)
    static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    @inlinable @inline(__always)
    static func each(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Not zero where one of the eight bytes is.
    @inlinable @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- each(1)) & ~word & highBits }

    /// Asks of every eight bytes; of the last eight once more where they are not full, or together with blanks where
    /// there are no eight.
    @inline(__always)
    private func holdsOnly(_ isSound: (UInt64) -> Bool) -> Bool {
        withUnsafeBytes { bytes in
            guard bytes.count >= 8 else {
                var last = Self.each(0x20)
                for byte in bytes { last = last << 8 | UInt64(byte) }
                return isSound(last)
            }
            var offset = 0
            while offset + 8 < bytes.count {
                guard isSound(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) else { return false }
                offset += 8
            }
            return isSound(bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
        }
    }
}
