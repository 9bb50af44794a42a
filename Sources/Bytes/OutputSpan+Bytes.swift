/// Writing bytes in one piece each, into room that was made before: the only place where bytes are copied without the
/// checks of the type system, so each of these checks first that there is room.
extension OutputSpan<UInt8> {
    /// Appends bytes. There must be room for them.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func append(_ bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity, "there is no room for the bytes")
        withUnsafeMutableBufferPointer { room, filled in
            bytes.withUnsafeBufferPointer { bytes in
                guard let start = room.baseAddress, let first = bytes.baseAddress else { return }
                (start + filled).initialize(from: first, count: bytes.count)
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
            (start + filled).initialize(from: text.utf8Start, count: count)
            filled += count
        }
    }

    /// Appends a number in decimal digits. There must be room for 20.
    @_lifetime(self: copy self)
    public mutating func append(decimal number: UInt64) {
        let count = number.decimalCount
        precondition(count <= freeCapacity, "there is no room for the digits")
        withUnsafeMutableBufferPointer { room, filled in
            var rest = number
            var place = filled + count
            filled = place
            // The last digit first, two at a time: dividing by a constant costs a multiplication.
            while rest >= 100 {
                let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
                place -= 2
                room.put(pair, at: place)
                rest = quotient
            }
            if rest >= 10 {
                room.put(rest, at: place - 2)
            } else {
                room[place - 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
            }
        }
    }

    /// Appends a number below a million as six digits. There must be room for them.
    @_lifetime(self: copy self)
    public mutating func append(sixDigits number: UInt32) {
        precondition(6 <= freeCapacity, "there is no room for the digits")
        withUnsafeMutableBufferPointer { room, filled in
            room.put(UInt64(number / 10_000 % 100), at: filled)
            room.put(UInt64(number / 100 % 100), at: filled + 2)
            room.put(UInt64(number % 100), at: filled + 4)
            filled += 6
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    fileprivate func put(_ pair: UInt64, at place: Int) {
        self[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: pair / 10)
        self[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: pair % 10)
    }
}

extension UInt64 {
    /// How many decimal digits it has.
    fileprivate var decimalCount: Int {
        var count = 1
        var limit: UInt64 = 10
        while self >= limit, count < 20 {
            count += 1
            let (next, isTooLarge) = limit.multipliedReportingOverflow(by: 10)
            limit = isTooLarge ? .max : next
        }
        return count
    }
}
