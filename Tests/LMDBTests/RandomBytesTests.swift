import Checksums
import LMDB
import Testing

/// Random bytes, and the checksum that everything is checked with.
struct RandomBytesTests {
    @Test func `random bytes differ, within a source and between two`() throws {
        var one = RandomBytes()
        var other = RandomBytes()
        var seen: Set<[UInt8]> = []
        for _ in 1...2000 {
            seen.insert(try one.next(16))
            seen.insert(try other.next(16))
        }
        #expect(seen.count == 4000)
    }

    @Test(arguments: [0, 1, 16, 4095, 4096, 4097, 20_000])
    func `as many random bytes come as were asked for`(count: Int) throws {
        var random = RandomBytes()
        _ = try random.next(7)
        let bytes = try random.next(count)
        #expect(bytes.count == count)
        if count > 4000 { #expect(Set(bytes).count == 256) }
    }

    @Test func `random integers differ and use all of their bits`() throws {
        var random = RandomBytes()
        var (seen, ones, zeros): (Set<UInt64>, UInt64, UInt64) = ([], 0, 0)
        for _ in 1...3000 {
            let number = try random.nextInteger()
            seen.insert(number)
            ones |= number
            zeros |= ~number
        }
        #expect(seen.count == 3000)
        #expect(ones == .max)
        #expect(zeros == .max)
    }

    @Test func `the checksum is XXH3 as its specification has it`() {
        #expect(XXH3.hash(utf8: "") == 0x2D06_8005_38D3_94C2)
        #expect(XXH3.hash(utf8: "a") == 0xE6C6_32B6_1E96_4E1F)
        #expect(XXH3.hash(utf8: "abc") == 0x78AF_5F94_892F_3950)
        let bytes = Array("some bytes before abc and after".utf8)
        #expect(XXH3.hash(bytes, in: 18..<21) == XXH3.hash(utf8: "abc"))
        #expect(XXH3.hash(bytes, in: 5..<5) == XXH3.hash([]))
        #expect(XXH3.hash(utf8: "abc", seed: 1) != XXH3.hash(utf8: "abc"))
        #expect(XXH3.hash(Array("abc".utf8), seed: 1) == XXH3.hash(utf8: "abc", seed: 1))
    }

    @Test func `every bit of what is hashed counts`() {
        for length in [1, 3, 8, 16, 17, 128, 129, 240, 241, 1000] {
            var bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            var seen: Set<UInt64> = [XXH3.hash(bytes)]
            for bit in 0..<8 * length {
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                seen.insert(XXH3.hash(bytes))
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            }
            #expect(seen.count == 8 * length + 1)
        }
    }
}
