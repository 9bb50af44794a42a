/// The microseconds of a duration that was taken, such as `P1DT2H0.5S`: unit by unit, cut off below a microsecond.
func slowLength(_ text: String) -> Int64 {
    var total: Int128 = 0
    var number = ""
    var isTime = false
    for sign in text.dropFirst() {
        switch sign {
        case "T": isTime = true
        case "W": total += length(number, 604_800)
        case "D": total += length(number, 86_400)
        case "H": total += length(number, 3600)
        case "M" where isTime: total += length(number, 60)
        case "S": total += length(number, 1)
        default:
            number.append(sign)
            continue
        }
        number = ""
    }
    return Int64(clamping: total)
}

/// A decimal number of units in microseconds: as billionths of the unit first, so that nothing is lost on the way.
private func length(_ number: String, _ seconds: Int128) -> Int128 {
    let parts = number.split(whereSeparator: { $0 == "." || $0 == "," })
    guard let whole = parts.first, let units = Int128(whole) else { return 0 }
    let digits = parts.count > 1 ? parts[1] : ""
    let billionths = Int128(digits + String(repeating: "0", count: 9 - digits.count)) ?? 0
    return (units * 1_000_000_000 + billionths) * seconds * 1_000_000 / 1_000_000_000
}
