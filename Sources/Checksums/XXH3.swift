import CXXHash

/// XXH3 in its 64-bit form: a fast checksum that tells damaged bytes from sound ones.
///
/// It is no proof against people: whoever can write bytes can find others with the same sum. Proofs use SHA-256.
/// The values are those of the algorithm's specification (xxHash 0.8 and later), the same on every machine.
public enum XXH3 {
    /// The hash of some bytes. Costs about 10 ns and then a nanosecond for every 20 bytes.
    public static func hash(_ bytes: RawSpan) -> UInt64 {
        #if BLOTTER_UNCHECKED
            // All bytes have the same sum: what is then served shows what the checksums are for (Scripts/soak damage).
            return 0
        #else
            return bytes.withUnsafeBytes { blotter_xxh3($0.baseAddress, $0.count) }
        #endif
    }

    /// The hash of some bytes under a seed: another seed gives an unrelated hash.
    public static func hash(_ bytes: RawSpan, seed: UInt64) -> UInt64 {
        #if BLOTTER_UNCHECKED
            return 0
        #else
            return bytes.withUnsafeBytes { blotter_xxh3_seeded($0.baseAddress, $0.count, seed) }
        #endif
    }

    /// The hash of an array of bytes under a seed.
    public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        hash(bytes.span.bytes, seed: seed)
    }

    /// The hash of a part of an array of bytes. The range must lie within the array.
    public static func hash(_ bytes: [UInt8], in range: Range<Int>) -> UInt64 {
        hash(bytes.span.bytes.extracting(range))
    }

    /// The hash of the UTF-8 bytes of a text under a seed.
    public static func hash(utf8 text: String, seed: UInt64 = 0) -> UInt64 {
        hash(text.utf8.span.bytes, seed: seed)
    }
}
