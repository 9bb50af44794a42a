import Checksums

/// Random text that nobody can guess, and how it is recognised without being kept.
package enum Secret {
    /// How many random bytes a secret has: 256 bits.
    package static let size = 32

    /// Random bytes in hexadecimal, from the generator of the system (getrandom(2)).
    package static func random(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// SHA-256 of texts, one behind the other. A secret of 256 random bits needs no slow hash: nobody can try them all.
    package static func hash(_ first: String, _ second: String = "") -> [UInt8] {
        SHA256.digest(Array(first.utf8), Array(second.utf8))
    }

    /// Whether two hashes are the same, in a time that does not tell how much of them is.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}

/// Bytes as text of the digits 0 to f.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil where the text is none of lower-case digits in pairs.
    package static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { digits.firstIndex(of: $0) }
        guard values.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: values.count, by: 2) {
            guard let high = values[index], let low = values[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
