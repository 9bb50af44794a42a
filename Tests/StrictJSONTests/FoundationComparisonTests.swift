import Foundation
import StrictJSON
import Testing

/// Where the two may part, and who is right by what StrictJSON promises.
private enum StatedDifference: CaseIterable {
    /// Foundation takes the name that stands last.
    case duplicateName
    /// Foundation goes deeper.
    case depth
    /// Foundation skips it.
    case byteOrderMark
    /// Foundation guesses UTF-16 and UTF-32 from the zeros among the first bytes.
    case otherEncoding
    /// Foundation passes over one comma behind the last member or element.
    case trailingComma

    func explains(_ error: JSONError, of text: [UInt8]) -> Bool {
        switch self {
        case .duplicateName: error.problem.contains("stands twice in one object")
        case .depth: error.problem.contains("nested deeper")
        case .byteOrderMark: error.problem.contains("byte order mark")
        case .otherEncoding: text.prefix(4).contains(0)
        case .trailingComma: text.prefix(error.offset).last { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ",")
        }
    }
}

struct FoundationComparisonTests {
    @Test(arguments: [1, 2, 3, 1_971, 20_240_322] as [UInt64])
    func `changed texts are read or refused as Foundation does, but for what is stated`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var both = 0
        for round in 0..<3_000 {
            var text = generator.json(of: generator.comparableValue())
            generator.change(&text)
            let theirs = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
            let shown =
                "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self).debugDescription) \(text)"
            do throws(JSONError) {
                let ours = try JSONDocument(parsing: text).root
                if let theirs {
                    both += 1
                    #expect(ours.difference(from: theirs) == nil, "\(shown)")
                } else {
                    // What no Double holds is a number to us, and an error to Foundation.
                    let isBeyondDouble = ours.withAllInside().contains { $0.kind == .number && $0.double == nil }
                    #expect(isBeyondDouble, "Foundation refuses \(shown)")
                }
            } catch {
                guard theirs != nil else { continue }
                let isStated = StatedDifference.allCases.contains { $0.explains(error, of: text) }
                #expect(isStated, "\(error), but Foundation reads \(shown)")
            }
        }
        // Enough texts stay valid for the comparison to mean something.
        #expect(both > 300)
    }
}

extension SeededGenerator {
    /// A value whose names are plain: Foundation's dictionaries hold names that only look the same as one.
    fileprivate mutating func comparableValue(depth: Int = 3) -> RandomValue {
        switch value(depth: 0) {
        case _ where depth > 0 && Bool.random(using: &self):
            if Bool.random(using: &self) {
                return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in comparableValue(depth: depth - 1) })
            }
            let names = ["a", "b", "name", "source", "a/b"].prefix(Int.random(in: 0...5, using: &self))
            return .object(names.map { ($0, comparableValue(depth: depth - 1)) })
        case let leaf: return leaf
        }
    }

    /// Flips a bit, or replaces, inserts, removes or doubles bytes, up to three times, or leaves all as it is.
    fileprivate mutating func change(_ text: inout [UInt8]) {
        let likely =
            Array(#"{}[],:"\/ue0123456789.-+tfnabD"#.utf8) + [
                0x00, 0x0A, 0x1F, 0x7F, 0x80, 0xC3, 0xE2, 0xED, 0xEF, 0xFF,
            ]
        for _ in 0..<Int.random(in: 0...3, using: &self) {
            let place = Int.random(in: 0...text.count, using: &self)
            let byte = likely[Int.random(in: 0..<likely.count, using: &self)]
            switch Int.random(in: 0..<5, using: &self) {
            case 0: text.insert(byte, at: place)
            case _ where place == text.count: break
            case 1: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: text[place] = byte
            case 3: text.remove(at: place)
            default: text.insert(contentsOf: text[place..<min(place + 8, text.count)], at: place)
            }
        }
    }
}

extension JSONValue {
    /// Where it reads otherwise than what Foundation made of the same text; nil where it does not.
    fileprivate func difference(from other: Any, at path: String = "$") -> String? {
        switch kind {
        case .null: return other is NSNull ? nil : "\(path) is null"
        case .bool: return other as? Bool == bool ? nil : "\(path) is a bool"
        case .string:
            let same = (other as? String)?.unicodeScalars.elementsEqual(string?.unicodeScalars ?? .init()) ?? false
            return same ? nil : "\(path) is another string"
        case .number:
            guard let number = other as? NSNumber else { return "\(path) is a number" }
            // Foundation keeps long numbers as decimals, whose way to a double is not exact.
            let double = double ?? .nan
            guard abs(number.doubleValue - double) <= abs(double) * 1e-14 else { return "\(path) is not \(number)" }
            let isPlain = numberText?.contains { ".eE".contains($0) } == false
            return !isPlain || integer == nil || number.int64Value == integer ? nil : "\(path) is another integer"
        case .array:
            guard let others = other as? [Any], others.count == count else { return "\(path) is another array" }
            return zip(elements, others).lazy.compactMap { $0.difference(from: $1, at: path + "[]") }.first
        case .object:
            guard let others = other as? [String: Any], others.count == count else {
                return "\(path) is another object"
            }
            for (name, value) in members {
                guard let theirs = others[name] else { return "\(path) has no \(name)" }
                if let found = value.difference(from: theirs, at: "\(path).\(name)") { return found }
            }
            return nil
        }
    }
}
