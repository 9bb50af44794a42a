/// Up to eight bytes as one number, so that they are looked at together: the first is the least byte of it.
extension UInt64 {
    /// Eight bytes.
    @inlinable @inline(__always)
    init(bytesAt place: UnsafeRawPointer) { self.init(littleEndian: place.loadUnaligned(as: UInt64.self)) }

    /// Fewer than eight bytes, at least one; what is missing is zero.
    ///
    /// - Parameter follows: whether eight bytes end with them, all of which may be read.
    @inlinable @inline(__always)
    init(lastBytesAt place: UnsafeRawPointer, count: Int, follows: Bool) {
        func piece<Piece: FixedWidthInteger & BitwiseCopyable>(_ type: Piece.Type, at offset: Int) -> UInt64 {
            UInt64(truncatingIfNeeded: Piece(littleEndian: (place + offset).loadUnaligned(as: type)))
                &<< UInt64(truncatingIfNeeded: 8 &* offset)
        }
        if follows {
            // Those before them are shifted out.
            self.init(bytesAt: place + (count &- 8))
            self &>>= UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        } else if count >= 4 {
            // Two pieces that may overlap.
            self = piece(UInt32.self, at: 0) | piece(UInt32.self, at: count &- 4)
        } else {
            self = piece(UInt8.self, at: 0) | piece(UInt8.self, at: count / 2) | piece(UInt8.self, at: count &- 1)
        }
    }
}
