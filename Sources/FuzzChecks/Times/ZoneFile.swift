import Chronology

/// Zones made on the spot, so that no check depends on the zones of a machine.
enum ZoneFile {
    /// A zone by a rule of POSIX such as `CET-1CEST,M3.5.0,M10.5.0/3`, maybe after jumps of its own; nil where the rule
    /// is none.
    static func zone(_ rule: String, jumps: [(second: Int64, offset: Int32)] = [], first: Int32 = 0) -> Zone? {
        let bytes = block([], first: 0, timeSize: 4) + block(jumps, first: first, timeSize: 8)
        return (try? ZoneRules(name: "Fuzz/Zone", tzif: bytes + [0x0A] + Array(rule.utf8) + [0x0A])).map(Zone.named)
    }

    /// RFC 8536, 3: a header and what it counts.
    private static func block(_ jumps: [(second: Int64, offset: Int32)], first: Int32, timeSize: Int) -> [UInt8] {
        let offsets = [first] + jumps.map(\.offset)
        var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, 0, jumps.count, offsets.count, 4] { bytes += bigEndian(Int64(count), 4) }
        for jump in jumps { bytes += bigEndian(jump.second, timeSize) }
        bytes += jumps.indices.map { UInt8($0 + 1) }
        for offset in offsets { bytes += bigEndian(Int64(offset), 4) + [0, 0] }
        return bytes + Array("LMT\0".utf8)
    }

    private static func bigEndian(_ number: Int64, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: number >> Int64($0 * 8)) }
    }
}
