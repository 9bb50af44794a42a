/// The whole number that the text of a JSON number means, where there is one that fits: as at school, by moving the
/// decimal point through the digits.
func slowInteger(_ text: String) -> Int64? {
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
    var digits = mantissa.joined().compactMap { Int128(String($0)) }
    guard digits.contains(where: { $0 != 0 }) else { return 0 }
    // A number that is not zero and whose exponent does not fit is too large, or too small to be whole.
    guard let exponent = parts.count > 1 ? Int(parts[1]) : 0 else { return nil }
    var point = Int128(exponent) + Int128(mantissa[0].count)
    while digits.first == 0 {
        digits.removeFirst()
        point -= 1
    }
    while digits.last == 0 { digits.removeLast() }
    guard digits.count <= point, point <= 19 else { return nil }
    while digits.count < point { digits.append(0) }
    let size = digits.reduce(Int128(0)) { $0 * 10 + $1 }
    return Int64(exactly: text.hasPrefix("-") ? -size : size)
}
