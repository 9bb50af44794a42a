import Checksums

/// Bytes made into a record whose lengths, version and checksums fit, whatever else they hold. It writes the layout of
/// records down a second time, in numbers: it is what `seeds/formats/v1` holds, and must not change.
struct ForgedRecord {
    let bytes: [UInt8]
    let position: UInt64
    let salt: [UInt8]

    init(_ parts: [UInt8]) {
        let headerSize = 148
        var bytes = parts + [UInt8](repeating: 0, count: max(0, headerSize - parts.count))
        let variable = bytes.count - headerSize
        // Two bytes of the header say where the body begins, so that an input can choose it.
        let envelope = variable == 0 ? 0 : (Int(bytes[84]) | Int(bytes[85]) << 8) % (variable + 1)
        func put(_ number: UInt64, at place: Int, _ size: Int) {
            for byte in 0..<size { bytes[place + byte] = UInt8(truncatingIfNeeded: number >> UInt64(byte * 8)) }
        }
        bytes[8] = 1
        put(UInt64(envelope), at: 84, 4)
        put(UInt64(variable - envelope), at: 88, 4)
        let bodyStart = headerSize + envelope
        put(XXH3.hash(bytes, in: bodyStart..<bytes.count), at: 140, 8)
        put(XXH3.hash(bytes, in: 8..<bodyStart), at: 0, 8)
        self.bytes = bytes
        position = bytes[20..<28].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        salt = Array(bytes[92..<108])
    }
}
