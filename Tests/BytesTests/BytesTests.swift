import Bytes
import Testing

@Suite struct `Bytes in bulk` {
    @Test func `numbers are written as they are read`() {
        var numbers: [UInt64] = [0, 9, 10, 99, 100, 101, 999, 1000, .max, .max - 1]
        var power: UInt64 = 1
        for _ in 0..<19 {
            power *= 10
            numbers += [power - 1, power, power + 1]
        }
        for _ in 0..<1000 { numbers.append(UInt64.random(in: .min ... .max) >> UInt64.random(in: 0...63)) }
        for number in numbers {
            #expect(written { $0.append(decimal: number) } == String(number))
            var bytes = GrowingBytes(capacity: 16)
            bytes.append(decimal: number)
            #expect(bytes.array == Array(String(number).utf8))
        }
        for number: UInt32 in [0, 1, 10, 123_456, 999_999] {
            let digits = String(1_000_000 + number).dropFirst()
            #expect(written { $0.append(sixDigits: number) } == digits)
        }
    }

    @Test func `parts are appended whole, one behind the other`() {
        let part: [UInt8] = Array("quay".utf8)
        let text = written { output in
            output.append(part.span)
            output.append("")
            output.append(part.span.extracting(first: 0))
            output.append(" is ")
            output.append(part.span.extracting(1..<3))
        }
        #expect(text == "quay is ua")
    }

    @Test func `a text is plain up to the first byte that is not`() {
        for length in 0...26 {
            for start in 0...length {
                let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                #expect(plain.span.endOfPlainText(from: start, to: length) == length)
                for place in start..<length {
                    for byte: UInt8 in [0, 0x1F, 0x22, 0x5C, 0x7F, 0x80, 0xFF] {
                        var text = plain
                        text[place] = byte
                        if place + 1 < length { text[place + 1] = 0x21 }
                        #expect(text.span.endOfPlainText(from: start, to: length) == place)
                        #expect(text.span.endOfPlainText(from: start, to: place) == place)
                        #expect(text.span.isVisibleASCII == (byte == 0x22 || byte == 0x5C))
                    }
                }
            }
        }
    }

    @Test func `a text of JSON is as it is up to the first byte that needs an escape`() {
        for length in 0...20 {
            for other in ["a", "\u{7F}", "é", "\u{1F600}"] {
                let plain = Array(String(repeating: other, count: length).utf8)
                for start in plain.indices {
                    #expect(plain.span.endOfUnescaped(from: start) == plain.count)
                    for byte: UInt8 in [0, 0x1F, 0x22, 0x5C] {
                        var text = plain
                        text.insert(byte, at: start)
                        #expect(text.span.endOfUnescaped(from: 0) == start)
                        #expect(text.span.endOfUnescaped(from: start) == start)
                        #expect(text.span.endOfUnescaped(from: start + 1) == text.count)
                    }
                }
            }
        }
    }

    @Test func `bytes grow at their end, however many come at once`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var bytes = GrowingBytes()
            var expected: [UInt8] = []
            for _ in 0..<40 {
                let part = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255) }
                switch Int.random(in: 0...3, using: &random) {
                case 0:
                    bytes.append(part.span)
                    expected += part
                case 1:
                    bytes.append(7)
                    expected.append(7)
                case 2:
                    let isFirst = part.count % 2 == 0
                    bytes.append(name: "incident", isFirst: isFirst)
                    expected += Array((isFirst ? #""incident":"# : #","incident":"#).utf8)
                default:
                    // Room need not be filled.
                    bytes.append(addingCapacity: part.count + 9) { $0.append(part.span) }
                    expected += part
                }
            }
            #expect(bytes.array == expected && bytes.count == expected.count)
            bytes.removeAll()
            bytes.append(1)
            #expect(bytes.array == [1])
        }
    }

    @Test func `an array of bytes is written in its own place, or moved where it needs more room`() {
        for (capacity, count) in [(0, 0), (0, 300), (16, 16), (16, 17), (1000, 300), (300, 1000)] {
            let part = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let array = GrowingBytes.array(capacity: capacity) { bytes in
                var bytes = bytes
                for byte in part { bytes.append(byte) }
                bytes.append(part.span)
                return bytes
            }
            #expect(array == part + part)
        }
    }

    @Test func `who keeps bytes whose memory was lent ends the program`() async {
        await #expect(processExitsWith: .failure) {
            final class Keeper {
                var kept = GrowingBytes()
                func keep(_ bytes: consuming GrowingBytes) -> GrowingBytes {
                    swap(&kept, &bytes)
                    return bytes
                }
            }
            let keeper = Keeper()
            _ = GrowingBytes.array(capacity: 64) { keeper.keep($0) }
        }
    }

    @Test func `a string of JSON is written up to the first byte that needs an escape`() {
        for length in 0...40 {
            for other in ["a", "\u{7F}", "é", "\u{1F600}"] {
                let plain = Array(String(repeating: other, count: length).utf8)
                var whole = GrowingBytes(capacity: 16)
                #expect(whole.append(unescaped: plain.span) == plain.count)
                #expect(whole.array == [0x22] + plain + [0x22])
                for place in 0...plain.count {
                    for byte: UInt8 in [0, 0x1F, 0x22, 0x5C] {
                        var bytes = GrowingBytes(capacity: 16)
                        let text = plain[..<place] + [byte] + plain[place...]
                        #expect(bytes.append(unescaped: Array(text).span) == place)
                        #expect(bytes.array == [0x22] + plain[..<place])
                    }
                }
            }
        }
    }

    @Test func `bytes are written between quotation marks, from a span or from numbers`() {
        let text = Array("2024-03-22T18:01:00.000001Z and so".utf8)
        for count in 0...32 {
            let expected = [0x22] + text[..<count] + [0x22]
            var bytes = GrowingBytes(capacity: 16)
            bytes.append(quoted: text.span.extracting(first: count))
            #expect(bytes.array == expected)
            var words = InlineArray<4, UInt64>(repeating: 0)
            for index in 0..<4 { words[index] = text.span.number(at: 8 * index, count: 8) }
            var others = GrowingBytes(capacity: 16)
            others.append(quoted: words, count: count)
            others.append(7)
            #expect(others.array == expected + [7])
        }
    }

    @Test func `a short text is two numbers up to its quotation mark`() {
        for length in 0...20 {
            let text = Array("abcdefghijklmnopqrstuvwxyz".utf8.prefix(length))
            let bytes = [0x22] + text + [0x22] + Array(repeating: UInt8(ascii: ","), count: 20)
            let found = bytes.span.shortText(from: 1, to: bytes.count)
            #expect((found != nil) == (length < 16))
            if let found {
                #expect(found.count == length)
                #expect(found.low == text.span.number(at: 0, count: min(length, 8)))
                #expect(found.high == (length < 8 ? 0 : text.span.number(at: 8, count: length - 8)))
            }
            // What is not plain, and where too little follows, is for others to read.
            #expect(bytes.span.shortText(from: 1, to: 16) == nil)
            for place in 1..<max(1, length) {
                for byte: UInt8 in [0, 0x1F, 0x5C, 0x7F, 0x80, 0xFF] {
                    var odd = bytes
                    odd[place] = byte
                    #expect(odd.span.shortText(from: 1, to: odd.count) == nil)
                }
            }
        }
    }

    @Test(arguments: ["", "a", "sixteen bytes ..", "harbour-fire", "Пожар в порту", "naïve", "\u{1F600}", "\0"])
    func `bytes of a text are that text`(text: String) {
        #expect(String(utf8: Array(text.utf8).span).utf8.elementsEqual(text.utf8))
    }

    @Test func `bytes of no text are repaired`() {
        for bytes: [UInt8] in [[0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80], Array(repeating: 0x80, count: 9)] {
            #expect(String(utf8: bytes.span) == String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `names of every length are written whole`() {
        let names: [StaticString] = [
            "", "a", "by", "low", "kind", "words", "reason", "summary", "position", "revision9",
            "a name of more than sixteen bytes",
            "a name that is much longer than sixty-four bytes, which no member of any object has",
        ]
        for name in names {
            var bytes = GrowingBytes()
            bytes.append(name: name, isFirst: true)
            #expect(bytes.array == Array("\"\(name)\":".utf8))
        }
    }

    @Test func `some bytes are one number, least byte first`() {
        let bytes: [UInt8] = Array(1...12)
        for start in 0...12 {
            for count in 0...min(8, 12 - start) {
                let expected = bytes[start..<(start + count)].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
                #expect(bytes.span.number(at: start, count: count) == expected)
            }
        }
    }

    @Test func `a text is plain where no byte of it is a control, a sign of JSON, or not ASCII`() {
        for length in 0...20 {
            let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
            #expect(plain.span.isPlainText && plain.span.isASCII)
            for place in plain.indices {
                for byte in UInt8.min ... .max {
                    var text = plain
                    text[place] = byte
                    let isPlain = (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
                    #expect(text.span.isPlainText == isPlain, "\(byte) at \(place) of \(length)")
                    #expect(text.span.isASCII == (byte < 0x80), "\(byte) at \(place) of \(length)")
                    #expect(text.span.isPlainJSON == (byte < 0x80 && byte != 0x5C), "\(byte) at \(place) of \(length)")
                }
            }
        }
    }

    @Test(arguments: [
        ("Smoke over the Quay", "quay", true), ("Smoke", "smoke", true), ("Smoke", "smoked", false),
        ("AAB", "ab", true),
        ("a[", "a{", false), ("a@", "a`", false), ("", "a", false), ("Z", "z", true), ("qua", "quay", false),
    ])
    func `a text is found in bytes without regard to the case of ASCII`(text: String, wanted: String, isFound: Bool) {
        #expect(Array(text.utf8).span.holds(ignoringCase: Array(wanted.utf8)) == isFound)
    }

    private func written(_ write: (inout OutputSpan<UInt8>) -> Void) -> String {
        var bytes: [UInt8] = []
        bytes.append(addingCapacity: 64, initializingWith: write)
        return String(decoding: bytes, as: UTF8.self)
    }
}
