/// Making texts of bytes.
extension String {
    /// The text that bytes of UTF-8 are; what is none becomes U+FFFD.
    ///
    /// Most texts that programs keep are ASCII, which is seen eight bytes at a time and then copied as it is. To decode
    /// bytes of which nothing is known takes several times as long.
    public init(utf8 bytes: Span<UInt8>) {
        if bytes.isASCII {
            self.init(copying: UTF8Span(unchecked: bytes, isKnownASCII: true))
        } else {
            self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }
}
