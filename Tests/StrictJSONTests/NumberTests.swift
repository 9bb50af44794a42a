import StrictJSON
import Testing

private let integers: [(text: String, integer: Int64?)] = [
    ("0", 0), ("-0", 0), ("0.0", 0), ("-0.0e5", 0), ("0e99999999999999999999", 0), ("0e-99999999999999999999", 0),
    ("0.000e9223372036854775807", 0), ("1", 1), ("-1", -1), ("5.0", 5), ("5.000", 5), ("-5.0e0", -5), ("5.5", nil),
    ("1e3", 1_000), ("1E3", 1_000), ("1e+3", 1_000), ("1e0003", 1_000), ("-1e3", -1_000), ("1e00", 1), ("1e-0", 1),
    ("1.5e1", 15), ("1.50e1", 15), ("1.55e1", nil), ("123.456e3", 123_456), ("123.456e2", nil),
    ("1e-1", nil), ("10e-1", 1), ("100e-1", 10), ("1000000e-6", 1), ("0.0000001e7", 1), ("0.0000001e6", nil),
    ("9223372036854775806", .max - 1), ("9223372036854775807", .max), ("9223372036854775808", nil),
    ("-9223372036854775807", -.max), ("-9223372036854775808", .min), ("-9223372036854775809", nil),
    ("9.223372036854775807e18", .max), ("9.223372036854775808e18", nil), ("-9.223372036854775808E+18", .min),
    ("92233720368547758070e-1", .max), ("92233720368547758080e-1", nil), ("922337203685477580.7e1", .max),
    ("9007199254740993", 9_007_199_254_740_993), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("1e20", nil),
    ("10000000000000000000", nil), ("100000000000000000000", nil), ("18446744073709551616", nil),
    ("1e400", nil), ("-1e400", nil), ("1e-400", nil), ("1e99999999999999999999", nil),
    ("1e-99999999999999999999", nil), ("1e9223372036854775807", nil), ("10e9223372036854775807", nil),
    ("0.1e-9223372036854775808", nil), ("10e-9223372036854775808", nil), ("1e+9223372036854775808", nil),
    ("1" + String(repeating: "0", count: 200) + "e-200", 1), ("0." + String(repeating: "0", count: 200) + "7e201", 7),
    (String(repeating: "9", count: 10_000), nil),
]

private let doubles: [(text: String, double: Double?)] = [
    ("0.1", 0.1), ("-2.5e-3", -0.0025), ("9007199254740993", 9_007_199_254_740_992), ("1e23", 1e23),
    ("1.7976931348623157e308", .greatestFiniteMagnitude), ("5e-324", .leastNonzeroMagnitude), ("1e-400", 0),
    ("1e400", nil), ("-1e400", nil), ("1e99999999999999999999", nil), ("1e-99999999999999999999", 0),
    (String(repeating: "9", count: 400), nil), ("0." + String(repeating: "0", count: 400) + "1e401", 1),
]

struct NumberTests {
    @Test(arguments: integers)
    func `a whole number that fits is an integer, however it is written`(text: String, integer: Int64?) throws {
        let value = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(value.integer == integer)
        #expect(value.numberText == text)
    }

    @Test(arguments: doubles)
    func `a number is also the nearest finite double`(text: String, double: Double?) throws {
        let value = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(value.double == double)
        #expect(value.numberText == text)
    }

    @Test func `minus zero keeps its sign as a double`() throws {
        let value = try JSONDocument(parsing: Array("-0".utf8)).root
        #expect(value.double?.sign == .minus)
        #expect(value.integer == 0)
    }

    @Test(arguments: [1, 20_240_322] as [UInt64])
    func `an integer is read back from wherever its point and exponent stand`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<2_000 {
            let number =
                Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<64, using: &generator)
            let text = generator.spelling(of: number)
            let value = try JSONDocument(parsing: Array(text.utf8)).root
            #expect(value.integer == number, "seed \(seed), round \(round): \(text)")
        }
    }

    @Test(arguments: [2, 20_240_323] as [UInt64])
    func `every double is read back bit for bit`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<2_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            let value = try JSONDocument(parsing: Array(number.description.utf8)).root
            #expect(value.double?.bitPattern == number.bitPattern, "seed \(seed), round \(round): \(number)")
        }
    }
}

extension SeededGenerator {
    /// One of the many texts that mean a whole number.
    fileprivate mutating func spelling(of number: Int64) -> String {
        let zeros = Int.random(in: 0...4, using: &self)
        let digits = String(number.magnitude) + String(repeating: "0", count: zeros)
        let point = Int.random(in: 1...digits.count, using: &self)
        let front = number == 0 ? "0" : String(digits.prefix(point))
        let back = String(digits.dropFirst(point))
        let exponent = digits.count - point - zeros
        let sign = number < 0 ? "-" : ""
        return "\(sign)\(front)\(back.isEmpty ? "" : "." + back)\(exponent == 0 ? "" : "e\(exponent)")"
    }
}
