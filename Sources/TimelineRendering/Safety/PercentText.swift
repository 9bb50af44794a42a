/// Percent-encoding (RFC 3986, 2.1) for everything that writes addresses.
package enum PercentText {
    /// The text of UTF-8 with every byte that is not kept as `%` and two digits.
    package static func encoded(_ bytes: [UInt8], keeping isKept: (_ byte: UInt8, _ index: Int) -> Bool) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if isKept(byte, index) {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded += String(UInt16(byte) + 0x100, radix: 16, uppercase: true).utf8.dropFirst()
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
