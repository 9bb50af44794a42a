import EventSourcing

/// Walks over the bytes of a text. Never looks past its end.
struct TextScanner {
    private let bytes: [UInt8]
    private(set) var index = 0

    init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index >= bytes.count }

    /// The byte `distance` places ahead, if there is one.
    func peek(_ distance: Int = 0) -> UInt8? {
        let place = index + distance
        return place < bytes.count ? bytes[place] : nil
    }

    /// Steps over the byte if it is the next one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        index += 1
        return true
    }

    /// Steps over the next byte and returns it if it is one of these.
    mutating func take(oneOf allowed: [UInt8]) -> UInt8? {
        guard let byte = peek(), allowed.contains(byte) else { return nil }
        index += 1
        return byte
    }

    /// Steps over a word, written here in small letters or signs, if it comes next in small or capital letters.
    mutating func take(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        let matches = bytes.indices.allSatisfy { distance in
            peek(distance).map { isLetter($0) ? $0 | 0x20 : $0 } == bytes[distance]
        }
        if matches { index += bytes.count }
        return matches
    }

    /// Exactly `count` (at most 18) decimal digits as a number; nil, and no step, where there are fewer.
    mutating func digits(_ count: Int) -> Int? {
        var number = 0
        for distance in 0..<count {
            guard let byte = peek(distance), isDigit(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        index += count
        return number
    }

    /// All the decimal digits that follow, as text; may be empty.
    mutating func digitRun() -> String {
        let start = index
        while let byte = peek(), isDigit(byte) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// All the bytes that follow and satisfy the condition, as text; may be empty.
    mutating func run(while condition: (UInt8) -> Bool) -> String {
        let start = index
        while let byte = peek(), condition(byte) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func isLetter(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")) || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
}

/// A number of at least `count` digits, with zeros in front; a minus sign before a negative one.
func padded(_ number: Int, _ count: Int) -> String {
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, count - digits.count)) + digits
}
