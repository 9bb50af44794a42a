import StrictJSON
import Testing

/// Seeds that every run repeats; a failure names the one it happened with.
private let seeds: [UInt64] = [1, 2, 3, 1_971, 20_240_322]

struct RandomTextTests {
    @Test(arguments: seeds)
    func `whatever is written is read back the same`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<120 {
            let value = generator.value()
            let text = generator.json(of: value)
            let document = try JSONDocument(parsing: text)
            let difference = document.root.difference(from: value)
            #expect(difference == nil, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
            #expect(document.bytes == text)
        }
    }

    @Test(arguments: seeds)
    func `an escape is known wherever there is a backslash`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<80 {
            let text = generator.json(of: generator.value())
            for value in try JSONDocument(parsing: text).root.withAllInside() {
                #expect(
                    value.hasEscape == text[value.range].contains(0x5C), "seed \(seed), round \(round), \(value.range)")
            }
        }
    }

    @Test(arguments: seeds)
    func `on one line it is the same value and one line`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<80 {
            let value = generator.value()
            let root = try JSONDocument(parsing: generator.json(of: value)).root
            let line = root.singleLineText()
            #expect(!line.contains { $0 < 0x20 }, "seed \(seed), round \(round)")
            #expect(line.count == root.range.count, "seed \(seed), round \(round)")
            #expect(try JSONDocument(parsing: line).root.difference(from: value) == nil, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: seeds)
    func `no part of an object or array is a text by itself`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20 {
            let text = try JSONDocument(parsing: generator.json(of: .array([generator.value(depth: 1)]))).root
                .singleLineText()
            for count in 0..<text.count {
                let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(text.prefix(count))) }
                #expect((0...count).contains(error?.offset ?? -1), "seed \(seed), round \(round), first \(count) bytes")
            }
        }
    }

    @Test(arguments: seeds)
    func `random bytes are read or refused, and nothing else happens`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let tokens = [
            "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\":", "\\", "\\u", "\\uD83D", "\\uDE00", "00e9", "1", "0",
            "-", ".",
            "e", "E+", "true", "false", "null", " ", "\n", "\u{E9}", "\u{1F600}", "\0", "\u{FEFF}", "1e400",
        ].map { Array($0.utf8) }
        for round in 0..<2_000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                if round.isMultiple(of: 2) || Int.random(in: 0..<20, using: &generator) == 0 {
                    text.append(UInt8.random(in: .min ... .max, using: &generator))
                } else {
                    text += tokens[Int.random(in: 0..<tokens.count, using: &generator)]
                }
            }
            if round.isMultiple(of: 3) { text = [0x22] + text + [0x22] }
            do throws(JSONError) {
                let root = try JSONDocument(parsing: text).root
                #expect(root.withAllInside().allSatisfy { $0.isReadable }, "seed \(seed), round \(round): \(text)")
            } catch {
                #expect((0...text.count).contains(error.offset), "seed \(seed), round \(round): \(text)")
            }
        }
    }
}

extension JSONValue {
    /// It and every value in it.
    func withAllInside() -> [JSONValue] {
        [self] + elements.flatMap { $0.withAllInside() } + members.flatMap { $0.value.withAllInside() }
    }

    /// Whether exactly the accessors of its kind answer.
    var isReadable: Bool {
        let answers = [string != nil, numberText != nil, bool != nil, isNull, kind == .object, kind == .array]
        return answers.count { $0 } == 1 && (kind == .number || (integer == nil && double == nil))
            && !singleLineText().isEmpty
    }
}
