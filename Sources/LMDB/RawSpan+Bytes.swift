import Bytes
import Glibc

/// Reading integers, text and parts out of borrowed bytes: the only place where bytes are read without the checks of
/// the type system, so every one of these checks its range itself.
extension RawSpan {
    /// The little-endian integer at an offset; nil where it would reach past the end.
    @inlinable
    public func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type = Number.self
    ) -> Number? {
        guard offset >= 0, offset <= byteCount - MemoryLayout<Number>.size else { return nil }
        return Number(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Number.self))
    }

    /// The big-endian integer at an offset; nil where it would reach past the end.
    @inlinable
    public func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type = Number.self
    ) -> Number? {
        guard offset >= 0, offset <= byteCount - MemoryLayout<Number>.size else { return nil }
        return Number(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Number.self))
    }

    /// `count` bytes from an offset on; nil where they would reach past the end.
    @inlinable
    @_lifetime(copy self)
    public func part(at offset: Int, count: Int) -> RawSpan? {
        guard offset >= 0, count >= 0, offset <= byteCount, count <= byteCount - offset else { return nil }
        return extracting(unchecked: offset..<(offset + count))
    }

    /// The bytes one by one.
    @inlinable
    public var bytes: Span<UInt8> {
        @_lifetime(copy self)
        get { _overrideLifetime(Span<UInt8>(_bytes: self), copying: self) }
    }

    /// A copy of the bytes.
    public var array: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// The bytes as text; what is no UTF-8 becomes U+FFFD, so check the bytes first where that matters.
    public var text: String { String(utf8: bytes) }

    /// Whether both hold the same bytes.
    public func hasSameBytes(as other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        return withUnsafeBytes { left in
            other.withUnsafeBytes { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return memcmp(first, second, left.count) == 0
            }
        }
    }

    /// Whether these bytes are the UTF-8 of a text.
    public func hasSameBytes(as text: String) -> Bool { hasSameBytes(as: text.utf8.span.bytes) }
}

extension MutableRawSpan {
    /// Writes an integer, least byte first. It must fit.
    @inlinable
    @_lifetime(self: copy self)
    public mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at offset: Int) {
        storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
    }

    /// Writes bytes, which must fit.
    @_lifetime(self: copy self)
    public mutating func store(_ bytes: RawSpan, at offset: Int) {
        precondition(offset >= 0 && bytes.byteCount <= byteCount - offset)
        withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                guard let start = target.baseAddress, let first = source.baseAddress else { return }
                memcpy(start + offset, first, source.count)
            }
        }
    }
}

extension [UInt8] {
    /// Lets somebody write to the bytes in place.
    public mutating func editing(_ body: (inout MutableRawSpan) -> Void) {
        var span = mutableSpan
        var bytes = span.mutableBytes
        body(&bytes)
    }
}

extension [UInt8] {
    /// The bytes, borrowed.
    public var rawBytes: RawSpan {
        @_lifetime(borrow self)
        get { span.bytes }
    }
}

extension String.UTF8View {
    /// The bytes, borrowed.
    public var rawBytes: RawSpan {
        @_lifetime(borrow self)
        get { span.bytes }
    }
}
