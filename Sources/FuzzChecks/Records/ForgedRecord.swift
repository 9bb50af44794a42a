import Checksums

/// Bytes made into a record whose lengths, version and checksums fit, whatever else they hold. It writes both layouts of
/// records down a second time, in numbers: they are what logs hold, and must not change.
struct ForgedRecord {
    let bytes: [UInt8]
    let position: UInt64
    let salt: [UInt8]

    init(_ parts: [UInt8], isFirstLayout: Bool) {
        let headerSize = isFirstLayout ? 148 : 112
        let (lengthPlace, lengthSize, saltPlace) = isFirstLayout ? (84, 4, 92) : (48, 2, 56)
        var bytes = parts + [UInt8](repeating: 0, count: max(0, headerSize - parts.count))
        let variable = bytes.count - headerSize
        // Two bytes of the header say where the body begins, so that an input can choose it.
        let chosen = Int(bytes[lengthPlace]) | Int(bytes[lengthPlace + 1]) << 8
        let envelope = variable == 0 ? 0 : chosen % (variable + 1)
        func put(_ number: UInt64, at place: Int, _ size: Int) {
            for byte in 0..<size { bytes[place + byte] = UInt8(truncatingIfNeeded: number >> UInt64(byte * 8)) }
        }
        bytes[8] = isFirstLayout ? 1 : 2
        put(UInt64(envelope), at: lengthPlace, lengthSize)
        if isFirstLayout { put(UInt64(variable - envelope), at: 88, 4) }
        let bodyStart = headerSize + envelope
        put(XXH3.hash(bytes, in: bodyStart..<bytes.count), at: saltPlace + 48, 8)
        // The bytes that version 1 keeps the position in may choose it in version 2 too, which seals it.
        position = bytes[20..<28].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        let seal = isFirstLayout ? 0 : position &* 0x9E37_79B9_7F4A_7C15
        put(XXH3.hash(bytes, in: 8..<bodyStart) ^ seal, at: 0, 8)
        self.bytes = bytes
        salt = Array(bytes[saltPlace..<(saltPlace + 16)])
    }
}
