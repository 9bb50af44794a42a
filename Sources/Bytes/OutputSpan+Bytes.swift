/// Writing bytes in one piece each, into room that was made before: the only place where bytes are copied without the
/// checks of the type system, so each of these checks first that there is room.
extension OutputSpan<UInt8> {
    /// Appends bytes. There must be room for them.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func append(_ bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity, "there is no room for the bytes")
        withUnsafeMutableBufferPointer { room, filled in
            bytes.withUnsafeBytes { bytes in
                guard let start = room.baseAddress, let first = bytes.baseAddress else { return }
                copyBytes(from: first, to: UnsafeMutableRawPointer(start + filled), count: bytes.count)
                filled += bytes.count
            }
        }
    }

    /// Appends a text of the program's own. There must be room for it.
    @inlinable @inline(__always)
    @_lifetime(self: copy self)
    public mutating func append(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        precondition(count <= freeCapacity, "there is no room for the text")
        withUnsafeMutableBufferPointer { room, filled in
            guard let start = room.baseAddress else { return }
            copyBytes(from: text.utf8Start, to: start + filled, count: count)
            filled += count
        }
    }

    /// Appends a number in decimal digits. There must be room for 20.
    @_lifetime(self: copy self)
    public mutating func append(decimal number: UInt64) {
        let count = number.decimalCount
        precondition(count <= freeCapacity, "there is no room for the digits")
        withUnsafeMutableBufferPointer { room, filled in
            guard let start = room.baseAddress else { return }
            (UnsafeMutableRawPointer(start) + filled).put(decimal: number, count: count)
            filled += count
        }
    }

    /// Appends a number below a million as six digits. There must be room for them.
    @_lifetime(self: copy self)
    public mutating func append(sixDigits number: UInt32) {
        precondition(6 <= freeCapacity && number < 1_000_000, "there is no room for the digits")
        withUnsafeMutableBufferPointer { room, filled in
            guard let start = room.baseAddress else { return }
            let place = UnsafeMutableRawPointer(start + filled)
            place.put(pair: Int(number / 10_000))
            (place + 2).put(pair: Int(number / 100 % 100))
            (place + 4).put(pair: Int(number % 100))
            filled += 6
        }
    }
}

/// Copies bytes; few of them, as nearly all words are, without a call: as two pieces that may overlap.
@usableFromInline @inline(__always)
func copyBytes(from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int) {
    copyKnownBytes(from: source, to: target, count: count)
}

/// The same for a text of the program's own: where its length is known to the compiler, little of this is left.
@inlinable @inline(__always)
func copyKnownBytes(from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int) {
    switch count {
    case 4..<8: copyEnds(of: UInt32.self, from: source, to: target, count: count)
    case 2..<4: copyEnds(of: UInt16.self, from: source, to: target, count: count)
    case 8...16: copyEnds(of: UInt64.self, from: source, to: target, count: count)
    case 17...32: copyEnds(of: SIMD16<UInt8>.self, from: source, to: target, count: count)
    case 33...64: copyEnds(of: SIMD32<UInt8>.self, from: source, to: target, count: count)
    default: target.copyMemory(from: source, byteCount: count)
    }
}

@inlinable @inline(__always)
func copyEnds<Piece: BitwiseCopyable>(
    of piece: Piece.Type, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, count: Int
) {
    let last = count - MemoryLayout<Piece>.size
    let first = source.loadUnaligned(as: piece)
    let end = source.loadUnaligned(fromByteOffset: last, as: piece)
    target.storeBytes(of: first, as: piece)
    target.storeBytes(of: end, toByteOffset: last, as: piece)
}

extension UnsafeMutableRawPointer {
    /// The two digits of every number below a hundred.
    private static var pairs: StaticString {
        """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """
    }

    /// Puts a number in so many decimal digits, all that it has.
    @inline(__always)
    func put(decimal number: UInt64, count: Int) {
        var rest = number
        var end = self + count
        // The last digits first, two at a time: dividing by a constant costs a multiplication.
        while rest >= 100 {
            let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
            end -= 2
            end.put(pair: Int(pair))
            rest = quotient
        }
        if rest >= 10 {
            (end - 2).put(pair: Int(rest))
        } else {
            (end - 1).storeBytes(of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest), as: UInt8.self)
        }
    }

    @inline(__always)
    fileprivate func put(pair: Int) {
        storeBytes(
            of: UnsafeRawPointer(Self.pairs.utf8Start).loadUnaligned(fromByteOffset: 2 * pair, as: UInt16.self),
            as: UInt16.self)
    }
}

extension UInt64 {
    /// How many decimal digits it has.
    var decimalCount: Int {
        var count = 1
        var rest = self
        while rest >= 10_000 {
            rest /= 10_000
            count += 4
        }
        if rest >= 1000 { return count + 3 }
        if rest >= 100 { return count + 2 }
        return rest >= 10 ? count + 1 : count
    }
}
