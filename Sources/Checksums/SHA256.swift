import Crypto
import Glibc

/// SHA-256 (FIPS 180-4), for commitments that prove bytes to others without showing them.
public enum SHA256 {
    /// How many bytes a digest has.
    public static let size = 32

    /// Writes the digest of two parts, one behind the other, into bytes that must have room for it.
    public static func store(of first: RawSpan, _ second: RawSpan, in bytes: inout MutableRawSpan, at offset: Int) {
        precondition(offset >= 0 && offset + size <= bytes.byteCount)
        let digest = digest(of: first, second)
        bytes.withUnsafeMutableBytes { target in
            digest.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: target[offset..<(offset + size)]).copyMemory(from: source)
            }
        }
    }

    /// Whether bytes are the digest of two parts, one behind the other.
    public static func matches(_ bytes: RawSpan, of first: RawSpan, _ second: RawSpan) -> Bool {
        let digest = digest(of: first, second)
        return digest.withUnsafeBytes { expected in
            bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, let first = expected.baseAddress, bytes.count == size else {
                    return false
                }
                return memcmp(start, first, size) == 0
            }
        }
    }

    /// The digest of two parts, one behind the other.
    public static func digest(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        Array(digest(of: first.span.bytes, second.span.bytes))
    }

    private static func digest(of first: RawSpan, _ second: RawSpan) -> Crypto.SHA256.Digest {
        var hash = Crypto.SHA256()
        first.withUnsafeBytes { hash.update(bufferPointer: $0) }
        second.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize()
    }
}
