extension JSONParser {
    /// Passes a number: RFC 8259, 6. Its text is kept, so its size does not matter.
    mutating func number() throws(JSONError) {
        let start = index
        _ = take(UInt8(ascii: "-"))
        guard digit != nil else { throw error("a number needs a digit after its '-'") }
        let startsWithZero = digit == UInt8(ascii: "0")
        index += 1
        if startsWithZero {
            guard digit == nil else { throw error("a number has a zero in front; leave it out", at: start) }
        } else {
            skipDigits()
        }
        if take(UInt8(ascii: ".")) {
            guard digit != nil else { throw error("a number needs a digit after its '.'") }
            skipDigits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digit != nil else { throw error("a number needs a digit in its exponent") }
            skipDigits()
        }
        leaf(.number, from: start)
    }

    private var digit: UInt8? {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? byte : nil
    }

    private mutating func skipDigits() { while digit != nil { index += 1 } }
}

/// The whole number that the text of a JSON number means, exactly; nil where it means none, or one that does not fit.
func exactInteger(_ text: ArraySlice<UInt8>) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    var digits: [UInt8] = []
    var scale = 0
    var exponent = 0
    var isFraction = false
    var rest = isNegative ? text.dropFirst() : text
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: ".") {
            isFraction = true
        } else if byte | 0x20 == UInt8(ascii: "e") {
            // An exponent too large for Int belongs to a number that fits only where its digits are all zero.
            let boundless = rest.first == UInt8(ascii: "-") ? -1 << 40 : 1 << 40
            exponent = Int(String(decoding: rest, as: UTF8.self)) ?? boundless
            break
        } else {
            digits.append(byte - UInt8(ascii: "0"))
            if isFraction { scale += 1 }
        }
    }
    var zeros = 0
    while digits.last == 0 {
        digits.removeLast()
        zeros += 1
    }
    guard !digits.isEmpty else { return 0 }
    let (shift, overflow) = exponent.addingReportingOverflow(zeros - scale)
    guard !overflow, shift >= 0, shift <= 19 else { return nil }
    var number: Int64 = 0
    for digit in digits + [UInt8](repeating: 0, count: shift) {
        let (product, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.subtractingReportingOverflow(Int64(digit))
        guard !overflow, !carry else { return nil }
        number = sum
    }
    // Counted downwards, because the least number has no positive twin.
    if isNegative { return number }
    return number == .min ? nil : -number
}
