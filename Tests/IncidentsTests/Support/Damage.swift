/// What can happen to bytes that are read.
enum Damage {
    /// Bytes that mean something where they do not belong.
    private static let odd =
        Array(#""\{}[]:,0123456789.-+eEtfnu ~?%#/TZ"#.utf8) + [
            0, 9, 10, 13, 0x1F, 0x7F, 0x80, 0xC2, 0xA0, 0xD0, 0xED, 0xE2, 0xFF,
        ]

    /// Changes, inserts or removes a byte somewhere, or says some of them again.
    static func damage(_ bytes: inout [UInt8], using random: inout some RandomNumberGenerator) {
        let place = Int.random(in: bytes.indices, using: &random)
        let byte = odd[Int.random(in: odd.indices, using: &random)]
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        default:
            let other = Int.random(in: bytes.indices, using: &random)
            bytes.insert(contentsOf: Array(bytes[min(place, other)..<max(place, other)].prefix(40)), at: place)
        }
    }
}
