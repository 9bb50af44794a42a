/// Writes zone files (TZif, RFC 8536) for tests, good ones and bad ones.
struct TZifBuilder {
    var version: UInt8 = UInt8(ascii: "2")
    var transitions: [(second: Int64, type: UInt8)] = []
    var types: [(seconds: Int32, letters: UInt8)] = [(0, 0)]
    var letters = "UTC\0"
    var footer = ""
    var leapSeconds = 0

    var bytes: [UInt8] {
        guard version != 0 else { return block(timeSize: 4) }
        return block(timeSize: 4) + block(timeSize: 8) + [0x0A] + Array(footer.utf8) + [0x0A]
    }

    private func block(timeSize: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leapSeconds, transitions.count, types.count, letters.utf8.count] {
            bytes += bigEndian(Int64(count), 4)
        }
        for transition in transitions { bytes += bigEndian(transition.second, timeSize) }
        bytes += transitions.map(\.type)
        for type in types { bytes += bigEndian(Int64(type.seconds), 4) + [0, type.letters] }
        bytes += Array(letters.utf8)
        bytes += [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4))
        return bytes
    }

    private func bigEndian(_ number: Int64, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: number >> Int64($0 * 8)) }
    }
}
